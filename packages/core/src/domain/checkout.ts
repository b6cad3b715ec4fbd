import { defineDomainEvent } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";

const checkout = shape({
  checkoutId: id,
  /** The total. Absent where nothing is paid now, such as when a card is only saved. */
  amount: maybe(amount),
  currency: maybe(currency),
  paymentStatus: maybe(oneOf(["paid", "unpaid", "not_required"])),
  /** Your own reference, where the provider carries one. */
  reference: maybe(text),
  customerId: maybe(id),
  customerEmail: maybe(text),
  paymentId: maybe(id),
  subscriptionId: maybe(id),
  invoiceId: maybe(id),
  /** Where the customer can go on. */
  url: maybe(text),
  expiresAt: maybe(time),
  metadata: maybe(labels),
});

/** A customer at the till. */
export const checkoutEvents = {
  "checkout.created": defineDomainEvent({ description: "A checkout was begun.", schema: checkout }),
  "checkout.updated": defineDomainEvent({
    description: "Something about a checkout changed, such as the address.",
    schema: checkout,
  }),
  "checkout.completed": defineDomainEvent({
    description:
      "The customer finished. With a slow method of payment `paymentStatus` is still `unpaid`: `checkout.payment_succeeded` or `checkout.payment_failed` follows.",
    schema: checkout,
  }),
  "checkout.payment_succeeded": defineDomainEvent({
    description: "The slow payment of a completed checkout arrived.",
    schema: checkout,
  }),
  "checkout.payment_failed": defineDomainEvent({
    description: "The slow payment of a completed checkout failed.",
    schema: checkout,
  }),
  "checkout.expired": defineDomainEvent({
    description: "The customer did not finish in time.",
    schema: checkout,
  }),
};
