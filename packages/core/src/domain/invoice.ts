import { defineDomainEvent } from "./definition.ts";
import { amount, count, currency, id, labels, maybe, shape, text, time } from "./field.ts";

const invoice = shape({
  invoiceId: id,
  /** The number printed on it. */
  number: maybe(text),
  /** The total after discounts and tax. Negative where it is a credit. */
  amount,
  amountDue: maybe(amount),
  amountPaid: maybe(amount),
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  subscriptionId: maybe(id),
  dueAt: maybe(time),
  /** How often payment was tried. */
  attemptCount: maybe(count),
  nextAttemptAt: maybe(time),
  /** Where the customer can see and pay it. */
  url: maybe(text),
  metadata: maybe(labels),
});

/** A demand for payment. */
export const invoiceEvents = {
  "invoice.created": defineDomainEvent({ description: "An invoice was drafted.", schema: invoice }),
  "invoice.updated": defineDomainEvent({
    description: "Something about an invoice changed.",
    schema: invoice,
  }),
  "invoice.finalized": defineDomainEvent({
    description: "An invoice is final and may be sent.",
    schema: invoice,
  }),
  "invoice.paid": defineDomainEvent({ description: "An invoice was paid in full.", schema: invoice }),
  "invoice.payment_failed": defineDomainEvent({
    description: "An attempt to pay an invoice failed.",
    schema: invoice,
  }),
  "invoice.voided": defineDomainEvent({
    description: "An invoice was withdrawn and is not owed any more.",
    schema: invoice,
  }),
};
