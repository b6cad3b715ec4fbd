import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, instant, known, someText } from "../domain/read.ts";

/*
 * Field names from PayPal's API reference (v2 resources), from memory. Amounts are decimal text in the currency's
 * major units. `CHECKOUT.ORDER.APPROVED` only says that the payer agreed; the money is taken with
 * `PAYMENT.CAPTURE.COMPLETED`.
 */

/** PayPal. */
export const paypalMapping = defineMapping({
  "PAYMENT.CAPTURE.COMPLETED": row("payment.succeeded", payment),
  "PAYMENT.CAPTURE.PENDING": row("payment.processing", payment),
  "PAYMENT.CAPTURE.DENIED": row("payment.failed", failedPayment),
  "PAYMENT.CAPTURE.DECLINED": row("payment.failed", failedPayment),
  "PAYMENT.AUTHORIZATION.CREATED": row("payment.authorized", payment),
  "PAYMENT.AUTHORIZATION.VOIDED": row("payment.canceled", payment),

  "PAYMENT.CAPTURE.REFUNDED": row("refund.succeeded", refund),

  "CHECKOUT.ORDER.APPROVED": row("checkout.completed", (input) => {
    const entry = resource(input);
    const unit = fields(elements(entry["purchase_units"])[0]);
    return {
      checkoutId: entry["id"],
      ...money(unit["amount"]),
      paymentStatus: "unpaid",
      reference: someText(unit["custom_id"]) ?? someText(unit["reference_id"]),
      customerId: someText(fields(entry["payer"])["payer_id"]),
      customerEmail: someText(fields(entry["payer"])["email_address"]),
    };
  }),

  "BILLING.SUBSCRIPTION.ACTIVATED": row("subscription.created", subscription),
  "BILLING.SUBSCRIPTION.UPDATED": row("subscription.updated", subscription),
  "BILLING.SUBSCRIPTION.SUSPENDED": row("subscription.paused", subscription),
  "BILLING.SUBSCRIPTION.RE-ACTIVATED": row("subscription.resumed", subscription),
  "BILLING.SUBSCRIPTION.CANCELLED": row("subscription.canceled", subscription),
  "BILLING.SUBSCRIPTION.EXPIRED": row("subscription.canceled", subscription),

  "CUSTOMER.DISPUTE.CREATED": row("dispute.opened", dispute),
  "CUSTOMER.DISPUTE.UPDATED": row("dispute.updated", dispute),
  "CUSTOMER.DISPUTE.RESOLVED": [
    row("dispute.won", dispute, { when: isDecided(["RESOLVED_SELLER_FAVOUR"]) }),
    row("dispute.lost", dispute, { when: isDecided(["RESOLVED_BUYER_FAVOUR", "ACCEPTED"]) }),
    row("dispute.closed", dispute),
  ],

  "PAYMENT.PAYOUTS-ITEM.SUCCEEDED": row("payout.paid", payout),
  "PAYMENT.PAYOUTS-ITEM.FAILED": row("payout.failed", payout),
  "PAYMENT.PAYOUTS-ITEM.BLOCKED": row("payout.failed", payout),
  "PAYMENT.PAYOUTS-ITEM.DENIED": row("payout.failed", payout),
  "PAYMENT.PAYOUTS-ITEM.RETURNED": row("payout.returned", payout),
  "PAYMENT.PAYOUTS-ITEM.REFUNDED": row("payout.returned", payout),
  "PAYMENT.PAYOUTS-ITEM.CANCELED": row("payout.canceled", payout),
});

function resource({ payload }: MappingInput): Fields {
  return fields(fields(payload)["resource"]);
}

function money(value: unknown): { readonly amount: unknown; readonly currency: unknown } {
  const entry = fields(value);
  const currency = entry["currency_code"] ?? entry["currency"];
  return { amount: minorUnits(entry["value"], currency), currency };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = resource(input);
  const related = fields(fields(entry["supplementary_data"])["related_ids"]);
  return {
    paymentId: entry["id"],
    ...money(entry["amount"]),
    orderId: someText(related["order_id"]),
    invoiceId: someText(entry["invoice_id"]),
    description: someText(entry["custom_id"]),
  };
}

function failedPayment(input: MappingInput): DomainFields<"payment.failed"> {
  return { ...payment(input), failureCode: someText(fields(resource(input)["status_details"])["reason"]) };
}

/** The capture is only linked: its id is the last part of the link `up`. */
function refund(input: MappingInput): DomainFields<"refund.succeeded"> {
  const entry = resource(input);
  const up = elements(entry["links"])
    .map(fields)
    .find((link) => link["rel"] === "up");
  return {
    refundId: entry["id"],
    paymentId: someText(someText(up?.["href"])?.split("/").at(-1)),
    ...money(entry["amount"]),
    reason: someText(entry["note_to_payer"]),
    status: "succeeded",
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = resource(input);
  const subscriber = fields(entry["subscriber"]);
  return {
    subscriptionId: entry["id"],
    customerId: someText(subscriber["payer_id"]),
    status: subscriptionStatus[String(entry["status"])],
    priceId: someText(entry["plan_id"]),
    quantity: quantity(entry["quantity"]),
    startedAt: instant(entry["start_time"]),
    currentPeriodEnd: instant(fields(entry["billing_info"])["next_billing_time"]),
    cancellationReason: someText(entry["status_change_note"]),
  };
}

const subscriptionStatus: Readonly<Record<string, string>> = {
  APPROVAL_PENDING: "incomplete",
  APPROVED: "incomplete",
  ACTIVE: "active",
  SUSPENDED: "paused",
  CANCELLED: "canceled",
  EXPIRED: "expired",
};

function quantity(value: unknown): number | undefined {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function isDecided(codes: readonly string[]): (input: MappingInput) => boolean {
  return (input) => {
    const { outcome_code } = fields(resource(input)["dispute_outcome"]);
    return typeof outcome_code === "string" && codes.includes(outcome_code);
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = resource(input);
  const transaction = fields(elements(entry["disputed_transactions"])[0]);
  const stage = known(entry["dispute_life_cycle_stage"], [
    "INQUIRY",
    "CHARGEBACK",
    "PRE_ARBITRATION",
    "ARBITRATION",
  ]);
  return {
    disputeId: entry["dispute_id"],
    paymentId: someText(transaction["seller_transaction_id"]),
    ...money(entry["dispute_amount"]),
    reason: someText(entry["reason"])?.toLowerCase(),
    stage: stage?.toLowerCase(),
    status: disputeStatuses[String(entry["status"])],
    evidenceDueAt: instant(entry["seller_response_due_date"]),
    openedAt: instant(entry["create_time"]),
  };
}

const disputeStatuses: Readonly<Record<string, string>> = {
  OPEN: "needs_response",
  WAITING_FOR_SELLER_RESPONSE: "needs_response",
  WAITING_FOR_BUYER_RESPONSE: "under_review",
  UNDER_REVIEW: "under_review",
  RESOLVED: "closed",
};

function payout(input: MappingInput): DomainFields<"payout.failed"> {
  const entry = resource(input);
  const item = fields(entry["payout_item"]);
  return {
    payoutId: entry["payout_item_id"],
    ...money(item["amount"]),
    fee: money(entry["payout_item_fee"]).amount,
    reference: someText(item["sender_item_id"]),
    description: someText(item["note"]),
    failureCode: someText(fields(entry["errors"])["name"]),
    failureMessage: someText(fields(entry["errors"])["message"]),
  };
}
