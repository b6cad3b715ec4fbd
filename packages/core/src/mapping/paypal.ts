import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, fields, idText, instant, known, someText, translate } from "../domain/read.ts";
import { invoice } from "./paypal-invoice.ts";
import { money, resource } from "./paypal-resource.ts";

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
  "PAYMENT.REFUND.PENDING": row("refund.created", (input) => ({ ...refund(input), status: "pending" })),
  "PAYMENT.REFUND.FAILED": row("refund.failed", (input) => ({ ...refund(input), status: "failed" })),
  // Sales are payments of version 1; what a subscription takes still comes as one.
  "PAYMENT.SALE.COMPLETED": row("payment.succeeded", sale),
  "PAYMENT.SALE.PENDING": row("payment.processing", sale),
  "PAYMENT.SALE.DENIED": row("payment.failed", sale),
  "PAYMENT.SALE.REFUNDED": row("refund.succeeded", (input) => {
    const entry = resource(input);
    return {
      refundId: entry["id"],
      paymentId: someText(entry["sale_id"]),
      ...money(entry["amount"]),
      reason: someText(entry["reason"]),
      status: "succeeded",
    };
  }),
  "INVOICING.INVOICE.CREATED": row("invoice.created", invoice, { subject: invoiceId }),
  "INVOICING.INVOICE.UPDATED": row("invoice.updated", invoice, { subject: invoiceId }),
  "INVOICING.INVOICE.SCHEDULED": row("invoice.finalized", invoice, { subject: invoiceId }),
  "INVOICING.INVOICE.PAID": row("invoice.paid", invoice, { subject: invoiceId }),
  "INVOICING.INVOICE.CANCELLED": row("invoice.voided", invoice, { subject: invoiceId }),
  "INVOICING.INVOICE.REFUNDED": row("invoice.updated", invoice, { subject: invoiceId }),
  "CATALOG.PRODUCT.CREATED": row("product.created", product),
  "CATALOG.PRODUCT.UPDATED": row("product.updated", product),
  "VAULT.PAYMENT-TOKEN.CREATED": row("payment_method.added", paymentToken),
  "VAULT.PAYMENT-TOKEN.DELETED": row("payment_method.removed", paymentToken),

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

function sale(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = resource(input);
  return {
    paymentId: entry["id"],
    ...money(entry["amount"]),
    orderId: someText(entry["parent_payment"]),
    invoiceId: someText(entry["invoice_number"]),
    description: someText(entry["custom"]),
  };
}

function invoiceId(input: MappingInput): string | undefined {
  return someText(invoice(input).invoiceId);
}

function product(input: MappingInput): DomainFields<"product.created"> {
  const { id, name, home_url } = resource(input);
  return { productId: id, name: someText(name), url: someText(home_url) };
}

function paymentToken(input: MappingInput): DomainFields<"payment_method.added"> {
  const { id, customer, payment_source } = resource(input);
  const [method, details] = Object.entries(fields(payment_source))[0] ?? [];
  const { brand, last_digits, expiry } = fields(details);
  const [year, month] = someText(expiry)?.split("-") ?? []; // 2030-12
  return {
    paymentMethodId: id,
    customerId: idText(fields(customer)["id"]),
    method,
    brand: someText(brand)?.toLowerCase(),
    last4: someText(last_digits),
    expiryMonth: quantity(month),
    expiryYear: quantity(year),
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
    status: translate(entry["status"], subscriptionStatus),
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
    status: translate(entry["status"], disputeStatuses),
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
