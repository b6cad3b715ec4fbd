import { defineDomainEvent } from "./definition.ts";
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
  /** The price or plan of its first item. */
  priceId: maybe(id),
  productId: maybe(id),
  quantity: maybe(count),
  /** What one unit of the first item costs in one period. */
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

/** A customer who pays again and again. */
export const subscriptionEvents = {
  "subscription.created": defineDomainEvent({ description: "A subscription began.", schema: subscription }),
  "subscription.updated": defineDomainEvent({
    description: "Something about a subscription changed: plan, quantity, state, a planned cancellation.",
    schema: subscription,
  }),
  "subscription.paused": defineDomainEvent({
    description: "A subscription stopped for a while.",
    schema: subscription,
  }),
  "subscription.resumed": defineDomainEvent({
    description: "A paused subscription goes on.",
    schema: subscription,
  }),
  "subscription.trial_ending": defineDomainEvent({
    description: "The trial ends soon (Stripe: in three days).",
    schema: subscription,
  }),
  "subscription.canceled": defineDomainEvent({
    description: "A subscription ended. A cancellation that is only planned is `subscription.updated`.",
    schema: subscription,
  }),
};
