import { defineFamily } from "./definition.ts";
import { amount, currency, described, id, labels, maybe, shape, text } from "./field.ts";
const fields = {
    paymentId: id,
    amount: described(amount, "What is asked for; on `payment.succeeded` what was taken."),
    currency,
    customerId: maybe(id),
    customerEmail: maybe(text),
    orderId: maybe(id),
    invoiceId: maybe(id),
    method: maybe(text, "How it is paid: `card`, `sepa_debit`, `paypal`."),
    description: maybe(text),
    metadata: maybe(labels),
};
const payment = shape(fields);
export const paymentEvents = defineFamily("Money on its way from a customer.", {
    "payment.created": {
        description: "A payment was set up and nothing has been tried yet.",
        schema: payment,
    },
    "payment.processing": {
        description: "A payment was started and the bank has not answered yet.",
        schema: payment,
    },
    "payment.action_required": {
        description: "The customer has to do something first, such as 3-D Secure.",
        schema: payment,
    },
    "payment.authorized": {
        description: "The money is reserved and waits to be captured.",
        schema: payment,
    },
    "payment.succeeded": {
        description: "The money was taken; `amount` is what was taken.",
        schema: payment,
    },
    "payment.failed": {
        description: "An attempt to pay failed. The customer may try again.",
        schema: shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
    },
    "payment.canceled": {
        description: "The payment was given up and will not succeed any more.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
});
