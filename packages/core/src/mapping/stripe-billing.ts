import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, type Fields, fields, idOf, instant, known, someText, upperCase } from "../domain/read.ts";
import { subscriptionStatuses } from "../domain/subscription.ts";
import { stripeMoney } from "./stripe-money.ts";
import { before, customerOf, entity } from "./stripe-object.ts";

/* What is sold at Stripe, to whom and when: subscriptions, invoices, customers, products. */

export function subscription(entry: Fields): DomainFields<"subscription.created"> {
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

/** The first payment came, or the trial ended well. Where a late payment came in the end it was active before. */
export function hasJustStarted(input: MappingInput): boolean {
  const { status } = before(input);
  return entity(input)["status"] === "active" && (status === "incomplete" || status === "trialing");
}

export function invoice(entry: Fields): DomainFields<"invoice.created"> {
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

export function customer(entry: Fields): DomainFields<"customer.created"> {
  return {
    customerId: entry["id"],
    email: entry["email"],
    name: entry["name"],
    phone: entry["phone"],
    country: fields(entry["address"])["country"],
    metadata: entry["metadata"],
  };
}

/** Its default price comes as an id, so what it costs is not known here. */
export function product(entry: Fields): DomainFields<"product.created"> {
  return {
    productId: entry["id"],
    name: entry["name"],
    isActive: entry["active"],
    url: someText(entry["url"]),
    metadata: entry["metadata"],
  };
}
