import { defineFamily } from "./definition.ts";
import { amount, currency, id, labels, maybe, shape, text, time } from "./field.ts";
const fields = {
    payoutId: id,
    amount: maybe(amount, "What is sent, in `currency`."),
    currency: maybe(currency),
    fee: maybe(amount, "What the provider keeps of it, or takes on top."),
    method: maybe(text, "How it is sent: `bank_account`, `card`, `instant`."),
    destinationId: maybe(id, "The account, card or beneficiary that it goes to."),
    reference: maybe(text, "Your own reference, where the provider carries one."),
    description: maybe(text),
    arrivesAt: maybe(time, "When it is expected to arrive, or did."),
    metadata: maybe(labels),
};
const failure = shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) });
const payout = shape(fields);
export const payoutEvents = defineFamily("Money on its way out: to your own bank account, or from you to someone else (a transfer, where they say so).", {
    "payout.created": {
        description: "A payout was ordered and is on its way.",
        schema: payout,
    },
    "payout.updated": {
        description: "Something about a payout changed, such as when it should arrive.",
        schema: payout,
    },
    "payout.paid": {
        description: "The money was paid out, as far as the provider knows. It may still come back.",
        schema: payout,
    },
    "payout.failed": {
        description: "The money could not be paid out and is with you again.",
        schema: failure,
    },
    "payout.returned": {
        description: "The money was paid out and came back: reversed, unclaimed, or refused where it arrived.",
        schema: failure,
    },
    "payout.canceled": {
        description: "A payout was called off before it left.",
        schema: payout,
    },
});
