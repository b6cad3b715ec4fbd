import { defineDomainEvent } from "./definition.ts";
import { amount, count, currency, id, list, maybe, oneOf, shape, text, time } from "./field.ts";

const fields = {
  orderId: id,
  /** What people call it: `#1001`. */
  number: maybe(text),
  /** The total with tax and shipping, after discounts. */
  amount,
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  checkoutId: maybe(id),
  paymentStatus: maybe(
    oneOf(["pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided"]),
  ),
  fulfilmentStatus: maybe(oneOf(["unfulfilled", "partially_fulfilled", "fulfilled"])),
  items: list(
    shape({
      itemId: maybe(id),
      name: maybe(text),
      sku: maybe(text),
      productId: maybe(id),
      quantity: count,
      /** What one costs, before discounts. */
      unitAmount: maybe(amount),
    }),
  ),
  placedAt: maybe(time),
};

const order = shape(fields);

/** Goods that someone wants. */
export const orderEvents = {
  "order.created": defineDomainEvent({ description: "An order was placed.", schema: order }),
  "order.updated": defineDomainEvent({ description: "Something about an order changed.", schema: order }),
  "order.paid": defineDomainEvent({ description: "An order was paid in full.", schema: order }),
  "order.partially_fulfilled": defineDomainEvent({
    description: "A part of an order was sent out.",
    schema: order,
  }),
  "order.fulfilled": defineDomainEvent({ description: "All of an order was sent out.", schema: order }),
  "order.canceled": defineDomainEvent({
    description: "An order was called off.",
    schema: shape({ ...fields, reason: maybe(text), canceledAt: maybe(time) }),
  }),
};
