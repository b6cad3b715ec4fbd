import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";
import { billingRows, object } from "./airwallex-billing.ts";

/*
 * Event and field names from Airwallex's API reference, from memory. Amounts are major units, as numbers. Events of
 * payment attempts, which come beside those of the intent, stay passthrough.
 */

/** Airwallex. */
export const airwallexMapping = defineMapping({
  ...billingRows,
  "payment_intent.requires_customer_action": row("payment.action_required", payment),
  "payment_intent.requires_capture": row("payment.authorized", payment),
  "payment_intent.succeeded": row("payment.succeeded", payment),
  "payment_intent.cancelled": row("payment.canceled", payment),
  "refund.received": row("refund.created", refund),
  "refund.accepted": row("refund.updated", refund),
  "refund.settled": row("refund.succeeded", refund),
  "refund.succeeded": row("refund.succeeded", refund),
  "refund.failed": row("refund.failed", refund),
  "payment_dispute.requires_response": row("dispute.opened", dispute),
  "payment_dispute.challenged": row("dispute.updated", dispute),
  "payment_dispute.accepted": row("dispute.lost", dispute),
  "payment_dispute.won": row("dispute.won", dispute),
  "payment_dispute.lost": row("dispute.lost", dispute),
});

function money(entry: Fields): { readonly amount: number | undefined; readonly currency: unknown } {
  return { amount: minorUnits(entry["amount"], entry["currency"]), currency: entry["currency"] };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = object(input);
  return {
    paymentId: entry["id"],
    ...money(entry),
    customerId: someText(entry["customer_id"]),
    orderId: someText(entry["merchant_order_id"]),
    description: someText(entry["descriptor"]),
  };
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = object(input);
  return {
    refundId: entry["id"],
    paymentId: someText(entry["payment_intent_id"]),
    ...money(entry),
    reason: someText(entry["reason"]),
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = object(input);
  return {
    disputeId: entry["id"],
    paymentId: someText(entry["payment_intent_id"]),
    ...money(entry),
    reason: someText(fields(entry["reason"])["description"]) ?? someText(entry["reason"]),
    reasonCode: someText(fields(entry["reason"])["code"]),
    evidenceDueAt: instant(entry["due_at"]),
    openedAt: instant(entry["created_at"]),
  };
}
