import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, count, currency, id, list, maybe, oneOf, shape, text, time } from "./field.ts";

/** One line of an order, or of what is sent. */
export const orderItem = shape({
  itemId: maybe(id),
  name: maybe(text),
  sku: maybe(text),
  productId: maybe(id),
  quantity: count,
  unitAmount: maybe(amount),
});

const fields = {
  orderId: id,
  number: maybe(text),
  amount: amount,
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  checkoutId: maybe(id),
  paymentStatus: maybe(
    oneOf(["pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided"]),
  ),
  fulfilmentStatus: maybe(oneOf(["unfulfilled", "partially_fulfilled", "fulfilled"])),
  items: list(orderItem),
  placedAt: maybe(time),
};

const order = shape(fields);

export const orderEvents = defineFamily({
  "order.created": order,
  "order.updated": order,
  "order.paid": order,
  "order.partially_fulfilled": order,
  "order.fulfilled": order,
  "order.canceled": shape({ ...fields, reason: maybe(text), canceledAt: maybe(time) }),
  "order.deleted": shape({ orderId: id, number: fields.number }),
});

export const orderWords = {
  family: "Goods that someone wants.",
  types: {
    "order.created": "An order was placed.",
    "order.updated": "Something about an order changed.",
    "order.paid": "An order was paid in full.",
    "order.partially_fulfilled": "A part of an order was sent out.",
    "order.fulfilled": "All of an order was sent out.",
    "order.canceled": "An order was called off.",
    "order.deleted": "An order was removed, which is not called off.",
  },
  fields: {
    number: "What people call it: `#1001`.",
    amount: "The total with tax and shipping, after discounts.",
    "items[].unitAmount": "What one costs, before discounts.",
  },
} satisfies FamilyWords<typeof orderEvents>;
