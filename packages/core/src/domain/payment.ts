import { defineDomainEvent } from "./definition.ts";
import { amount, currency, id, labels, maybe, shape, text } from "./field.ts";

const fields = {
  paymentId: id,
  /** What is asked for; on `payment.succeeded` what was taken. */
  amount,
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  orderId: maybe(id),
  invoiceId: maybe(id),
  /** How it is paid: `card`, `sepa_debit`, `paypal`. */
  method: maybe(text),
  description: maybe(text),
  metadata: maybe(labels),
};

const payment = shape(fields);

/** Money on its way from a customer. */
export const paymentEvents = {
  "payment.processing": defineDomainEvent({
    description: "A payment was started and the bank has not answered yet.",
    schema: payment,
  }),
  "payment.action_required": defineDomainEvent({
    description: "The customer has to do something first, such as 3-D Secure.",
    schema: payment,
  }),
  "payment.authorized": defineDomainEvent({
    description: "The money is reserved and waits to be captured.",
    schema: payment,
  }),
  "payment.succeeded": defineDomainEvent({
    description: "The money was taken; `amount` is what was taken.",
    schema: payment,
  }),
  "payment.failed": defineDomainEvent({
    description: "An attempt to pay failed. The customer may try again.",
    schema: shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
  }),
  "payment.canceled": defineDomainEvent({
    description: "The payment was given up and will not succeed any more.",
    schema: shape({ ...fields, reason: maybe(text) }),
  }),
};
