import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText, translate } from "../domain/read.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * Field names from Chargebee's API reference, from memory. Amounts are minor units. `subscription_cancelled` is the end
 * itself; one that is only planned is `subscription_cancellation_scheduled`.
 */

/** Chargebee. */
export const chargebeeMapping = defineMapping({
  payment_succeeded: row("payment.succeeded", payment),
  payment_failed: row("payment.failed", (input) => ({
    ...payment(input),
    failureCode: content(input, "transaction")["error_code"],
    failureMessage: content(input, "transaction")["error_text"],
  })),
  payment_refunded: row("refund.succeeded", refund),
  refund_initiated: row("refund.created", refund),

  subscription_created: row("subscription.created", subscription),
  subscription_started: row("subscription.updated", subscription),
  subscription_activated: row("subscription.updated", subscription),
  subscription_changed: row("subscription.updated", subscription),
  subscription_renewed: row("subscription.updated", subscription),
  subscription_cancellation_scheduled: row("subscription.updated", subscription),
  subscription_paused: row("subscription.paused", subscription),
  subscription_resumed: row("subscription.resumed", subscription),
  subscription_trial_end_reminder: row("subscription.trial_ending", subscription),
  subscription_cancelled: row("subscription.canceled", subscription),

  invoice_generated: [row("invoice.paid", invoice, { when: isPaid }), row("invoice.finalized", invoice)],
  invoice_updated: [row("invoice.paid", invoice, { when: isPaid }), row("invoice.updated", invoice)],

  invoice_deleted: row("invoice.deleted", (input) => ({
    invoiceId: content(input, "invoice")["id"],
    number: undefined,
  })),
  payment_source_added: row("payment_method.added", paymentSource),
  payment_source_updated: row("payment_method.updated", paymentSource),
  payment_source_expiring: row("payment_method.expired", paymentSource),
  payment_source_expired: row("payment_method.expired", paymentSource),
  payment_source_deleted: row("payment_method.removed", paymentSource),
  customer_created: row("customer.created", customer),
  customer_changed: row("customer.updated", customer),
  customer_deleted: row("customer.deleted", customer),
});

function content({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(fields(payload)["content"])[kind]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = content(input, "transaction");
  return {
    paymentId: entry["id"],
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency_code"],
    customerId: someText(entry["customer_id"]),
    customerEmail: someText(content(input, "customer")["email"]),
    invoiceId: someText(content(input, "invoice")["id"]),
    method: someText(entry["payment_method"]),
  };
}

function refund(input: MappingInput): DomainFields<"refund.succeeded"> {
  const entry = content(input, "transaction");
  return {
    refundId: entry["id"],
    paymentId: someText(entry["reference_transaction_id"]),
    amount: wholeUnits(entry["amount"]),
    currency: entry["currency_code"],
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = content(input, "subscription");
  const item = fields(elements(entry["subscription_items"])[0]);
  return {
    subscriptionId: entry["id"],
    customerId: someText(entry["customer_id"]),
    status: translate(entry["status"], statuses),
    priceId: someText(item["item_price_id"]) ?? someText(entry["plan_id"]),
    quantity: item["quantity"] ?? entry["plan_quantity"],
    unitAmount: wholeUnits(item["unit_price"] ?? entry["plan_unit_price"]),
    currency: someText(entry["currency_code"]),
    startedAt: instant(entry["started_at"]),
    currentPeriodStart: instant(entry["current_term_start"]),
    currentPeriodEnd: instant(entry["current_term_end"]),
    trialEnd: instant(entry["trial_end"]),
    cancelAtPeriodEnd: entry["status"] === "non_renewing" ? true : undefined,
    canceledAt: instant(entry["cancelled_at"]),
    cancellationReason: someText(entry["cancel_reason"]),
  };
}

const statuses: Readonly<Record<string, string>> = {
  future: "incomplete",
  in_trial: "trialing",
  active: "active",
  non_renewing: "active",
  paused: "paused",
  cancelled: "canceled",
};

function isPaid(input: MappingInput): boolean {
  return content(input, "invoice")["status"] === "paid";
}

function invoice(input: MappingInput): DomainFields<"invoice.paid"> {
  const entry = content(input, "invoice");
  return {
    invoiceId: entry["id"],
    amount: wholeUnits(entry["total"]),
    amountDue: wholeUnits(entry["amount_due"]),
    amountPaid: wholeUnits(entry["amount_paid"]),
    currency: entry["currency_code"],
    customerId: someText(entry["customer_id"]),
    subscriptionId: someText(entry["subscription_id"]),
    dueAt: instant(entry["due_date"]),
  };
}

function paymentSource(input: MappingInput): DomainFields<"payment_method.added"> {
  const entry = content(input, "payment_source");
  const card = fields(entry["card"]);
  return {
    paymentMethodId: entry["id"],
    customerId: someText(entry["customer_id"]),
    method: someText(entry["type"]),
    brand: someText(card["brand"]),
    last4: someText(card["last4"]) ?? someText(fields(entry["bank_account"])["last4"]),
    expiryMonth: card["expiry_month"],
    expiryYear: card["expiry_year"],
  };
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = content(input, "customer");
  const names = [someText(entry["first_name"]), someText(entry["last_name"])].filter(
    (name) => name !== undefined,
  );
  return {
    customerId: entry["id"],
    email: someText(entry["email"]),
    name: names.length === 0 ? someText(entry["company"]) : names.join(" "),
    phone: someText(entry["phone"]),
    country: someText(fields(entry["billing_address"])["country"]),
  };
}
