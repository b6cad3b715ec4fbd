import { defineFamily, type FamilyWords } from "./definition.ts";
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

export const refundEvents = defineFamily({
  "refund.created": refund,
  "refund.updated": refund,
  "refund.succeeded": refund,
  "refund.failed": shape({ ...fields, failureCode: maybe(text) }),
});

export const refundWords = {
  family:
    "Money on its way back. Every refund that ends well gives `refund.succeeded` once, also where it ends at once.",
  types: {
    "refund.created":
      "A refund was asked for and is not finished. One that is finished at once is `refund.succeeded`.",
    "refund.updated": "Something about a refund changed, but not that it succeeded or failed.",
    "refund.succeeded": "The money went back to the customer.",
    "refund.failed": "The money could not be given back and is with you again.",
  },
} satisfies FamilyWords<typeof refundEvents>;
