import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, known, someText, upperCase } from "../domain/read.ts";
import { subscriptionStatuses } from "../domain/subscription.ts";

/*
 * Field names from Polar's own types (@polar-sh/sdk 0.49.0), as they are on the wire. Amounts are minor units,
 * currencies small letters. `subscription.canceled` only plans the end, which is `subscription.revoked`.
 */

/** Polar. */
export const polarMapping = defineMapping({
  "order.created": row("order.created", order),
  "order.updated": row("order.updated", order),
  "order.paid": row("order.paid", order),
  "refund.created": [row("refund.succeeded", refund, { when: isDone }), row("refund.created", refund)],
  "refund.updated": [
    row("refund.succeeded", refund, { when: isDone }),
    row("refund.failed", refund, { when: (input) => data(input)["status"] === "failed" }),
    row("refund.updated", refund),
  ],
  "checkout.created": row("checkout.created", checkout),
  "checkout.updated": [
    row("checkout.completed", checkout, { when: (input) => data(input)["status"] === "succeeded" }),
    row("checkout.updated", checkout),
  ],
  "checkout.expired": row("checkout.expired", checkout),
  "subscription.created": row("subscription.created", subscription),
  "subscription.updated": row("subscription.updated", subscription),
  "subscription.paused": row("subscription.paused", subscription),
  "subscription.resumed": row("subscription.resumed", subscription),
  "subscription.revoked": row("subscription.canceled", subscription),
  "product.created": row("product.created", product),
  "product.updated": row("product.updated", product),
  "customer.created": row("customer.created", customer),
  "customer.updated": row("customer.updated", customer),
  "customer.deleted": row("customer.deleted", customer),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function isDone(input: MappingInput): boolean {
  return data(input)["status"] === "succeeded";
}

function order(input: MappingInput): DomainFields<"order.created"> {
  const entry = data(input);
  return {
    orderId: entry["id"],
    number: someText(entry["invoice_number"]),
    amount: entry["total_amount"],
    currency: upperCase(entry["currency"]),
    customerId: someText(entry["customer_id"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    checkoutId: someText(entry["checkout_id"]),
    paymentStatus: known(entry["status"], ["pending", "paid", "partially_refunded", "refunded"]),
    items: elements(entry["items"]).map((one) => {
      const item = fields(one);
      return { itemId: item["id"], name: item["label"], quantity: 1, unitAmount: item["amount"] };
    }),
    placedAt: instant(entry["created_at"]),
  };
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = data(input);
  return {
    refundId: entry["id"],
    orderId: someText(entry["order_id"]),
    amount: entry["amount"],
    currency: upperCase(entry["currency"]),
    reason: someText(entry["reason"]),
    status: known(entry["status"], ["pending", "succeeded", "failed", "canceled"]),
  };
}

function checkout(input: MappingInput): DomainFields<"checkout.created"> {
  const entry = data(input);
  return {
    checkoutId: entry["id"],
    amount: entry["total_amount"],
    currency: upperCase(entry["currency"]),
    customerId: someText(entry["customer_id"]),
    customerEmail: someText(entry["customer_email"]),
    url: someText(entry["url"]),
    expiresAt: instant(entry["expires_at"]),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = data(input);
  return {
    subscriptionId: entry["id"],
    customerId: someText(entry["customer_id"]),
    status:
      entry["status"] === "incomplete_expired" ? "expired" : known(entry["status"], subscriptionStatuses),
    productId: someText(entry["product_id"]),
    unitAmount: entry["amount"],
    currency: upperCase(entry["currency"]),
    startedAt: instant(entry["started_at"]),
    currentPeriodStart: instant(entry["current_period_start"]),
    currentPeriodEnd: instant(entry["current_period_end"]),
    cancelAtPeriodEnd: entry["cancel_at_period_end"],
    canceledAt: instant(entry["canceled_at"]),
    cancellationReason: someText(entry["customer_cancellation_reason"]),
  };
}

function product(input: MappingInput): DomainFields<"product.created"> {
  const { id, name, is_archived } = data(input);
  return {
    productId: id,
    name: someText(name),
    isActive: typeof is_archived === "boolean" ? !is_archived : undefined,
  };
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = data(input);
  return {
    customerId: entry["id"],
    email: someText(entry["email"]),
    name: someText(entry["name"]),
    country: someText(fields(entry["billing_address"])["country"]),
  };
}
