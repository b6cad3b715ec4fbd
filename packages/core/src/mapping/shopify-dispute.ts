import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { fields, instant, known, someText, translate } from "../domain/read.ts";
import { globalId, globalNumber } from "./shopify-id.ts";

/** A dispute of Shopify Payments in the domain's words. It knows the order, and not which payment of it. */
export function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = fields(input.payload);
  return {
    disputeId: disputeOf(input),
    orderId: globalNumber("Order", entry["order_id"]),
    amount: minorUnits(entry["amount"], entry["currency"]),
    currency: entry["currency"],
    reason: entry["reason"],
    reasonCode: someText(entry["network_reason_code"]),
    stage: known(entry["type"], ["inquiry", "chargeback"]),
    status: translate(entry["status"], statuses),
    evidenceDueAt: instant(entry["evidence_due_by"]),
    openedAt: instant(entry["initiated_at"]),
  };
}

export function disputeOf({ payload }: MappingInput): string | undefined {
  return globalId(fields(payload), "ShopifyPaymentsDispute");
}

const statuses: Readonly<Record<string, string>> = {
  needs_response: "needs_response",
  under_review: "under_review",
  charge_refunded: "closed",
  accepted: "accepted",
  won: "won",
  lost: "lost",
};
