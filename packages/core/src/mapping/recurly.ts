import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";

/*
 * Recurly's JSON notifications name what changed and carry none of it, so only what needs no amount is a domain event.
 * Field and type names from memory.
 */

/** Recurly; the provider's types are kind of object and event, `subscription.created`. */
export const recurlyMapping = defineMapping({
  "subscription.created": row("subscription.created", subscription),
  "subscription.updated": row("subscription.updated", subscription),
  "subscription.canceled": row("subscription.updated", (input) => ({
    ...subscription(input),
    cancelAtPeriodEnd: true, // it runs until it expires
  })),
  "subscription.expired": row("subscription.canceled", subscription),
  "subscription.paused": row("subscription.paused", subscription),
  "subscription.resumed": row("subscription.resumed", subscription),
  "account.created": row("customer.created", customer),
  "account.updated": row("customer.updated", customer),
  "account.closed": row("customer.deleted", customer),
});

function subscription({ payload }: MappingInput): DomainFields<"subscription.created"> {
  const entry = fields(payload);
  return { subscriptionId: entry["uuid"] ?? entry["id"], customerId: someText(entry["account_code"]) };
}

function customer({ payload }: MappingInput): DomainFields<"customer.created"> {
  return { customerId: fields(payload)["account_code"] };
}
