import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/*
 * GoCardless says which payment, refund or payout changed, and neither its amount nor its currency, without which none
 * of these is a domain event: they stay passthrough, and a consumer asks for the resource.
 */

/** GoCardless; the provider's types are resource and action, `subscriptions.created`. */
export const gocardlessMapping = defineMapping({
  "subscriptions.created": row("subscription.created", subscription),
  "subscriptions.amended": row("subscription.updated", subscription),
  "subscriptions.paused": row("subscription.paused", subscription),
  "subscriptions.resumed": row("subscription.resumed", subscription),
  "subscriptions.finished": row("subscription.canceled", subscription),
  "subscriptions.cancelled": row("subscription.canceled", (input) => ({
    ...subscription(input),
    status: "canceled",
    cancellationReason: fields(fields(input.payload)["details"])["cause"],
  })),
});

function subscription({ payload }: MappingInput): DomainFields<"subscription.created"> {
  const entry = fields(payload);
  return { subscriptionId: fields(entry["links"])["subscription"], metadata: entry["resource_metadata"] };
}
