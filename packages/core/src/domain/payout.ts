import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, id, labels, maybe, shape, text, time } from "./field.ts";

const fields = {
  payoutId: id,
  amount: maybe(amount),
  currency: maybe(currency),
  fee: maybe(amount),
  method: maybe(text),
  destinationId: maybe(id),
  reference: maybe(text),
  description: maybe(text),
  arrivesAt: maybe(time),
  metadata: maybe(labels),
};

const failure = shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) });
const payout = shape(fields);

export const payoutEvents = defineFamily({
  "payout.created": payout,
  "payout.updated": payout,
  "payout.paid": payout,
  "payout.failed": failure,
  "payout.returned": failure,
  "payout.canceled": payout,
});

export const payoutWords = {
  family:
    "Money on its way out: to your own bank account, or from you to someone else (a transfer, where they say so).",
  types: {
    "payout.created": "A payout was ordered and is on its way.",
    "payout.updated": "Something about a payout changed, such as when it should arrive.",
    "payout.paid": "The money was paid out, as far as the provider knows. It may still come back.",
    "payout.failed": "The money could not be paid out and is with you again.",
    "payout.returned":
      "The money was paid out and came back: reversed, unclaimed, or refused where it arrived.",
    "payout.canceled": "A payout was called off before it left.",
  },
  fields: {
    amount: "What is sent, in `currency`.",
    fee: "What the provider keeps of it, or takes on top.",
    method: "How it is sent: `bank_account`, `card`, `instant`.",
    destinationId: "The account, card or beneficiary that it goes to.",
    reference: "Your own reference, where the provider carries one.",
    arrivesAt: "When it is expected to arrive, or did.",
  },
} satisfies FamilyWords<typeof payoutEvents>;
