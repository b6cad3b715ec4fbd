import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";

const checkout = shape({
  checkoutId: id,
  amount: maybe(amount),
  currency: maybe(currency),
  paymentStatus: maybe(oneOf(["paid", "unpaid", "not_required"])),
  reference: maybe(text),
  customerId: maybe(id),
  customerEmail: maybe(text),
  paymentId: maybe(id),
  subscriptionId: maybe(id),
  invoiceId: maybe(id),
  url: maybe(text),
  expiresAt: maybe(time),
  metadata: maybe(labels),
});

export const checkoutEvents = defineFamily({
  "checkout.created": checkout,
  "checkout.updated": checkout,
  "checkout.completed": checkout,
  "checkout.payment_succeeded": checkout,
  "checkout.payment_failed": checkout,
  "checkout.expired": checkout,
});

export const checkoutWords = {
  family: "A customer at the till.",
  types: {
    "checkout.created": "A checkout was begun.",
    "checkout.updated": "Something about a checkout changed, such as the address.",
    "checkout.completed":
      "The customer finished. With a slow method of payment `paymentStatus` is still `unpaid`: `checkout.payment_succeeded` or `checkout.payment_failed` follows.",
    "checkout.payment_succeeded": "The slow payment of a completed checkout arrived.",
    "checkout.payment_failed": "The slow payment of a completed checkout failed.",
    "checkout.expired": "The customer did not finish in time.",
  },
  fields: {
    amount: "The total. Absent where nothing is paid now, such as when a card is only saved.",
    reference: "Your own reference, where the provider carries one.",
    url: "Where the customer can go on.",
  },
} satisfies FamilyWords<typeof checkoutEvents>;
