import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { type Fields, fields, idOf, instant, someText, translate } from "../domain/read.ts";
import { stripeMoney } from "./stripe-money.ts";
import { entity } from "./stripe-object.ts";

/** A dispute of Stripe's in the domain's words. It does not know the customer. */
export function dispute(input: MappingInput): DomainFields<"dispute.opened"> {
  const entry = entity(input);
  const dueBy = fields(entry["evidence_details"])["due_by"];
  const details = fields(entry["payment_method_details"]);
  const type = someText(details["type"]);
  const method = type === undefined ? {} : fields(details[type]);
  return {
    disputeId: entry["id"],
    paymentId: idOf(entry["payment_intent"]) ?? idOf(entry["charge"]),
    ...stripeMoney(entry["amount"], entry["currency"]),
    reason: entry["reason"],
    reasonCode:
      someText(method["network_reason_code"]) ??
      someText(method["reason_code"]) ??
      someText(entry["network_reason_code"]),
    stage: stageOf(entry, method["case_type"]),
    status: translate(entry["status"], statuses),
    evidenceDueAt: dueBy === 0 ? undefined : instant(dueBy), // 0: no answer is taken
    openedAt: instant(entry["created"]),
    metadata: entry["metadata"],
  };
}

/** Whether a dispute has come to this state. */
export function isNow(status: string): (input: MappingInput) => boolean {
  return (input) => entity(input)["status"] === status;
}

/** Cards say what kind of case it is; elsewhere the states of an inquiry have names of their own. */
function stageOf(entry: Fields, caseType: unknown): string | undefined {
  if (caseType === "inquiry" || caseType === "chargeback") return caseType;
  if (typeof caseType === "string") return undefined;
  return String(entry["status"]).startsWith("warning_") ? "inquiry" : "chargeback";
}

const statuses: Readonly<Record<string, string>> = {
  warning_needs_response: "needs_response",
  warning_under_review: "under_review",
  warning_closed: "closed",
  needs_response: "needs_response",
  under_review: "under_review",
  appeal_needs_response: "needs_response",
  appeal_under_review: "under_review",
  prevented: "closed",
  won: "won",
  lost: "lost",
};
