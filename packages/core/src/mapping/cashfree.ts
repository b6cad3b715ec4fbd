import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, idText, instant, someText, translate } from "../domain/read.ts";

/*
 * Field names from Cashfree's documented payloads, those of disputes read there, the others from memory. Amounts are
 * major units, as numbers.
 * @see https://www.cashfree.com/docs/api-reference/payments/latest/disputes/dispute-webhooks
 */

/** Cashfree Payments. */
export const cashfreeMapping = defineMapping({
  PAYMENT_SUCCESS_WEBHOOK: row("payment.succeeded", payment),
  PAYMENT_FAILED_WEBHOOK: row("payment.failed", (input) => ({
    ...payment(input),
    failureCode: someText(fields(data(input)["error_details"])["error_code"]),
    failureMessage: someText(fields(data(input)["error_details"])["error_description"]),
  })),
  PAYMENT_USER_DROPPED_WEBHOOK: row("payment.canceled", payment),
  REFUND_STATUS_WEBHOOK: [
    row("refund.succeeded", refund, { when: isRefund("SUCCESS") }),
    row("refund.failed", refund, { when: isRefund("FAILED") }),
    row("refund.failed", refund, { when: isRefund("CANCELLED") }),
    row("refund.created", refund, { when: isRefund("PENDING") }),
  ],
  DISPUTE_CREATED: row("dispute.opened", dispute, { subject: disputeId }),
  DISPUTE_UPDATED: row("dispute.updated", dispute, { subject: disputeId }),
  DISPUTE_CLOSED: [
    row("dispute.won", dispute, { when: isDecided(/_WON$/), subject: disputeId }),
    row("dispute.lost", dispute, { when: isDecided(/_(?:LOST|ACCEPTED)$/), subject: disputeId }),
    row("dispute.closed", dispute, { subject: disputeId }),
  ],
  PAYMENT_LINK_EVENT: [
    row("checkout.completed", (input) => ({ ...link(input), paymentStatus: "paid" }), {
      when: isLink("PAID"),
    }),
    row("checkout.updated", link, { when: isLink("PARTIALLY_PAID") }),
    row("checkout.expired", link, { when: isLink("EXPIRED") }),
    row("checkout.expired", link, { when: isLink("CANCELLED") }),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

/** `data.dispute`; its status begins with its stage: `CHARGEBACK_MERCHANT_WON`. */
function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = fields(data(input)["dispute"]);
  const order = fields(data(input)["order_details"]);
  const currency = someText(entry["dispute_amount_currency"]) ?? someText(order["order_currency"]);
  return {
    disputeId: disputeId(input),
    paymentId: idText(order["cf_payment_id"]),
    orderId: someText(order["order_id"]),
    amount: minorUnits(entry["dispute_amount"], currency),
    currency,
    reason: someText(entry["reason_description"]),
    reasonCode: someText(entry["reason_code"]),
    stage: translate(entry["dispute_type"], stages),
    evidenceDueAt: instant(entry["respond_by"]),
    openedAt: instant(entry["created_at"]),
  };
}

const stages: Readonly<Record<string, string>> = {
  DISPUTE: "inquiry",
  RETRIEVAL: "inquiry",
  CHARGEBACK: "chargeback",
  PRE_ARBITRATION: "pre_arbitration",
  ARBITRATION: "arbitration",
};

function disputeId(input: MappingInput): string | undefined {
  return idText(fields(data(input)["dispute"])["dispute_id"]);
}

function isDecided(pattern: RegExp): (input: MappingInput) => boolean {
  return (input) => pattern.test(someText(fields(data(input)["dispute"])["dispute_status"]) ?? "");
}

function isLink(status: string): (input: MappingInput) => boolean {
  return (input) => data(input)["link_status"] === status;
}

function link(input: MappingInput): DomainFields<"checkout.completed"> {
  const entry = data(input);
  const currency = entry["link_currency"];
  return {
    checkoutId: idText(entry["cf_link_id"]),
    amount: minorUnits(entry["link_amount"], currency),
    currency,
    reference: someText(entry["link_id"]),
    customerEmail: someText(fields(entry["customer_details"])["customer_email"]),
    url: someText(entry["link_url"]),
    expiresAt: instant(entry["link_expiry_time"]),
  };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = fields(data(input)["payment"]);
  const customer = fields(data(input)["customer_details"]);
  const currency = entry["payment_currency"];
  return {
    paymentId: idText(entry["cf_payment_id"]),
    amount: minorUnits(entry["payment_amount"], currency),
    currency,
    customerId: idText(customer["customer_id"]) || undefined,
    customerEmail: someText(customer["customer_email"]),
    orderId: someText(fields(data(input)["order"])["order_id"]),
    method: someText(entry["payment_group"]),
  };
}

function isRefund(status: string): (input: MappingInput) => boolean {
  return (input) => fields(data(input)["refund"])["refund_status"] === status;
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = fields(data(input)["refund"]);
  const currency = entry["refund_currency"];
  return {
    refundId: idText(entry["cf_refund_id"]),
    paymentId: idText(entry["cf_payment_id"]),
    orderId: someText(entry["order_id"]),
    amount: minorUnits(entry["refund_amount"], currency),
    currency,
    reason: someText(entry["refund_note"]),
  };
}
