import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, someText, translate } from "../domain/read.ts";

/*
 * Field names from FastSpring's documented payloads, from memory. Amounts are major units, as numbers. A canceled
 * subscription runs on to its end, which is `subscription.deactivated`.
 */

/** FastSpring. */
export const fastspringMapping = defineMapping({
  "order.completed": row("order.paid", order),
  "order.canceled": row("order.canceled", order),
  "return.created": row("refund.succeeded", (input) => {
    const entry = data(input);
    return {
      refundId: entry["return"] ?? entry["id"],
      orderId: idOf(fields(entry["original"])["order"] ?? fields(entry["original"])["id"]),
      amount: minorUnits(entry["totalReturn"], entry["currency"]),
      currency: entry["currency"],
      reason: someText(entry["reason"]),
      status: "succeeded",
    };
  }),
  "subscription.activated": row("subscription.created", subscription),
  "subscription.updated": row("subscription.updated", subscription),
  "subscription.canceled": row("subscription.updated", subscription),
  "subscription.uncanceled": row("subscription.updated", subscription),
  "subscription.paused": row("subscription.paused", subscription),
  "subscription.resumed": row("subscription.resumed", subscription),
  "subscription.deactivated": row("subscription.canceled", subscription),
  "subscription.trial.reminder": row("subscription.trial_ending", subscription),
  "subscription.payment.overdue": row("subscription.updated", subscription),
  // A charge that went through has the order that it made; one that did not has nothing but its subscription.
  "subscription.charge.completed": row("payment.succeeded", (input) => {
    const entry = data(input);
    return {
      paymentId: idOf(entry["order"]) ?? entry["id"],
      orderId: idOf(entry["order"]),
      amount: minorUnits(entry["total"], entry["currency"]),
      currency: entry["currency"],
      customerId: idOf(entry["account"]),
    };
  }),
  "subscription.charge.failed": row("subscription.payment_failed", (input) => {
    const entry = data(input);
    const of = entry["subscription"];
    return {
      subscriptionId: idOf(of) ?? someText(fields(of)["subscription"]),
      customerId: idOf(entry["account"]),
    };
  }),
  "account.created": row("customer.created", customer),
  "account.updated": row("customer.updated", customer),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

/** An id, or the object where it is expanded. */
function idOf(value: unknown): string | undefined {
  return someText(value) ?? someText(fields(value)["id"]);
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = data(input);
  const contact = fields(entry["contact"]);
  const names = [someText(contact["first"]), someText(contact["last"])].filter((name) => name !== undefined);
  return {
    customerId: entry["id"] ?? entry["account"],
    email: someText(contact["email"]),
    name: names.length === 0 ? someText(contact["company"]) : names.join(" "),
    phone: someText(contact["phone"]),
    country: someText(entry["country"]),
  };
}

function order(input: MappingInput): DomainFields<"order.paid"> {
  const entry = data(input);
  const currency = entry["currency"];
  return {
    orderId: entry["order"] ?? entry["id"],
    number: someText(entry["reference"]),
    amount: minorUnits(entry["total"], currency),
    currency,
    customerId: idOf(entry["account"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    items: elements(entry["items"]).map((one) => {
      const item = fields(one);
      return {
        name: item["display"],
        sku: someText(item["sku"]),
        productId: someText(item["product"]),
        quantity: item["quantity"],
      };
    }),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = data(input);
  return {
    subscriptionId: entry["id"] ?? entry["subscription"],
    customerId: idOf(entry["account"]),
    status: translate(entry["state"], statuses),
    productId: idOf(entry["product"]),
    quantity: entry["quantity"],
    unitAmount: minorUnits(entry["price"], entry["currency"]),
    currency: someText(entry["currency"]),
    cancelAtPeriodEnd: entry["state"] === "canceled" ? true : undefined,
  };
}

const statuses: Readonly<Record<string, string>> = {
  active: "active",
  trial: "trialing",
  overdue: "past_due",
  paused: "paused",
  canceled: "active",
  deactivated: "canceled",
};
