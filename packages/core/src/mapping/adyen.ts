import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { currencyExponent, rescaleMinorUnits } from "../domain/money.ts";
import { type Fields, fields, instant, someText } from "../domain/read.ts";

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

  REFUND: [row("refund.succeeded", refund, { when: isSuccess }), row("refund.failed", refund)],
  REFUND_FAILED: row("refund.failed", refund),

  REQUEST_FOR_INFORMATION: row("dispute.opened", (input) => ({ ...dispute(input), stage: "inquiry" })),
  NOTIFICATION_OF_CHARGEBACK: row("dispute.opened", dispute),
  CHARGEBACK: row("dispute.updated", dispute),
  CHARGEBACK_REVERSED: row("dispute.won", dispute),
  SECOND_CHARGEBACK: row("dispute.lost", dispute),

  PAYOUT_THIRDPARTY: [row("payout.paid", payout, { when: isSuccess }), row("payout.failed", payout)],
  PAYOUT_DECLINE: row("payout.failed", payout),
  PAIDOUT_REVERSED: row("payout.returned", payout),
});

/** Where Adyen's minor units are not ISO 4217's, from memory. */
const exponents: Readonly<Record<string, number>> = { CLP: 2, ISK: 2, CVE: 0, IDR: 0 };

function money(entry: Fields): {
  readonly amount: number | undefined;
  readonly currency: string | undefined;
} {
  const { value, currency } = fields(entry["amount"]);
  const code = someText(currency);
  if (code === undefined) return { amount: undefined, currency: undefined };
  return {
    amount: rescaleMinorUnits(value, { from: exponents[code] ?? currencyExponent(code), currency: code }),
    currency: code,
  };
}

function isSuccess({ payload }: MappingInput): boolean {
  const { success } = fields(payload);
  return success === "true" || success === true;
}

function payment({ payload }: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = fields(payload);
  const more = fields(entry["additionalData"]);
  return {
    paymentId: entry["pspReference"],
    ...money(entry),
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
    ...money(entry),
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
    ...money(entry),
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
    ...money(entry),
    reference: someText(entry["merchantReference"]),
  };
}
