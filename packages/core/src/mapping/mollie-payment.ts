import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { fields, instant, someText } from "../domain/read.ts";
import { entity, isSnapshot, money } from "./mollie-entity.ts";

/*
 * Mollie's payments, refunds, chargebacks, payouts and transfers. A capture is told by the payment that is paid with it,
 * and stays passthrough.
 * @see https://docs.mollie.com/reference/payments-api-webhooks
 */

const when = isSnapshot;

/** Rows of Mollie's mapping for these. */
export const paymentRows = {
  "payment.pending": row("payment.processing", payment, { when }),
  "payment.authorized": row("payment.authorized", payment, { when }),
  "payment.paid": row("payment.succeeded", paid, { when }),
  "payment.failed": row("payment.failed", failed, { when }),
  "payment.canceled": row("payment.canceled", payment, { when }),
  "payment.expired": row("payment.canceled", payment, { when }),
  "refund.queued": row("refund.created", refund("pending"), { when }),
  "refund.pending": row("refund.updated", refund("pending"), { when }),
  "refund.processing": row("refund.updated", refund("pending"), { when }),
  "refund.refunded": row("refund.succeeded", refund("succeeded"), { when }),
  "refund.failed": row("refund.failed", refund("failed"), { when }),
  "refund.canceled": row("refund.failed", refund("canceled"), { when }),
  "chargeback.received": row("dispute.opened", dispute, { when }),
  "chargeback.reversed": row("dispute.won", dispute, { when }),
  "payout.initiated": row("payout.created", payout, { when }),
  "payout.processing-at-bank": row("payout.updated", payout, { when }),
  "payout.completed": row("payout.paid", payout, { when }),
  "payout.failed": row("payout.failed", payout, { when }),
  "payout.canceled": row("payout.canceled", payout, { when }),
  "business-account-transfer.requested": row("payout.created", payout, { when }),
  "business-account-transfer.initiated": row("payout.updated", payout, { when }),
  "business-account-transfer.pending-review": row("payout.updated", payout, { when }),
  "business-account-transfer.processed": row("payout.paid", payout, { when }),
  "business-account-transfer.failed": row("payout.failed", payout, { when }),
  "business-account-transfer.blocked": row("payout.failed", payout, { when }),
  "business-account-transfer.returned": row("payout.returned", payout, { when }),
} as const;

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = entity(input);
  return {
    paymentId: entry["id"],
    ...money(entry["amount"]),
    customerId: someText(entry["customerId"]),
    customerEmail: someText(fields(entry["billingAddress"])["email"]),
    orderId: someText(entry["orderId"]),
    method: someText(entry["method"]),
    description: someText(entry["description"]),
  };
}

/** Where less was captured than authorized, what was taken is less than the payment's amount. */
function paid(input: MappingInput): DomainFields<"payment.succeeded"> {
  const { amountCaptured } = entity(input);
  const captured = money(amountCaptured);
  const isToldApart = typeof amountCaptured === "object" && amountCaptured !== null && captured.amount !== 0;
  return { ...payment(input), ...(isToldApart && captured) };
}

function failed(input: MappingInput): DomainFields<"payment.failed"> {
  const { failureReason, failureMessage } = fields(entity(input)["details"]);
  const { code, message } = fields(entity(input)["statusReason"]);
  return {
    ...payment(input),
    failureCode: someText(failureReason) ?? someText(code),
    failureMessage: someText(failureMessage) ?? someText(message),
  };
}

function refund(status: string): (input: MappingInput) => DomainFields<"refund.created"> {
  return (input) => {
    const entry = entity(input);
    return {
      refundId: entry["id"],
      paymentId: someText(entry["paymentId"]),
      orderId: someText(entry["orderId"]),
      ...money(entry["amount"]),
      reason: someText(entry["description"]),
      status,
    };
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = entity(input);
  const { code, description } = fields(entry["reason"]);
  return {
    disputeId: entry["id"],
    paymentId: someText(entry["paymentId"]),
    ...money(entry["amount"]),
    reason: someText(description),
    reasonCode: someText(code),
    stage: "chargeback",
    openedAt: instant(entry["createdAt"]),
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = entity(input);
  return {
    payoutId: entry["id"],
    ...money(entry["amount"]),
    description: someText(entry["description"]),
    reference: someText(entry["reference"]),
  };
}
