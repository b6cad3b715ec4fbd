import { defineFamily } from "./definition.ts";
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
];
const subscription = shape({
    subscriptionId: id,
    customerId: maybe(id),
    status: maybe(oneOf(subscriptionStatuses)),
    priceId: maybe(id, "The price or plan of its first item."),
    productId: maybe(id),
    quantity: maybe(count),
    unitAmount: maybe(amount, "What one unit of the first item costs in one period."),
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
export const subscriptionEvents = defineFamily("A customer who pays again and again.", {
    "subscription.created": { description: "A subscription began.", schema: subscription },
    "subscription.updated": {
        description: "Something about a subscription changed: plan, quantity, state, a planned cancellation.",
        schema: subscription,
    },
    "subscription.activated": {
        description: "A subscription became active: the first payment came, or the trial ended well.",
        schema: subscription,
    },
    "subscription.renewed": {
        description: "A new period was paid and began.",
        schema: subscription,
    },
    "subscription.payment_failed": {
        description: "A period could not be paid. Providers with invoices say `invoice.payment_failed` in its place.",
        schema: subscription,
    },
    "subscription.paused": {
        description: "A subscription stopped for a while.",
        schema: subscription,
    },
    "subscription.resumed": {
        description: "A paused subscription goes on.",
        schema: subscription,
    },
    "subscription.trial_ending": {
        description: "The trial ends soon (Stripe: in three days).",
        schema: subscription,
    },
    "subscription.canceled": {
        description: "A subscription ended. A cancellation that is only planned is `subscription.updated`.",
        schema: subscription,
    },
});
