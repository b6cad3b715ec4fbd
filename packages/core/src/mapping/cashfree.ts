import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/* Field names from Cashfree's documented payloads, from memory. Amounts are major units, as numbers. */

/** Cashfree Payments. */
export const cashfreeMapping = defineMapping({
  PAYMENT_SUCCESS_WEBHOOK: row("payment.succeeded", payment),
  PAYMENT_FAILED_WEBHOOK: row("payment.failed", (input) => ({
    ...payment(input),
    failureCode: someText(fields(data(input)["error_details"])["error_code"]),
    failureMessage: someText(fields(data(input)["error_details"])["error_description"]),
  })),
  PAYMENT_USER_DROPPED_WEBHOOK: row("payment.canceled", payment),
  REFUND_STATUS_WEBHOOK: [
    row("refund.succeeded", refund, { when: isRefund("SUCCESS") }),
    row("refund.failed", refund, { when: isRefund("FAILED") }),
    row("refund.failed", refund, { when: isRefund("CANCELLED") }),
    row("refund.created", refund, { when: isRefund("PENDING") }),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = fields(data(input)["payment"]);
  const customer = fields(data(input)["customer_details"]);
  const currency = entry["payment_currency"];
  return {
    paymentId: idText(entry["cf_payment_id"]),
    amount: minorUnits(entry["payment_amount"], currency),
    currency,
    customerId: idText(customer["customer_id"]) || undefined,
    customerEmail: someText(customer["customer_email"]),
    orderId: someText(fields(data(input)["order"])["order_id"]),
    method: someText(entry["payment_group"]),
  };
}

function isRefund(status: string): (input: MappingInput) => boolean {
  return (input) => fields(data(input)["refund"])["refund_status"] === status;
}

function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = fields(data(input)["refund"]);
  const currency = entry["refund_currency"];
  return {
    refundId: idText(entry["cf_refund_id"]),
    paymentId: idText(entry["cf_payment_id"]),
    orderId: someText(entry["order_id"]),
    amount: minorUnits(entry["refund_amount"], currency),
    currency,
    reason: someText(entry["refund_note"]),
  };
}
