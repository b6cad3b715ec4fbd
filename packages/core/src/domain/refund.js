import { defineFamily } from "./definition.ts";
import { amount, currency, id, labels, maybe, oneOf, shape, text } from "./field.ts";
const fields = {
    refundId: id,
    paymentId: maybe(id),
    orderId: maybe(id),
    amount,
    currency,
    reason: maybe(text),
    status: maybe(oneOf(["pending", "action_required", "succeeded", "failed", "canceled"])),
    metadata: maybe(labels),
};
const refund = shape(fields);
export const refundEvents = defineFamily("Money on its way back. Every refund that ends well gives `refund.succeeded` once, also where it ends at once.", {
    "refund.created": {
        description: "A refund was asked for and is not finished. One that is finished at once is `refund.succeeded`.",
        schema: refund,
    },
    "refund.updated": {
        description: "Something about a refund changed, but not that it succeeded or failed.",
        schema: refund,
    },
    "refund.succeeded": {
        description: "The money went back to the customer.",
        schema: refund,
    },
    "refund.failed": {
        description: "The money could not be given back and is with you again.",
        schema: shape({ ...fields, failureCode: maybe(text) }),
    },
});
