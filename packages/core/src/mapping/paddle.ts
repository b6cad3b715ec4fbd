import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, known, translate } from "../domain/read.ts";
import { subscriptionStatuses } from "../domain/subscription.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * Field names from Paddle's own types (@paddle/paddle-node-sdk 3.10.0). Amounts are minor units as text.
 *
 * `transaction.completed`, which follows `transaction.paid` when Paddle has finished its books, stays passthrough: one
 * thing that happens is one domain event. So do `subscription.activated`, `.trialing` and `.past_due`, which come
 * beside `subscription.created` or `subscription.updated`.
 */

/** Paddle Billing. */
export const paddleMapping = defineMapping({
  "transaction.paid": row("payment.succeeded", payment),
  "transaction.payment_failed": row("payment.failed", (input) => ({
    ...payment(input),
    failureCode: lastPayment(input)["error_code"],
  })),
  "transaction.canceled": row("payment.canceled", payment),

  // Adjustments are credits too, which are no events of the domain.
  "adjustment.created": [
    row("dispute.opened", dispute, { when: isAdjustment("chargeback") }),
    row("dispute.opened", (input) => ({ ...dispute(input), stage: "inquiry" }), {
      when: isAdjustment("chargeback_warning"),
    }),
    row("dispute.won", dispute, { when: isAdjustment("chargeback_reverse") }),
    row("dispute.closed", dispute, { when: isAdjustment("chargeback_warning_reverse") }),
    row("refund.succeeded", refund, { when: isRefund("approved") }),
    row("refund.created", refund, { when: isRefund("pending_approval") }),
  ],
  "adjustment.updated": [
    row("refund.succeeded", refund, { when: isRefund("approved") }),
    row("refund.failed", refund, { when: isRefund("rejected") }),
  ],

  "subscription.created": row("subscription.created", subscription),
  "subscription.imported": row("subscription.created", subscription),
  "subscription.updated": row("subscription.updated", subscription),
  "subscription.paused": row("subscription.paused", subscription),
  "subscription.resumed": row("subscription.resumed", subscription),
  "subscription.canceled": row("subscription.canceled", subscription),

  "customer.created": row("customer.created", customer),
  "customer.updated": row("customer.updated", customer),
  "customer.imported": row("customer.created", customer),
  "product.created": row("product.created", product),
  "product.updated": row("product.updated", product),
  "product.imported": row("product.created", product),
  "payment_method.saved": row("payment_method.added", paymentMethod),
  "payment_method.deleted": row("payment_method.removed", paymentMethod),
  "payout.created": row("payout.created", payout),
  "payout.paid": row("payout.paid", payout),
});

function entity({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function lastPayment(input: MappingInput): Fields {
  return fields(elements(entity(input)["payments"])[0]); // newest first
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = entity(input);
  const totals = fields(fields(entry["details"])["totals"]);
  return {
    paymentId: entry["id"],
    amount: wholeUnits(totals["grand_total"]),
    currency: entry["currency_code"],
    customerId: entry["customer_id"],
    invoiceId: entry["invoice_id"],
    method: fields(lastPayment(input)["method_details"])["type"],
    metadata: texts(entry["custom_data"]),
  };
}

function isAdjustment(action: string): (input: MappingInput) => boolean {
  return (input) => entity(input)["action"] === action;
}

function isRefund(status: string): (input: MappingInput) => boolean {
  return (input) => entity(input)["action"] === "refund" && entity(input)["status"] === status;
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = entity(input);
  return {
    refundId: entry["id"],
    paymentId: entry["transaction_id"],
    amount: wholeUnits(fields(entry["totals"])["total"]),
    currency: entry["currency_code"],
    reason: entry["reason"],
    status: translate(entry["status"], refundStatuses),
  };
}

const refundStatuses: Readonly<Record<string, string>> = {
  pending_approval: "pending",
  approved: "succeeded",
  rejected: "failed",
};

/** Paddle tells of a chargeback, and of its end, with an adjustment each: what they share is the payment. */
function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = entity(input);
  return {
    disputeId: entry["id"],
    paymentId: entry["transaction_id"],
    amount: wholeUnits(fields(entry["totals"])["total"]),
    currency: entry["currency_code"],
    customerId: entry["customer_id"],
    reason: entry["reason"],
    stage: "chargeback",
    openedAt: instant(entry["created_at"]),
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const { id, amount, currency_code } = entity(input);
  return { payoutId: id, amount: wholeUnits(amount), currency: currency_code };
}

function paymentMethod(input: MappingInput): DomainFields<"payment_method.added"> {
  const { id, customer_id, type } = entity(input);
  return { paymentMethodId: id, customerId: customer_id, method: type };
}

function product(input: MappingInput): DomainFields<"product.created"> {
  const { id, name, status, custom_data } = entity(input);
  return {
    productId: id,
    name,
    isActive: status === undefined ? undefined : status === "active",
    metadata: texts(custom_data),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = entity(input);
  const item = fields(elements(entry["items"])[0]);
  const price = fields(item["price"]);
  const period = fields(entry["current_billing_period"]);
  return {
    subscriptionId: entry["id"],
    customerId: entry["customer_id"],
    status: known(entry["status"], subscriptionStatuses),
    priceId: price["id"],
    productId: price["product_id"],
    quantity: item["quantity"],
    unitAmount: wholeUnits(fields(price["unit_price"])["amount"]),
    currency: entry["currency_code"],
    startedAt: instant(entry["started_at"]),
    currentPeriodStart: instant(period["starts_at"]),
    currentPeriodEnd: instant(period["ends_at"]),
    trialEnd: instant(fields(item["trial_dates"])["ends_at"]),
    cancelAtPeriodEnd: fields(entry["scheduled_change"])["action"] === "cancel",
    canceledAt: instant(entry["canceled_at"]),
    metadata: texts(entry["custom_data"]),
  };
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = entity(input);
  return {
    customerId: entry["id"],
    email: entry["email"],
    name: entry["name"],
    metadata: texts(entry["custom_data"]),
  };
}

/** Custom data may be any JSON: it is kept where all of it is text. */
function texts(value: unknown): Fields | undefined {
  const entry = fields(value);
  return Object.values(entry).every((one) => typeof one === "string") ? entry : undefined;
}
