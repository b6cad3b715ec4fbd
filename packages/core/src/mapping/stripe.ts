import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idOf, instant, known, someText, upperCase } from "../domain/read.ts";
import { subscriptionStatuses } from "../domain/subscription.ts";
import { stripeMoney } from "./stripe-money.ts";

/*
 * Field names from Stripe's own types (stripe 23.1.0, API 2025 and later), with the older places of what has moved:
 * an endpoint keeps the API version it was made with.
 *
 * One thing that happens is one domain event, so Stripe's second names for it stay passthrough: `charge.succeeded` and
 * `charge.failed` beside the payment intent's, `invoice.payment_succeeded` beside `invoice.paid`, and
 * `charge.refunded` and `charge.refund.updated` beside `refund.*`.
 */

/** Stripe, snapshot events. A thin event (v2) carries no object and stays passthrough. */
export const stripeMapping = defineMapping({
  "payment_intent.processing": row("payment.processing", (input) => payment(entity(input))),
  "payment_intent.requires_action": row("payment.action_required", (input) => payment(entity(input))),
  "payment_intent.amount_capturable_updated": row("payment.authorized", (input) => payment(entity(input))),
  "payment_intent.succeeded": row("payment.succeeded", (input) => {
    const intent = entity(input);
    return { ...payment(intent), ...stripeMoney(intent["amount_received"], intent["currency"]) };
  }),
  "payment_intent.payment_failed": row("payment.failed", (input) => {
    const intent = entity(input);
    const { code, decline_code, message } = fields(intent["last_payment_error"]);
    return { ...payment(intent), failureCode: decline_code ?? code, failureMessage: message };
  }),
  "payment_intent.canceled": row("payment.canceled", (input) => {
    const intent = entity(input);
    return { ...payment(intent), reason: intent["cancellation_reason"] };
  }),

  "refund.created": [
    row("refund.succeeded", (input) => refund(entity(input)), {
      when: (input) => entity(input)["status"] === "succeeded",
    }),
    row("refund.created", (input) => refund(entity(input))),
  ],
  "refund.updated": [
    row("refund.succeeded", (input) => refund(entity(input)), { when: hasJustSucceeded }),
    row("refund.updated", (input) => refund(entity(input))),
  ],
  "refund.failed": row("refund.failed", (input) => {
    const entry = entity(input);
    return { ...refund(entry), failureCode: entry["failure_reason"] };
  }),

  "checkout.session.completed": row("checkout.completed", (input) => checkout(entity(input))),
  "checkout.session.async_payment_succeeded": row("checkout.payment_succeeded", (input) =>
    checkout(entity(input)),
  ),
  "checkout.session.async_payment_failed": row("checkout.payment_failed", (input) => checkout(entity(input))),
  "checkout.session.expired": row("checkout.expired", (input) => checkout(entity(input))),

  "customer.subscription.created": row("subscription.created", (input) => subscription(entity(input))),
  "customer.subscription.updated": row("subscription.updated", (input) => subscription(entity(input))),
  "customer.subscription.paused": row("subscription.paused", (input) => subscription(entity(input))),
  "customer.subscription.resumed": row("subscription.resumed", (input) => subscription(entity(input))),
  "customer.subscription.trial_will_end": row("subscription.trial_ending", (input) =>
    subscription(entity(input)),
  ),
  "customer.subscription.deleted": row("subscription.canceled", (input) => subscription(entity(input))),

  "invoice.created": row("invoice.created", (input) => invoice(entity(input))),
  "invoice.updated": row("invoice.updated", (input) => invoice(entity(input))),
  "invoice.finalized": row("invoice.finalized", (input) => invoice(entity(input))),
  "invoice.paid": row("invoice.paid", (input) => invoice(entity(input))),
  "invoice.payment_failed": row("invoice.payment_failed", (input) => invoice(entity(input))),
  "invoice.voided": row("invoice.voided", (input) => invoice(entity(input))),

  "customer.created": row("customer.created", (input) => customer(entity(input))),
  "customer.updated": row("customer.updated", (input) => customer(entity(input))),
  "customer.deleted": row("customer.deleted", (input) => customer(entity(input))),
});

/** The object that the event is about, as it was then. */
function entity({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["object"]);
}

/** A refund is updated after it succeeded too (its reference number arrives): only the change counts. */
function hasJustSucceeded(input: MappingInput): boolean {
  const before = fields(fields(fields(input.payload)["data"])["previous_attributes"])["status"];
  return entity(input)["status"] === "succeeded" && before !== undefined && before !== "succeeded";
}

function payment(intent: Fields): DomainFields<"payment.succeeded"> {
  const methods = elements(intent["payment_method_types"]);
  return {
    paymentId: intent["id"],
    ...stripeMoney(intent["amount"], intent["currency"]),
    customerId: customerOf(intent),
    customerEmail: intent["receipt_email"],
    orderId: someText(fields(intent["payment_details"])["order_reference"]),
    invoiceId: idOf(intent["invoice"]), // until API 2025-03-31
    method: methods.length === 1 ? methods[0] : undefined, // with several, which one it was is not said here
    description: intent["description"],
    metadata: intent["metadata"],
  };
}

function refund(entry: Fields): DomainFields<"refund.created"> {
  const status = entry["status"] === "requires_action" ? "action_required" : entry["status"];
  return {
    refundId: entry["id"],
    paymentId: idOf(entry["payment_intent"]) ?? idOf(entry["charge"]),
    ...stripeMoney(entry["amount"], entry["currency"]),
    reason: entry["reason"],
    status: known(status, ["pending", "action_required", "succeeded", "failed", "canceled"]),
    metadata: entry["metadata"],
  };
}

function checkout(session: Fields): DomainFields<"checkout.completed"> {
  const status =
    session["payment_status"] === "no_payment_required" ? "not_required" : session["payment_status"];
  const hasTotal = typeof session["currency"] === "string";
  return {
    checkoutId: session["id"],
    ...(hasTotal && stripeMoney(session["amount_total"], session["currency"])),
    paymentStatus: known(status, ["paid", "unpaid", "not_required"]),
    reference: session["client_reference_id"],
    customerId: customerOf(session),
    customerEmail: fields(session["customer_details"])["email"] ?? session["customer_email"],
    paymentId: idOf(session["payment_intent"]),
    subscriptionId: idOf(session["subscription"]),
    invoiceId: idOf(session["invoice"]),
    url: session["url"],
    expiresAt: instant(session["expires_at"]),
    metadata: session["metadata"],
  };
}

function subscription(entry: Fields): DomainFields<"subscription.created"> {
  const item = fields(elements(fields(entry["items"])["data"])[0]);
  const price = fields(item["price"]);
  const status = entry["status"] === "incomplete_expired" ? "expired" : entry["status"];
  return {
    subscriptionId: entry["id"],
    customerId: customerOf(entry),
    status: known(status, subscriptionStatuses),
    priceId: price["id"],
    productId: idOf(price["product"]),
    quantity: item["quantity"],
    unitAmount: stripeMoney(price["unit_amount"], price["currency"]).amount,
    currency: upperCase(entry["currency"]),
    startedAt: instant(entry["start_date"]),
    // On the subscription itself until API 2025-03-31, on its items since.
    currentPeriodStart: instant(item["current_period_start"] ?? entry["current_period_start"]),
    currentPeriodEnd: instant(item["current_period_end"] ?? entry["current_period_end"]),
    trialEnd: instant(entry["trial_end"]),
    cancelAtPeriodEnd: entry["cancel_at_period_end"],
    canceledAt: instant(entry["canceled_at"]),
    cancellationReason: fields(entry["cancellation_details"])["reason"],
    metadata: entry["metadata"],
  };
}

function invoice(entry: Fields): DomainFields<"invoice.created"> {
  const currency = entry["currency"];
  const parent = fields(fields(entry["parent"])["subscription_details"]);
  return {
    invoiceId: entry["id"],
    number: entry["number"],
    ...stripeMoney(entry["total"], currency),
    amountDue: stripeMoney(entry["amount_due"], currency).amount,
    amountPaid: stripeMoney(entry["amount_paid"], currency).amount,
    customerId: customerOf(entry),
    customerEmail: entry["customer_email"],
    subscriptionId: idOf(parent["subscription"]) ?? idOf(entry["subscription"]), // the second until API 2025-03-31
    dueAt: instant(entry["due_date"]),
    attemptCount: entry["attempt_count"],
    nextAttemptAt: instant(entry["next_payment_attempt"]),
    url: entry["hosted_invoice_url"],
    metadata: entry["metadata"],
  };
}

function customer(entry: Fields): DomainFields<"customer.created"> {
  return {
    customerId: entry["id"],
    email: entry["email"],
    name: entry["name"],
    phone: entry["phone"],
    country: fields(entry["address"])["country"],
    metadata: entry["metadata"],
  };
}

/** `customer_account` stands in where a platform uses accounts as customers. */
function customerOf(entry: Fields): string | undefined {
  return idOf(entry["customer"]) ?? idOf(entry["customer_account"]);
}
