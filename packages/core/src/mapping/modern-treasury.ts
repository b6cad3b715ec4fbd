import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, someText } from "../domain/read.ts";

/*
 * Field names from Modern Treasury's own types (modern-treasury 3.3.0). Amounts are minor units. A payment order that
 * credits the other side is money going out, one that debits it is money coming in.
 */

/** Modern Treasury; the provider's types are topic and event, `payment_order.completed`. */
export const modernTreasuryMapping = defineMapping({
  "payment_order.created": [
    row("payout.created", payout, { when: goes("credit") }),
    row("payment.processing", payment, { when: goes("debit") }),
  ],
  "payment_order.completed": [
    row("payout.paid", payout, { when: goes("credit") }),
    row("payment.succeeded", payment, { when: goes("debit") }),
  ],
  "payment_order.failed": [
    row("payout.failed", payout, { when: goes("credit") }),
    row("payment.failed", payment, { when: goes("debit") }),
  ],
  "payment_order.returned": row("payout.returned", payout, { when: goes("credit") }),
  "payment_order.cancelled": [
    row("payout.canceled", payout, { when: goes("credit") }),
    row("payment.canceled", payment, { when: goes("debit") }),
  ],
  // Money that others send to an account of yours.
  "incoming_payment_detail.created": row("payment.processing", payment, { when: goes("credit") }),
  "incoming_payment_detail.completed": row("payment.succeeded", payment, { when: goes("credit") }),
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function goes(direction: string): (input: MappingInput) => boolean {
  return (input) => data(input)["direction"] === direction;
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = data(input);
  return {
    payoutId: entry["id"],
    amount: entry["amount"],
    currency: entry["currency"],
    method: someText(entry["type"]),
    destinationId: someText(entry["receiving_account_id"]),
    description: someText(entry["description"]),
    metadata: entry["metadata"],
  };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = data(input);
  return {
    paymentId: entry["id"],
    amount: entry["amount"],
    currency: entry["currency"],
    method: someText(entry["type"]),
    description: someText(entry["description"]),
    metadata: entry["metadata"],
  };
}
