import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, someText, translate } from "../domain/read.ts";

/*
 * Field names from Braintree's own library (braintree 3.40.0) and its sample notifications. Amounts are decimal text.
 * A subscription names no currency; its last transaction does.
 */

/** Braintree. */
export const braintreeMapping = defineMapping({
  transaction_settled: row("payment.succeeded", payment),
  transaction_settlement_declined: row("payment.failed", payment),

  refund_failed: row("refund.failed", (input) => {
    const entry = subject(input, "transaction");
    const currency = entry["currency-iso-code"];
    return {
      refundId: entry["id"],
      paymentId: someText(entry["refunded-transaction-id"]),
      orderId: someText(entry["order-id"]),
      amount: minorUnits(entry["amount"], currency),
      currency,
      status: "failed",
    };
  }),
  disbursement: [
    row("payout.paid", disbursement, {
      when: (input) => subject(input, "disbursement")["success"] !== "false",
    }),
    row("payout.failed", disbursement),
  ],
  subscription_charged_successfully: row("payment.succeeded", subscriptionPayment, { when: hasTransaction }),
  subscription_charged_unsuccessfully: row("payment.failed", subscriptionPayment, { when: hasTransaction }),
  subscription_went_active: row("subscription.created", subscription),
  subscription_went_past_due: row("subscription.updated", subscription),
  subscription_canceled: row("subscription.canceled", subscription),
  subscription_expired: row("subscription.canceled", subscription),

  dispute_opened: row("dispute.opened", dispute),
  dispute_under_review: row("dispute.updated", dispute),
  dispute_disputed: row("dispute.updated", dispute),
  dispute_accepted: row("dispute.lost", dispute),
  dispute_auto_accepted: row("dispute.lost", dispute),
  dispute_won: row("dispute.won", dispute),
  dispute_lost: row("dispute.lost", dispute),
  dispute_expired: row("dispute.lost", dispute),
});

function subject({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(fields(fields(payload)["notification"])["subject"])[kind]);
}

/** A subscription comes with its transactions, the newest first; a trial of no cost with none. */
function lastTransaction(input: MappingInput): Fields {
  return fields(elements(subject(input, "subscription")["transactions"])[0]);
}

function hasTransaction(input: MappingInput): boolean {
  return someText(lastTransaction(input)["id"]) !== undefined;
}

function subscriptionPayment(input: MappingInput): DomainFields<"payment.succeeded"> {
  return paymentOf(lastTransaction(input));
}

function disbursement(input: MappingInput): DomainFields<"payout.failed"> {
  const entry = subject(input, "disbursement");
  const account = fields(entry["merchant-account"]);
  const currency = account["currency-iso-code"];
  const amount = minorUnits(entry["amount"], currency);
  return {
    payoutId: entry["id"],
    amount,
    currency: amount === undefined ? undefined : currency,
    destinationId: someText(account["id"]),
    failureMessage: someText(entry["exception-message"]),
  };
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  return paymentOf(subject(input, "transaction"));
}

function paymentOf(entry: Fields): DomainFields<"payment.succeeded"> {
  const currency = entry["currency-iso-code"];
  return {
    paymentId: entry["id"],
    amount: minorUnits(entry["amount"], currency),
    currency,
    customerId: someText(fields(entry["customer"])["id"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    orderId: someText(entry["order-id"]),
    method: someText(entry["payment-instrument-type"]),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = subject(input, "subscription");
  const currency = someText(fields(elements(entry["transactions"])[0])["currency-iso-code"]);
  return {
    subscriptionId: entry["id"],
    status: translate(entry["status"], statuses),
    priceId: someText(entry["plan-id"]),
    unitAmount: currency === undefined ? undefined : minorUnits(entry["price"], currency),
    currency,
  };
}

const statuses: Readonly<Record<string, string>> = {
  Pending: "incomplete",
  Active: "active",
  "Past Due": "past_due",
  Canceled: "canceled",
  Expired: "expired",
};

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = subject(input, "dispute");
  const currency = entry["currency-iso-code"];
  return {
    disputeId: entry["id"],
    paymentId: someText(fields(entry["transaction"])["id"]),
    amount: minorUnits(entry["amount"] ?? entry["amount-disputed"], currency),
    currency,
    reason: someText(entry["reason"]),
    reasonCode: someText(entry["reason-code"]),
    stage: translate(entry["kind"], stages),
  };
}

const stages: Readonly<Record<string, string>> = {
  retrieval: "inquiry",
  chargeback: "chargeback",
  pre_arbitration: "pre_arbitration",
};
