import { defineFamily, type FamilyWords } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";

const dispute = shape({
  disputeId: id,
  paymentId: maybe(id),
  orderId: maybe(id),
  amount: maybe(amount),
  currency: maybe(currency),
  reason: maybe(text),
  reasonCode: maybe(text),
  stage: maybe(oneOf(["inquiry", "chargeback", "pre_arbitration", "arbitration"])),
  status: maybe(oneOf(["needs_response", "under_review", "accepted", "won", "lost", "closed"])),
  evidenceDueAt: maybe(time),
  customerId: maybe(id),
  openedAt: maybe(time),
  metadata: maybe(labels),
});

export const disputeEvents = defineFamily({
  "dispute.opened": dispute,
  "dispute.updated": dispute,
  "dispute.won": dispute,
  "dispute.lost": dispute,
  "dispute.closed": dispute,
});

export const disputeWords = {
  family: "Money that a customer wants back through their bank.",
  types: {
    "dispute.opened": "A customer, or their bank, objected to a payment: an inquiry or a chargeback began.",
    "dispute.updated": "Something about a dispute changed: evidence, stage, time to answer.",
    "dispute.won": "A dispute was decided for you; the money stays, or comes back.",
    "dispute.lost": "A dispute was decided for the customer, or you accepted it; the money is gone.",
    "dispute.closed": "A dispute ended without being won or lost, such as one that was withdrawn.",
  },
  fields: {
    paymentId: "The payment that the customer, or their bank, objects to.",
    amount: "What is disputed: less than the payment where only a part is.",
    reason: "The provider's word for it: `fraudulent`, `product_not_received`.",
    reasonCode: "The card network's own code: `10.4`, `4853`.",
    stage: "How far it has gone. An `inquiry` takes no money yet.",
    evidenceDueAt: "Until when your answer is taken.",
  },
} satisfies FamilyWords<typeof disputeEvents>;
