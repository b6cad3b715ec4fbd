import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant, someText } from "../domain/read.ts";
import { adyenMoney } from "./adyen-money.ts";

/*
 * Field names from Adyen's own types (@adyen/api-library 32.1.0). `success` is text. Of what follows a payment, the
 * payment is `originalReference`.
 *
 * An authorisation is not money taken: that is `CAPTURE`, which Adyen sends where capture is manual, or is told to.
 */

/** Adyen's standard payment webhooks. */
export const adyenMapping = defineMapping({
  AUTHORISATION: [
    row("payment.authorized", payment, { when: isSuccess }),
    row("payment.failed", failedPayment),
  ],
  CAPTURE: [
    row("payment.succeeded", followUp, { when: isSuccess }),
    row("payment.failed", (input) => ({ ...failedPayment(input), ...followUp(input) })),
  ],
  CAPTURE_FAILED: row("payment.failed", (input) => ({ ...failedPayment(input), ...followUp(input) })),
  CANCELLATION: row("payment.canceled", followUp, { when: isSuccess }),
  TECHNICAL_CANCEL: row("payment.canceled", followUp, { when: isSuccess }),
  // Adyen does whichever is still possible, and says which it was.
  CANCEL_OR_REFUND: [
    row("payment.canceled", followUp, { when: (input) => isSuccess(input) && wasModified(input, "cancel") }),
    row("refund.succeeded", refund, { when: (input) => isSuccess(input) && wasModified(input, "refund") }),
  ],

  REFUND: [row("refund.succeeded", refund, { when: isSuccess }), row("refund.failed", refund)],
  REFUND_FAILED: row("refund.failed", refund),
  REFUNDED_REVERSED: row("refund.failed", refund),

  REQUEST_FOR_INFORMATION: row("dispute.opened", (input) => ({ ...dispute(input), stage: "inquiry" })),
  NOTIFICATION_OF_CHARGEBACK: row("dispute.opened", dispute),
  INFORMATION_SUPPLIED: row("dispute.updated", dispute),
  CHARGEBACK: row("dispute.updated", dispute),
  CHARGEBACK_REVERSED: row("dispute.won", dispute),
  SECOND_CHARGEBACK: row("dispute.lost", dispute),
  PREARBITRATION_WON: row("dispute.won", (input) => ({ ...dispute(input), stage: "pre_arbitration" })),
  PREARBITRATION_LOST: row("dispute.lost", (input) => ({ ...dispute(input), stage: "pre_arbitration" })),

  PAYOUT_THIRDPARTY: [row("payout.paid", payout, { when: isSuccess }), row("payout.failed", payout)],
  PAYOUT_DECLINE: row("payout.failed", payout),
  PAIDOUT_REVERSED: row("payout.returned", payout),
});

function isSuccess({ payload }: MappingInput): boolean {
  const { success } = fields(payload);
  return success === "true" || success === true;
}

function wasModified({ payload }: MappingInput, action: string): boolean {
  return fields(fields(payload)["additionalData"])["modification.action"] === action;
}

function payment({ payload }: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = fields(payload);
  const more = fields(entry["additionalData"]);
  return {
    paymentId: entry["pspReference"],
    ...adyenMoney(entry["amount"]),
    customerId: someText(more["shopperReference"]),
    customerEmail: someText(more["shopperEmail"]),
    orderId: someText(entry["merchantReference"]),
    method: someText(entry["paymentMethod"]),
  };
}

function failedPayment(input: MappingInput): DomainFields<"payment.failed"> {
  return { ...payment(input), failureMessage: someText(fields(input.payload)["reason"]) };
}

/** What comes after a payment is about the payment, and has a reference of its own. */
function followUp(input: MappingInput): DomainFields<"payment.succeeded"> {
  return { ...payment(input), paymentId: paymentOf(input) };
}

function paymentOf({ payload }: MappingInput): unknown {
  const entry = fields(payload);
  return someText(entry["originalReference"]) ?? entry["pspReference"];
}

function refund(input: MappingInput): DomainFields<"refund.succeeded"> {
  const entry = fields(input.payload);
  return {
    refundId: entry["pspReference"],
    paymentId: someText(entry["originalReference"]),
    orderId: someText(entry["merchantReference"]),
    ...adyenMoney(entry["amount"]),
    reason: someText(entry["reason"]),
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = fields(input.payload);
  const more = fields(entry["additionalData"]);
  return {
    disputeId: entry["pspReference"],
    paymentId: someText(entry["originalReference"]),
    orderId: someText(entry["merchantReference"]),
    ...adyenMoney(entry["amount"]),
    reason: someText(entry["reason"]),
    reasonCode: someText(more["chargebackReasonCode"]),
    stage: "chargeback",
    evidenceDueAt: instant(more["defensePeriodEndsAt"]),
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = fields(input.payload);
  return {
    payoutId: entry["pspReference"],
    ...adyenMoney(entry["amount"]),
    reference: someText(entry["merchantReference"]),
  };
}
