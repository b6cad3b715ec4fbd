import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, maybe, shape, text } from "./field.ts";

const paymentMethod = shape({
  paymentMethodId: id,
  customerId: maybe(id),
  method: maybe(text),
  brand: maybe(text),
  last4: maybe(text),
  expiryMonth: maybe(count),
  expiryYear: maybe(count),
});

export const paymentMethodEvents = defineFamily({
  "payment_method.added": paymentMethod,
  "payment_method.updated": paymentMethod,
  "payment_method.expired": paymentMethod,
  "payment_method.removed": paymentMethod,
});

export const paymentMethodWords = {
  family: "What a customer pays with: a card on file, a bank account, a mandate to debit it.",
  types: {
    "payment_method.added": "A customer has a new way to pay.",
    "payment_method.updated": "A way to pay changed, such as a card that was renewed.",
    "payment_method.expired":
      "A way to pay does not work any more, or soon will not: an old card, a mandate that ended.",
    "payment_method.removed": "A way to pay was taken away.",
  },
  fields: {
    method: "`card`, `sepa_debit`, `paypal`.",
    brand: "The card's brand or the bank: `visa`.",
    last4: "The last four digits.",
    expiryMonth: "1 to 12.",
    expiryYear: "Four digits.",
  },
} satisfies FamilyWords<typeof paymentMethodEvents>;
