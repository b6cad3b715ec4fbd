import { defineFamily } from "./definition.ts";
import { count, id, maybe, shape, text } from "./field.ts";
const paymentMethod = shape({
    paymentMethodId: id,
    customerId: maybe(id),
    method: maybe(text, "`card`, `sepa_debit`, `paypal`."),
    brand: maybe(text, "The card's brand or the bank: `visa`."),
    last4: maybe(text, "The last four digits."),
    expiryMonth: maybe(count, "1 to 12."),
    expiryYear: maybe(count, "Four digits."),
});
export const paymentMethodEvents = defineFamily("What a customer pays with: a card on file, a bank account, a mandate to debit it.", {
    "payment_method.added": {
        description: "A customer has a new way to pay.",
        schema: paymentMethod,
    },
    "payment_method.updated": {
        description: "A way to pay changed, such as a card that was renewed.",
        schema: paymentMethod,
    },
    "payment_method.expired": {
        description: "A way to pay does not work any more, or soon will not: an old card, a mandate that ended.",
        schema: paymentMethod,
    },
    "payment_method.removed": {
        description: "A way to pay was taken away.",
        schema: paymentMethod,
    },
});
