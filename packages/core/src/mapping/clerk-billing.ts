import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import {
  elements,
  type Fields,
  fields,
  idText,
  instant,
  known,
  someText,
  upperCase,
} from "../domain/read.ts";
import { wholeUnits } from "./whole-units.ts";

/* Clerk Billing. Field names from Clerk's own types (@clerk/backend 2.33.8). Amounts are minor units. */

function dataOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

/** Who pays: an organization, else a user. */
function payerOf(entry: Fields): string | undefined {
  const payer = fields(entry["payer"]);
  return someText(payer["organization_id"]) ?? someText(payer["user_id"]) ?? someText(entry["payer_id"]);
}

export function payment(input: MappingInput): DomainFields<"payment.failed"> {
  const entry = dataOf(input);
  const { amount, currency } = fields(fields(entry["totals"])["grand_total"]);
  const { code, decline_code } = fields(entry["failed_reason"]);
  return {
    paymentId: entry["payment_id"] ?? entry["id"],
    amount: wholeUnits(amount),
    currency: upperCase(currency),
    customerId: payerOf(entry),
    customerEmail: someText(fields(entry["payer"])["email"]),
    method: someText(fields(entry["payment_source"])["payment_method"]),
    failureCode: someText(decline_code) ?? someText(code),
  };
}

/** Whether an attempt to pay has come to this state. */
export function hasStatus(status: string): (input: MappingInput) => boolean {
  return (input) => dataOf(input)["status"] === status;
}

export function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = dataOf(input);
  const item = fields(elements(entry["items"])[0]);
  const plan = fields(item["plan"]);
  const cost = fields(item["amount"]);
  const status = entry["status"] === "ended" ? "canceled" : entry["status"];
  return {
    subscriptionId: entry["id"],
    customerId: payerOf(entry),
    status: known(status, ["incomplete", "expired", "active", "past_due", "canceled"]),
    priceId: idText(plan["id"]) ?? idText(item["plan_id"]),
    productId: idText(plan["product_id"]),
    unitAmount: wholeUnits(cost["amount"]),
    currency: upperCase(cost["currency"] ?? plan["currency"]),
    startedAt: milliseconds(entry["active_at"]),
    currentPeriodStart: milliseconds(item["period_start"]),
    currentPeriodEnd: milliseconds(item["period_end"]),
    canceledAt: milliseconds(entry["canceled_at"]),
  };
}

function milliseconds(value: unknown): string | undefined {
  return typeof value === "number" ? instant(value / 1000) : undefined;
}
