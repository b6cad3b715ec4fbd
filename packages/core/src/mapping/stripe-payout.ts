import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { idOf, instant } from "../domain/read.ts";
import { stripeMoney } from "./stripe-money.ts";
import { entity } from "./stripe-object.ts";

/** A payout of Stripe's in the domain's words. One that reverses another is negative. */
export function payout(input: MappingInput): DomainFields<"payout.failed"> {
  const entry = entity(input);
  const currency = entry["currency"];
  return {
    payoutId: entry["id"],
    ...stripeMoney(entry["amount"], currency),
    fee: stripeMoney(entry["application_fee_amount"], currency).amount,
    method: entry["method"] === "instant" ? "instant" : entry["type"],
    destinationId: idOf(entry["destination"]),
    description: entry["description"],
    arrivesAt: instant(entry["arrival_date"]),
    failureCode: entry["failure_code"],
    failureMessage: entry["failure_message"],
    metadata: entry["metadata"],
  };
}
