import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, someText, translate } from "../domain/read.ts";
import { paystackAmount } from "./paystack-money.ts";

/*
 * Field names from Paystack's documented payloads, from memory.
 * Invoices name no currency before they are paid, so only paid ones are domain events.
 */

/** Paystack. */
export const paystackMapping = defineMapping({
  "charge.success": row("payment.succeeded", payment),
  "charge.failed": row("payment.failed", (input) => ({
    ...payment(input),
    failureMessage: entity(input)["gateway_response"],
  })),

  "refund.pending": row("refund.created", refund),
  "refund.processing": row("refund.updated", refund),
  "refund.processed": row("refund.succeeded", refund),
  "refund.failed": row("refund.failed", refund),

  "charge.dispute.create": row("dispute.opened", dispute),
  "charge.dispute.remind": row("dispute.updated", dispute),
  "charge.dispute.resolve": row("dispute.closed", dispute), // the payload's words do not say for whom

  "transfer.success": row("payout.paid", payout),
  "transfer.failed": row("payout.failed", payout),
  "transfer.reversed": row("payout.returned", payout),

  "subscription.create": row("subscription.created", subscription),
  "subscription.not_renew": row("subscription.updated", subscription),
  "subscription.disable": row("subscription.canceled", subscription),

  "invoice.update": row("invoice.paid", invoice, {
    when: (input) => entity(input)["paid"] === true || entity(input)["paid"] === 1,
  }),
  "paymentrequest.pending": row("invoice.sent", paymentRequest),
  "paymentrequest.success": row("invoice.paid", paymentRequest),
});

function entity({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = entity(input);
  const customer = fields(entry["customer"]);
  return {
    paymentId: entry["reference"],
    amount: paystackAmount(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    customerId: someText(customer["customer_code"]),
    customerEmail: someText(customer["email"]),
    method: entry["channel"],
  };
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = entity(input);
  return {
    refundId: idText(entry["id"]) ?? someText(entry["refund_reference"]) ?? entry["transaction_reference"],
    paymentId: entry["transaction_reference"],
    amount: paystackAmount(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    reason: someText(entry["merchant_note"]),
    status: translate(entry["status"], refundStatuses),
  };
}

const refundStatuses: Readonly<Record<string, string>> = {
  pending: "pending",
  processing: "pending",
  processed: "succeeded",
  failed: "failed",
};

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = entity(input);
  const transaction = fields(entry["transaction"]);
  const currency = someText(entry["currency"]) ?? someText(transaction["currency"]);
  return {
    disputeId: idText(entry["id"]),
    paymentId: someText(transaction["reference"]),
    amount: paystackAmount(entry["refund_amount"], currency),
    currency,
    reason: someText(entry["category"]),
    evidenceDueAt: instant(entry["dueAt"]),
    openedAt: instant(entry["createdAt"]),
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = entity(input);
  return {
    payoutId: entry["transfer_code"],
    amount: paystackAmount(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    destinationId: someText(fields(entry["recipient"])["recipient_code"]),
    reference: someText(entry["reference"]),
    description: someText(entry["reason"]),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = entity(input);
  const plan = fields(entry["plan"]);
  return {
    subscriptionId: entry["subscription_code"],
    customerId: someText(fields(entry["customer"])["customer_code"]),
    status: translate(entry["status"], subscriptionStatus),
    priceId: someText(plan["plan_code"]),
    quantity: entry["quantity"],
    unitAmount: paystackAmount(entry["amount"], plan["currency"]),
    currency: someText(plan["currency"]),
    startedAt: instant(entry["createdAt"] ?? entry["created_at"]),
    currentPeriodEnd: instant(entry["next_payment_date"]),
    cancelAtPeriodEnd: entry["status"] === "non-renewing" ? true : undefined,
  };
}

const subscriptionStatus: Readonly<Record<string, string>> = {
  active: "active",
  "non-renewing": "active",
  attention: "past_due",
  completed: "expired",
  cancelled: "canceled",
};

function invoice(input: MappingInput): DomainFields<"invoice.paid"> {
  const entry = entity(input);
  const transaction = fields(entry["transaction"]);
  const { currency } = transaction;
  return {
    invoiceId: entry["invoice_code"] ?? transaction["reference"],
    amount: paystackAmount(entry["amount"], currency) ?? paystackAmount(transaction["amount"], currency),
    amountPaid: paystackAmount(transaction["amount"], currency),
    currency,
    customerId: someText(fields(entry["customer"])["customer_code"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    subscriptionId: someText(fields(entry["subscription"])["subscription_code"]),
  };
}

/** What Paystack calls a payment request is a demand for payment that it sends to a customer. */
function paymentRequest(input: MappingInput): DomainFields<"invoice.paid"> {
  const entry = entity(input);
  const amount = paystackAmount(entry["amount"], entry["currency"]);
  return {
    invoiceId: entry["request_code"],
    number: idText(entry["invoice_number"]),
    amount,
    amountPaid: entry["paid"] === true ? amount : undefined,
    currency: entry["currency"],
    customerId: idText(entry["customer"]),
    dueAt: instant(entry["due_date"]),
    url: someText(entry["pdf_url"]),
  };
}
