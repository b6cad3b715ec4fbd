import { defineFamily } from "./definition.ts";
import { amount, count, currency, described, id, labels, maybe, shape, text, time } from "./field.ts";
const fields = {
    invoiceId: id,
    number: maybe(text, "The number printed on it."),
    amount: described(amount, "The total after discounts and tax. Negative where it is a credit."),
    amountDue: maybe(amount),
    amountPaid: maybe(amount),
    currency,
    customerId: maybe(id),
    customerEmail: maybe(text),
    subscriptionId: maybe(id),
    dueAt: maybe(time),
    attemptCount: maybe(count, "How often payment was tried."),
    nextAttemptAt: maybe(time),
    url: maybe(text, "Where the customer can see and pay it."),
    metadata: maybe(labels),
};
const invoice = shape(fields);
export const invoiceEvents = defineFamily("A demand for payment.", {
    "invoice.created": { description: "An invoice was drafted.", schema: invoice },
    "invoice.updated": {
        description: "Something about an invoice changed.",
        schema: invoice,
    },
    "invoice.finalized": {
        description: "An invoice is final and may be sent.",
        schema: invoice,
    },
    "invoice.sent": {
        description: "An invoice went to the customer.",
        schema: invoice,
    },
    "invoice.overdue": {
        description: "An invoice was not paid in time.",
        schema: invoice,
    },
    "invoice.paid": { description: "An invoice was paid in full.", schema: invoice },
    "invoice.payment_failed": {
        description: "An attempt to pay an invoice failed.",
        schema: invoice,
    },
    "invoice.voided": {
        description: "An invoice was withdrawn and is not owed any more.",
        schema: invoice,
    },
    "invoice.deleted": {
        description: "A draft was thrown away.",
        schema: shape({ invoiceId: id, number: fields.number }),
    },
});
