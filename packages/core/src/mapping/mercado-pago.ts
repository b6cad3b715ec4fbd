import { defineMapping, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/*
 * Mercado Pago says which resource changed, without its amount or state. What needs no more is a domain event:
 * subscriptions and chargebacks, by their ids; payments stay passthrough. The action of a subscription says only
 * `created`, so its kind decides.
 */

/** Mercado Pago. */
export const mercadoPagoMapping = defineMapping({
  created: row("subscription.created", (input) => ({ subscriptionId: resourceId(input) }), {
    when: isKind("subscription_preapproval"),
  }),
  updated: row("subscription.updated", (input) => ({ subscriptionId: resourceId(input) }), {
    when: isKind("subscription_preapproval"),
  }),
  topic_chargebacks_wh: row("dispute.updated", (input) => ({ disputeId: resourceId(input) })),
});

function isKind(kind: string): (input: MappingInput) => boolean {
  return ({ payload }) => fields(payload)["type"] === kind;
}

/** By the query, which is signed; the body is not. */
function resourceId({ identity }: MappingInput): string | undefined {
  return identity.subject;
}
