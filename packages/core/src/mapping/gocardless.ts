import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, someText } from "../domain/read.ts";

/*
 * GoCardless says which payment or refund changed, and neither its amount nor its currency, without which none of these
 * is a domain event: they stay passthrough, and a consumer asks for the resource. A mandate is a way to pay.
 */

/** GoCardless; the provider's types are resource and action, `subscriptions.created`. */
export const gocardlessMapping = defineMapping({
  // A chargeback has no id of its own: the payment's stands in.
  "payments.charged_back": row("dispute.opened", chargeback),
  "payments.chargeback_settled": row("dispute.lost", chargeback),
  "payments.chargeback_cancelled": row("dispute.won", chargeback),
  "payouts.paid": row("payout.paid", (input) => ({ payoutId: links(input)["payout"] })),
  "mandates.active": row("payment_method.added", mandate),
  "mandates.reinstated": row("payment_method.added", mandate),
  "mandates.expired": row("payment_method.expired", mandate),
  "mandates.failed": row("payment_method.removed", mandate),
  "mandates.cancelled": row("payment_method.removed", mandate),
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

function links({ payload }: MappingInput): Fields {
  return fields(fields(payload)["links"]);
}

function chargeback(input: MappingInput): DomainFields<"dispute.opened"> {
  const { payment } = links(input);
  const { cause, reason_code } = fields(fields(input.payload)["details"]);
  return {
    disputeId: payment,
    paymentId: someText(payment),
    stage: "chargeback",
    reason: someText(cause),
    reasonCode: someText(reason_code),
  };
}

function mandate(input: MappingInput): DomainFields<"payment_method.added"> {
  const { scheme } = fields(fields(input.payload)["details"]);
  return {
    paymentMethodId: links(input)["mandate"],
    customerId: links(input)["customer"],
    method: someText(scheme) ?? "direct_debit",
  };
}

function subscription({ payload }: MappingInput): DomainFields<"subscription.created"> {
  const entry = fields(payload);
  return { subscriptionId: fields(entry["links"])["subscription"], metadata: entry["resource_metadata"] };
}
