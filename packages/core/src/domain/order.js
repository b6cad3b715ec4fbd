import { defineFamily } from "./definition.ts";
import { amount, count, currency, described, id, list, maybe, oneOf, shape, text, time } from "./field.ts";
/** One line of an order, or of what is sent. */
export const orderItem = shape({
    itemId: maybe(id),
    name: maybe(text),
    sku: maybe(text),
    productId: maybe(id),
    quantity: count,
    unitAmount: maybe(amount, "What one costs, before discounts."),
});
const fields = {
    orderId: id,
    number: maybe(text, "What people call it: `#1001`."),
    amount: described(amount, "The total with tax and shipping, after discounts."),
    currency,
    customerId: maybe(id),
    customerEmail: maybe(text),
    checkoutId: maybe(id),
    paymentStatus: maybe(oneOf(["pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "voided"])),
    fulfilmentStatus: maybe(oneOf(["unfulfilled", "partially_fulfilled", "fulfilled"])),
    items: list(orderItem),
    placedAt: maybe(time),
};
const order = shape(fields);
export const orderEvents = defineFamily("Goods that someone wants.", {
    "order.created": { description: "An order was placed.", schema: order },
    "order.updated": { description: "Something about an order changed.", schema: order },
    "order.paid": { description: "An order was paid in full.", schema: order },
    "order.partially_fulfilled": {
        description: "A part of an order was sent out.",
        schema: order,
    },
    "order.fulfilled": { description: "All of an order was sent out.", schema: order },
    "order.canceled": {
        description: "An order was called off.",
        schema: shape({ ...fields, reason: maybe(text), canceledAt: maybe(time) }),
    },
    "order.deleted": {
        description: "An order was removed, which is not called off.",
        schema: shape({ orderId: id, number: fields.number }),
    },
});
