import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, known, someText, translate } from "../domain/read.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * Field names from Razorpay's documented payloads, from memory. Amounts are minor units by ISO 4217 (paise). Notes are
 * an empty list where there are none.
 *
 * `subscription.activated` follows `subscription.authenticated` when the first payment is due: it is the beginning.
 */

/** Razorpay. */
export const razorpayMapping = defineMapping({
  "payment.authorized": row("payment.authorized", payment),
  "payment.captured": row("payment.succeeded", payment),
  "payment.failed": row("payment.failed", (input) => {
    const entry = entity(input, "payment");
    return {
      ...payment(input),
      failureCode: entry["error_reason"] ?? entry["error_code"],
      failureMessage: entry["error_description"],
    };
  }),

  "order.paid": row("order.paid", (input) => {
    const entry = entity(input, "order");
    return {
      orderId: entry["id"],
      number: someText(entry["receipt"]),
      amount: wholeUnits(entry["amount"]),
      currency: entry["currency"],
      customerEmail: someText(entity(input, "payment")["email"]),
      paymentStatus: "paid",
      items: [], // an order is a sum here, not goods
      placedAt: instant(entry["created_at"]),
    };
  }),

  "refund.created": row("refund.created", refund),
  "refund.processed": row("refund.succeeded", refund),
  "refund.failed": row("refund.failed", refund),
  "refund.speed_changed": row("refund.updated", refund),
  "payment_link.paid": row("checkout.completed", (input) => ({
    ...paymentLink(input),
    paymentStatus: "paid",
  })),
  "payment_link.partially_paid": row("checkout.updated", paymentLink),
  "payment_link.expired": row("checkout.expired", paymentLink),
  "payment_link.cancelled": row("checkout.expired", paymentLink),

  "subscription.activated": row("subscription.created", subscription),
  "subscription.updated": row("subscription.updated", subscription),
  "subscription.pending": row("subscription.updated", subscription),
  "subscription.halted": row("subscription.updated", subscription),
  "subscription.paused": row("subscription.paused", subscription),
  "subscription.resumed": row("subscription.resumed", subscription),
  "subscription.cancelled": row("subscription.canceled", subscription),
  "subscription.completed": row("subscription.canceled", subscription),

  "invoice.paid": row("invoice.paid", invoice),
  "invoice.partially_paid": row("invoice.updated", invoice),
  "invoice.expired": row("invoice.voided", invoice),

  "payment.dispute.created": row("dispute.opened", dispute),
  "payment.dispute.under_review": row("dispute.updated", dispute),
  "payment.dispute.action_required": row("dispute.updated", dispute),
  "payment.dispute.won": row("dispute.won", dispute),
  "payment.dispute.lost": row("dispute.lost", dispute),
  "payment.dispute.closed": row("dispute.closed", dispute),

  "payout.initiated": row("payout.created", payout),
  "payout.updated": row("payout.updated", payout),
  "payout.processed": row("payout.paid", payout),
  "payout.failed": row("payout.failed", payout),
  "payout.reversed": row("payout.returned", payout),
  "payout.rejected": row("payout.canceled", payout),
  // What customers paid, on its way to your bank. It names no currency, so its amount is left out.
  "settlement.processed": row("payout.paid", (input) => {
    const { id, utr } = entity(input, "settlement");
    return { payoutId: id, reference: someText(utr) };
  }),
});

function entity({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(fields(fields(payload)["payload"])[kind])["entity"]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = entity(input, "payment");
  return {
    paymentId: entry["id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency"],
    customerId: entry["customer_id"],
    customerEmail: someText(entry["email"]),
    orderId: entry["order_id"],
    invoiceId: entry["invoice_id"],
    method: entry["method"],
    description: entry["description"],
    metadata: notes(entry),
  };
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = entity(input, "refund");
  return {
    refundId: entry["id"],
    paymentId: entry["payment_id"],
    orderId: entity(input, "payment")["order_id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency"],
    status: translate(entry["status"], refundStatuses),
    metadata: notes(entry),
  };
}

const refundStatuses: Readonly<Record<string, string>> = {
  pending: "pending",
  processed: "succeeded",
  failed: "failed",
};

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = entity(input, "subscription");
  return {
    subscriptionId: entry["id"],
    customerId: entry["customer_id"],
    status: translate(entry["status"], subscriptionStatus),
    priceId: entry["plan_id"],
    quantity: entry["quantity"],
    startedAt: instant(entry["start_at"]),
    currentPeriodStart: instant(entry["current_start"]),
    currentPeriodEnd: instant(entry["current_end"]),
    canceledAt: instant(entry["ended_at"]),
    metadata: notes(entry),
  };
}

const subscriptionStatus: Readonly<Record<string, string>> = {
  created: "incomplete",
  authenticated: "incomplete",
  active: "active",
  pending: "past_due",
  halted: "unpaid",
  paused: "paused",
  cancelled: "canceled",
  completed: "expired",
  expired: "expired",
};

function invoice(input: MappingInput): DomainFields<"invoice.paid"> {
  const entry = entity(input, "invoice");
  return {
    invoiceId: entry["id"],
    number: someText(entry["invoice_number"]),
    amount: wholeUnits(entry["amount"]),
    amountDue: wholeUnits(entry["amount_due"]),
    amountPaid: wholeUnits(entry["amount_paid"]),
    currency: entry["currency"],
    customerId: idText(entry["customer_id"]),
    customerEmail: someText(fields(entry["customer_details"])["email"]),
    subscriptionId: idText(entry["subscription_id"]),
    dueAt: instant(entry["expire_by"]),
    url: someText(entry["short_url"]),
    metadata: notes(entry),
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = entity(input, "dispute");
  return {
    disputeId: entry["id"],
    paymentId: entry["payment_id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency"],
    reasonCode: someText(entry["reason_code"]),
    stage: known(entry["phase"], ["chargeback", "pre_arbitration", "arbitration"]),
    status: translate(entry["status"], disputeStatuses),
    evidenceDueAt: instant(entry["respond_by"]),
    openedAt: instant(entry["created_at"]),
  };
}

const disputeStatuses: Readonly<Record<string, string>> = {
  open: "needs_response",
  under_review: "under_review",
  won: "won",
  lost: "lost",
  closed: "closed",
};

function payout(input: MappingInput): DomainFields<"payout.created"> {
  const entry = entity(input, "payout");
  return {
    payoutId: entry["id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency"],
    fee: wholeUnits(entry["fees"]),
    method: someText(entry["mode"]),
    destinationId: someText(entry["fund_account_id"]),
    reference: someText(entry["reference_id"]),
    description: someText(entry["narration"]),
    metadata: notes(entry),
  };
}

function paymentLink(input: MappingInput): DomainFields<"checkout.completed"> {
  const entry = entity(input, "payment_link");
  return {
    checkoutId: entry["id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency"],
    reference: someText(entry["reference_id"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    paymentId: someText(entity(input, "payment")["id"]),
    url: someText(entry["short_url"]),
    expiresAt: entry["expire_by"] === 0 ? undefined : instant(entry["expire_by"]), // 0: never
    metadata: notes(entry),
  };
}

function notes(entry: Fields): unknown {
  return Array.isArray(entry["notes"]) ? undefined : entry["notes"];
}
