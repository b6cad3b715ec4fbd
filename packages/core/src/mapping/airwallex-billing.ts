import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, instant, someText, translate } from "../domain/read.ts";

/*
 * Airwallex's subscriptions, invoices and transfers. Event names from its documentation, field names from memory of its
 * API reference. Amounts are major units, as numbers.
 * @see https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events/event-types/billing
 */

/** Rows of Airwallex's mapping for these. */
export const billingRows = {
  "subscription.created": row("subscription.created", subscription),
  "subscription.active": row("subscription.activated", subscription),
  "subscription.in_trial": row("subscription.updated", subscription),
  "subscription.unpaid": row("subscription.updated", subscription),
  "subscription.modified": row("subscription.updated", subscription),
  "subscription.cancelled": row("subscription.canceled", subscription),
  "invoice.created": row("invoice.created", invoice),
  "invoice.finalized": row("invoice.finalized", invoice),
  "invoice.voided": row("invoice.voided", invoice),
  "invoice.payment.paid": row("invoice.paid", invoice),
  "payout.transfer.scheduled": row("payout.created", transfer),
  "payout.transfer.processing": row("payout.updated", transfer),
  "payout.transfer.overdue": row("payout.updated", transfer),
  "payout.transfer.sent": row("payout.updated", transfer),
  "payout.transfer.paid": row("payout.paid", transfer),
  "payout.transfer.failed": row("payout.failed", transfer),
  "payout.transfer.cancelled": row("payout.canceled", transfer),
} as const;

/** What an event is about: `data`, or `data.object` in older versions. */
export function object({ payload }: MappingInput): Fields {
  const data = fields(fields(payload)["data"]);
  return fields(data["object"] ?? data);
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = object(input);
  return {
    subscriptionId: entry["id"],
    customerId: someText(entry["billing_customer_id"]) ?? someText(entry["customer_id"]),
    status: translate(entry["status"], statuses),
    startedAt: instant(entry["starts_at"]),
    currentPeriodStart: instant(entry["current_period_starts_at"]),
    currentPeriodEnd: instant(entry["current_period_ends_at"]),
    trialEnd: instant(entry["trial_ends_at"]),
    canceledAt: instant(entry["cancelled_at"]),
  };
}

const statuses: Readonly<Record<string, string>> = {
  PENDING: "incomplete",
  IN_TRIAL: "trialing",
  ACTIVE: "active",
  UNPAID: "unpaid",
  CANCELLED: "canceled",
};

function invoice(input: MappingInput): DomainFields<"invoice.created"> {
  const entry = object(input);
  const { currency } = entry;
  return {
    invoiceId: entry["id"],
    number: someText(entry["number"]),
    amount: minorUnits(entry["total_amount"], currency),
    currency,
    customerId: someText(entry["billing_customer_id"]) ?? someText(entry["customer_id"]),
    subscriptionId: someText(entry["subscription_id"]),
    dueAt: instant(entry["due_at"]),
    url: someText(entry["hosted_url"]),
  };
}

function transfer(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = object(input);
  const { transfer_currency: currency } = entry;
  return {
    payoutId: entry["id"],
    amount: minorUnits(entry["transfer_amount"], currency),
    currency,
    method: someText(entry["transfer_method"])?.toLowerCase(),
    destinationId: someText(entry["beneficiary_id"]),
    reference: someText(entry["reference"]),
  };
}
