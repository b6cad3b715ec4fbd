import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, known, someText, translate } from "../domain/read.ts";
import { squareMoreRows } from "./square-more.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * Field names from Square's own types (square 46.0.0). Amounts are minor units.
 *
 * A payment is updated again after it was completed, when its fees are known or something of it is refunded: only
 * updates without these count as its success. Orders come without their amounts, so they stay passthrough.
 */

/** Square. */
export const squareMapping = defineMapping({
  "payment.created": [
    row("payment.succeeded", payment, { when: hasStatus("payment", "COMPLETED") }),
    row("payment.authorized", payment, { when: hasStatus("payment", "APPROVED") }),
    row("payment.processing", payment, { when: hasStatus("payment", "PENDING") }),
    row("payment.failed", payment, { when: hasStatus("payment", "FAILED") }),
  ],
  "payment.updated": [
    row("payment.succeeded", payment, { when: hasJustCompleted }),
    row("payment.canceled", payment, { when: hasStatus("payment", "CANCELED") }),
    row("payment.failed", payment, { when: hasStatus("payment", "FAILED") }),
  ],

  "refund.created": [
    row("refund.succeeded", refund, { when: hasStatus("refund", "COMPLETED") }),
    row("refund.created", refund),
  ],
  "refund.updated": [
    row("refund.succeeded", refund, { when: hasStatus("refund", "COMPLETED") }),
    row("refund.failed", refund, { when: hasStatus("refund", "FAILED") }),
    row("refund.failed", refund, { when: hasStatus("refund", "REJECTED") }),
    row("refund.updated", refund),
  ],

  "dispute.created": row("dispute.opened", dispute),
  "dispute.state.updated": [
    row("dispute.won", dispute, { when: isDispute("WON") }),
    row("dispute.lost", dispute, { when: isDispute("LOST") }),
    row("dispute.lost", dispute, { when: isDispute("ACCEPTED") }),
    row("dispute.closed", dispute, { when: isDispute("INQUIRY_CLOSED") }),
    row("dispute.updated", dispute),
  ],

  "payout.sent": row("payout.created", payout),
  "payout.paid": row("payout.paid", payout),
  "payout.failed": row("payout.failed", payout),

  "invoice.created": row("invoice.created", invoice, { when: hasInvoiceAmount }),
  "invoice.updated": row("invoice.updated", invoice, { when: hasInvoiceAmount }),
  "invoice.published": row("invoice.finalized", invoice, { when: hasInvoiceAmount }),
  "invoice.payment_made": [
    row("invoice.paid", invoice, { when: hasStatus("invoice", "PAID") }),
    row("invoice.updated", invoice, { when: hasInvoiceAmount }),
  ],
  "invoice.scheduled_charge_failed": row("invoice.payment_failed", invoice, { when: hasInvoiceAmount }),
  "invoice.refunded": row("invoice.updated", invoice, { when: hasInvoiceAmount }),
  "invoice.canceled": row("invoice.voided", invoice, { when: hasInvoiceAmount }),

  "subscription.created": row("subscription.created", subscription),
  "subscription.updated": [
    row("subscription.canceled", subscription, { when: hasStatus("subscription", "CANCELED") }),
    row("subscription.updated", subscription),
  ],

  ...squareMoreRows,
  "customer.created": row("customer.created", customer),
  "customer.updated": row("customer.updated", customer),
  "customer.deleted": row("customer.deleted", customer),
});

function object({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(fields(fields(payload)["data"])["object"])[kind]);
}

function hasStatus(kind: string, status: string): (input: MappingInput) => boolean {
  return (input) => object(input, kind)["status"] === status;
}

function hasJustCompleted(input: MappingInput): boolean {
  const entry = object(input, "payment");
  const isSettled = entry["processing_fee"] !== undefined || entry["refunded_money"] !== undefined;
  return entry["status"] === "COMPLETED" && !isSettled;
}

function money(value: unknown): { readonly amount: unknown; readonly currency: unknown } {
  const { amount, currency } = fields(value);
  return { amount: wholeUnits(amount), currency };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = object(input, "payment");
  return {
    paymentId: entry["id"],
    ...money(entry["total_money"] ?? entry["amount_money"]),
    customerId: someText(entry["customer_id"]),
    customerEmail: someText(entry["buyer_email_address"]),
    orderId: someText(entry["order_id"]),
    method: someText(entry["source_type"])?.toLowerCase(),
    description: someText(entry["note"]),
  };
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = object(input, "refund");
  return {
    refundId: entry["id"],
    paymentId: someText(entry["payment_id"]),
    orderId: someText(entry["order_id"]),
    ...money(entry["amount_money"]),
    reason: someText(entry["reason"]),
    status: translate(entry["status"], refundStatuses),
  };
}

const refundStatuses: Readonly<Record<string, string>> = {
  PENDING: "pending",
  COMPLETED: "succeeded",
  REJECTED: "failed",
  FAILED: "failed",
};

function isDispute(state: string): (input: MappingInput) => boolean {
  return (input) => object(input, "dispute")["state"] === state;
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = object(input, "dispute");
  const state = String(entry["state"]);
  return {
    disputeId: entry["id"] ?? entry["dispute_id"],
    paymentId: someText(fields(entry["disputed_payment"])["payment_id"]),
    ...money(entry["amount_money"]),
    reason: someText(entry["reason"])?.toLowerCase(),
    stage: state.startsWith("INQUIRY") ? "inquiry" : "chargeback",
    status: translate(state, disputeStatuses),
    evidenceDueAt: instant(entry["due_at"]),
    openedAt: instant(entry["created_at"]),
  };
}

const disputeStatuses: Readonly<Record<string, string>> = {
  INQUIRY_EVIDENCE_REQUIRED: "needs_response",
  INQUIRY_PROCESSING: "under_review",
  INQUIRY_CLOSED: "closed",
  EVIDENCE_REQUIRED: "needs_response",
  PROCESSING: "under_review",
  WON: "won",
  LOST: "lost",
  ACCEPTED: "accepted",
};

function payout(input: MappingInput): DomainFields<"payout.created"> {
  const entry = object(input, "payout");
  const destination = fields(entry["destination"]);
  return {
    payoutId: entry["id"],
    ...money(entry["amount_money"]),
    method: someText(destination["type"])?.toLowerCase(),
    destinationId: someText(destination["id"]),
  };
}

/** What is asked for is in the requests for payment; a draft may have none yet. */
function firstRequest(input: MappingInput): Fields {
  return fields(fields(object(input, "invoice")["payment_requests"])["0"]);
}

function hasInvoiceAmount(input: MappingInput): boolean {
  return money(firstRequest(input)["computed_amount_money"]).amount !== undefined;
}

function invoice(input: MappingInput): DomainFields<"invoice.created"> {
  const entry = object(input, "invoice");
  const request = firstRequest(input);
  return {
    invoiceId: entry["id"],
    number: someText(entry["invoice_number"]),
    ...money(request["computed_amount_money"]),
    amountPaid: money(request["total_completed_amount_money"]).amount,
    customerId: someText(fields(entry["primary_recipient"])["customer_id"]),
    customerEmail: someText(fields(entry["primary_recipient"])["email_address"]),
    subscriptionId: someText(entry["subscription_id"]),
    url: someText(entry["public_url"]),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = object(input, "subscription");
  return {
    subscriptionId: entry["id"],
    customerId: someText(entry["customer_id"]),
    status: known(translate(entry["status"], subscriptionStatus), [
      "incomplete",
      "active",
      "paused",
      "canceled",
    ]),
    priceId: someText(entry["plan_variation_id"]) ?? someText(entry["plan_id"]),
    startedAt: instant(entry["created_at"]),
  };
}

const subscriptionStatus: Readonly<Record<string, string>> = {
  PENDING: "incomplete",
  ACTIVE: "active",
  PAUSED: "paused",
  DEACTIVATED: "canceled",
  CANCELED: "canceled",
};

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = object(input, "customer");
  const names = [someText(entry["given_name"]), someText(entry["family_name"])].filter(
    (name) => name !== undefined,
  );
  return {
    customerId: entry["id"],
    email: someText(entry["email_address"]),
    name: names.length === 0 ? someText(entry["company_name"]) : names.join(" "),
    phone: someText(entry["phone_number"]),
    country: someText(fields(entry["address"])["country"]),
  };
}
