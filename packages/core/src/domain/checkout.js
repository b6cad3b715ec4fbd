import { defineFamily } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";
const checkout = shape({
    checkoutId: id,
    amount: maybe(amount, "The total. Absent where nothing is paid now, such as when a card is only saved."),
    currency: maybe(currency),
    paymentStatus: maybe(oneOf(["paid", "unpaid", "not_required"])),
    reference: maybe(text, "Your own reference, where the provider carries one."),
    customerId: maybe(id),
    customerEmail: maybe(text),
    paymentId: maybe(id),
    subscriptionId: maybe(id),
    invoiceId: maybe(id),
    url: maybe(text, "Where the customer can go on."),
    expiresAt: maybe(time),
    metadata: maybe(labels),
});
export const checkoutEvents = defineFamily("A customer at the till.", {
    "checkout.created": { description: "A checkout was begun.", schema: checkout },
    "checkout.updated": {
        description: "Something about a checkout changed, such as the address.",
        schema: checkout,
    },
    "checkout.completed": {
        description: "The customer finished. With a slow method of payment `paymentStatus` is still `unpaid`: `checkout.payment_succeeded` or `checkout.payment_failed` follows.",
        schema: checkout,
    },
    "checkout.payment_succeeded": {
        description: "The slow payment of a completed checkout arrived.",
        schema: checkout,
    },
    "checkout.payment_failed": {
        description: "The slow payment of a completed checkout failed.",
        schema: checkout,
    },
    "checkout.expired": {
        description: "The customer did not finish in time.",
        schema: checkout,
    },
});
