import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, count, currency, flag, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";

/** The states of a subscription, in words that no provider owns. */
export const subscriptionStatuses = [
  "incomplete",
  "expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "canceled",
] as const;

const subscription = shape({
  subscriptionId: id,
  customerId: maybe(id),
  status: maybe(oneOf(subscriptionStatuses)),
  priceId: maybe(id),
  productId: maybe(id),
  quantity: maybe(count),
  unitAmount: maybe(amount),
  currency: maybe(currency),
  startedAt: maybe(time),
  currentPeriodStart: maybe(time),
  currentPeriodEnd: maybe(time),
  trialEnd: maybe(time),
  cancelAtPeriodEnd: maybe(flag),
  canceledAt: maybe(time),
  cancellationReason: maybe(text),
  metadata: maybe(labels),
});

export const subscriptionEvents = defineFamily({
  "subscription.created": subscription,
  "subscription.updated": subscription,
  "subscription.activated": subscription,
  "subscription.renewed": subscription,
  "subscription.payment_failed": subscription,
  "subscription.paused": subscription,
  "subscription.resumed": subscription,
  "subscription.trial_ending": subscription,
  "subscription.canceled": subscription,
});

export const subscriptionWords = {
  family: "A customer who pays again and again.",
  types: {
    "subscription.created": "A subscription began.",
    "subscription.updated":
      "Something about a subscription changed: plan, quantity, state, a planned cancellation.",
    "subscription.activated":
      "A subscription became active: the first payment came, or the trial ended well.",
    "subscription.renewed": "A new period was paid and began.",
    "subscription.payment_failed":
      "A period could not be paid. Providers with invoices say `invoice.payment_failed` in its place.",
    "subscription.paused": "A subscription stopped for a while.",
    "subscription.resumed": "A paused subscription goes on.",
    "subscription.trial_ending": "The trial ends soon (Stripe: in three days).",
    "subscription.canceled":
      "A subscription ended. A cancellation that is only planned is `subscription.updated`.",
  },
  fields: {
    priceId: "The price or plan of its first item.",
    unitAmount: "What one unit of the first item costs in one period.",
  },
} satisfies FamilyWords<typeof subscriptionEvents>;
