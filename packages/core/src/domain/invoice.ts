import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, count, currency, id, labels, maybe, shape, text, time } from "./field.ts";

const fields = {
  invoiceId: id,
  number: maybe(text),
  amount: amount,
  amountDue: maybe(amount),
  amountPaid: maybe(amount),
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  subscriptionId: maybe(id),
  dueAt: maybe(time),
  attemptCount: maybe(count),
  nextAttemptAt: maybe(time),
  url: maybe(text),
  metadata: maybe(labels),
};

const invoice = shape(fields);

export const invoiceEvents = defineFamily({
  "invoice.created": invoice,
  "invoice.updated": invoice,
  "invoice.finalized": invoice,
  "invoice.sent": invoice,
  "invoice.overdue": invoice,
  "invoice.paid": invoice,
  "invoice.payment_failed": invoice,
  "invoice.voided": invoice,
  "invoice.deleted": shape({ invoiceId: id, number: fields.number }),
});

export const invoiceWords = {
  family: "A demand for payment.",
  types: {
    "invoice.created": "An invoice was drafted.",
    "invoice.updated": "Something about an invoice changed.",
    "invoice.finalized": "An invoice is final and may be sent.",
    "invoice.sent": "An invoice went to the customer.",
    "invoice.overdue": "An invoice was not paid in time.",
    "invoice.paid": "An invoice was paid in full.",
    "invoice.payment_failed": "An attempt to pay an invoice failed.",
    "invoice.voided": "An invoice was withdrawn and is not owed any more.",
    "invoice.deleted": "A draft was thrown away.",
  },
  fields: {
    number: "The number printed on it.",
    amount: "The total after discounts and tax. Negative where it is a credit.",
    attemptCount: "How often payment was tried.",
    url: "Where the customer can see and pay it.",
  },
} satisfies FamilyWords<typeof invoiceEvents>;
