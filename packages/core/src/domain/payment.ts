import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, id, labels, maybe, shape, text } from "./field.ts";

const fields = {
  paymentId: id,
  amount: amount,
  currency,
  customerId: maybe(id),
  customerEmail: maybe(text),
  orderId: maybe(id),
  invoiceId: maybe(id),
  method: maybe(text),
  description: maybe(text),
  metadata: maybe(labels),
};

const payment = shape(fields);

export const paymentEvents = defineFamily({
  "payment.created": payment,
  "payment.processing": payment,
  "payment.action_required": payment,
  "payment.authorized": payment,
  "payment.succeeded": payment,
  "payment.failed": shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
  "payment.canceled": shape({ ...fields, reason: maybe(text) }),
});

export const paymentWords = {
  family: "Money on its way from a customer.",
  types: {
    "payment.created": "A payment was set up and nothing has been tried yet.",
    "payment.processing": "A payment was started and the bank has not answered yet.",
    "payment.action_required": "The customer has to do something first, such as 3-D Secure.",
    "payment.authorized": "The money is reserved and waits to be captured.",
    "payment.succeeded": "The money was taken; `amount` is what was taken.",
    "payment.failed": "An attempt to pay failed. The customer may try again.",
    "payment.canceled": "The payment was given up and will not succeed any more.",
  },
  fields: {
    amount: "What is asked for; on `payment.succeeded` what was taken.",
    method: "How it is paid: `card`, `sepa_debit`, `paypal`.",
  },
} satisfies FamilyWords<typeof paymentEvents>;
