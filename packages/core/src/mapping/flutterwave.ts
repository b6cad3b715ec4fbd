import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/*
 * Field names from Flutterwave's documented payloads, from memory; the types of refunds and chargebacks from a third
 * party's catalogue of version 4. Amounts are major units, as numbers.
 */

/** Flutterwave, versions 4 and 3. */
export const flutterwaveMapping = defineMapping({
  "charge.completed": [
    row("payment.succeeded", payment, { when: hasStatus(["succeeded", "successful"]) }),
    row("payment.failed", payment, { when: hasStatus(["failed"]) }),
  ],
  "charge.failed": row("payment.failed", payment),
  "refund.completed": row("refund.succeeded", refund),
  "refund.failed": row("refund.failed", refund),
  "chargeback.created": row("dispute.opened", dispute),
  "chargeback.updated": row("dispute.updated", dispute),
  "transfer.failed": row("payout.failed", payout),
  "transfer.completed": [
    row("payout.paid", payout, { when: hasStatus(["SUCCESSFUL", "succeeded"]) }),
    row("payout.failed", payout, { when: hasStatus(["FAILED", "failed"]) }),
  ],
  "transfer.disburse": [
    row("payout.paid", payout, { when: hasStatus(["SUCCESSFUL", "succeeded"]) }),
    row("payout.failed", payout, { when: hasStatus(["FAILED", "failed"]) }),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function hasStatus(statuses: readonly string[]): (input: MappingInput) => boolean {
  return (input) => statuses.some((status) => status === data(input)["status"]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = data(input);
  const customer = fields(entry["customer"]);
  return {
    paymentId: idText(entry["id"]),
    amount: minorUnits(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    customerId: idText(customer["id"]),
    customerEmail: someText(customer["email"]),
    orderId: someText(entry["reference"]) ?? someText(entry["tx_ref"]),
    method: someText(entry["payment_type"]) ?? someText(fields(entry["payment_method"])["type"]),
  };
}

function refund(input: MappingInput): DomainFields<"refund.succeeded"> {
  const entry = data(input);
  return {
    refundId: idText(entry["id"]),
    paymentId: idText(entry["charge_id"]),
    orderId: someText(entry["reference"]),
    amount: minorUnits(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    reason: someText(entry["reason"]),
  };
}

function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = data(input);
  return {
    disputeId: idText(entry["id"]),
    paymentId: idText(entry["charge_id"]),
    orderId: someText(entry["reference"]),
    amount: minorUnits(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    stage: "chargeback",
    customerId: idText(fields(entry["customer"])["id"]),
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = data(input);
  const amount = fields(entry["amount"]);
  const currency = someText(entry["currency"]) ?? someText(entry["destination_currency"]);
  return {
    payoutId: idText(entry["id"]),
    amount: minorUnits(amount["value"] ?? entry["amount"], currency),
    currency,
    reference: someText(entry["reference"]),
    description: someText(entry["narration"]),
  };
}
