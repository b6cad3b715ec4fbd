import { defineFamily } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text, time } from "./field.ts";
const dispute = shape({
    disputeId: id,
    paymentId: maybe(id, "The payment that the customer, or their bank, objects to."),
    orderId: maybe(id),
    amount: maybe(amount, "What is disputed: less than the payment where only a part is."),
    currency: maybe(currency),
    reason: maybe(text, "The provider's word for it: `fraudulent`, `product_not_received`."),
    reasonCode: maybe(text, "The card network's own code: `10.4`, `4853`."),
    stage: maybe(oneOf(["inquiry", "chargeback", "pre_arbitration", "arbitration"]), "How far it has gone. An `inquiry` takes no money yet."),
    status: maybe(oneOf(["needs_response", "under_review", "accepted", "won", "lost", "closed"])),
    evidenceDueAt: maybe(time, "Until when your answer is taken."),
    customerId: maybe(id),
    openedAt: maybe(time),
    metadata: maybe(labels),
});
export const disputeEvents = defineFamily("Money that a customer wants back through their bank.", {
    "dispute.opened": {
        description: "A customer, or their bank, objected to a payment: an inquiry or a chargeback began.",
        schema: dispute,
    },
    "dispute.updated": {
        description: "Something about a dispute changed: evidence, stage, time to answer.",
        schema: dispute,
    },
    "dispute.won": {
        description: "A dispute was decided for you; the money stays, or comes back.",
        schema: dispute,
    },
    "dispute.lost": {
        description: "A dispute was decided for the customer, or you accepted it; the money is gone.",
        schema: dispute,
    },
    "dispute.closed": {
        description: "A dispute ended without being won or lost, such as one that was withdrawn.",
        schema: dispute,
    },
});
