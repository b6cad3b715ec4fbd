import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, known, someText } from "../domain/read.ts";
import { globalId, globalNumber } from "./shopify-id.ts";

/** Whether an order's transaction is of one of these kinds, and came to one of these states. */
export function isTransaction(kinds: readonly string[], statuses: readonly string[]) {
  return ({ payload }: MappingInput): boolean => {
    const { kind, status } = fields(payload);
    return (
      typeof kind === "string" &&
      typeof status === "string" &&
      kinds.includes(kind) &&
      statuses.includes(status)
    );
  };
}

export function payment({ payload }: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = fields(payload);
  return {
    paymentId: globalId(entry, "OrderTransaction"),
    amount: minorUnits(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    orderId: globalNumber("Order", entry["order_id"]),
    method: entry["gateway"],
  };
}

export function failedPayment(input: MappingInput): DomainFields<"payment.failed"> {
  const { error_code, message } = fields(input.payload);
  return { ...payment(input), failureCode: error_code, failureMessage: message };
}

/** The transactions of a refund that give money back, of one state where it is named. */
export function refundsWith({ payload }: MappingInput, status?: string): readonly Fields[] {
  return elements(fields(payload)["transactions"])
    .map(fields)
    .filter((entry) => entry["kind"] === "refund" && (status === undefined || entry["status"] === status));
}

export function refund(input: MappingInput): DomainFields<"refund.created"> {
  const entry = fields(input.payload);
  const succeeded = refundsWith(input, "success");
  const transactions = succeeded.length > 0 ? succeeded : refundsWith(input);
  const amounts = transactions.map(({ amount, currency }) => minorUnits(amount, currency));
  const isWhole = amounts.every((amount) => amount !== undefined);
  const isFinished = succeeded.length > 0;
  return {
    refundId: globalId(entry, "Refund"),
    paymentId: globalNumber("OrderTransaction", transactions[0]?.["parent_id"]),
    orderId: globalNumber("Order", entry["order_id"]),
    amount: isWhole ? amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0) : undefined,
    currency: transactions[0]?.["currency"],
    reason: someText(entry["note"]),
    status: isFinished ? "succeeded" : known(transactions[0]?.["status"], ["pending"]),
  };
}
