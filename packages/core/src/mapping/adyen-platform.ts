import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, someText } from "../domain/read.ts";
import { adyenMoney } from "./adyen-money.ts";

/*
 * Field names from Adyen's documented payloads, from memory. A transfer is a payout only where it leaves for a bank
 * account; all that moves inside, and all that is not finished, stays passthrough.
 */

/** Adyen's platforms, banking and management. */
export const adyenPlatformMapping = defineMapping({
  "balancePlatform.transfer.created": row("payout.created", payout, { when: isBankTransfer() }),
  "balancePlatform.transfer.updated": [
    row("payout.paid", payout, { when: isBankTransfer("booked") }),
    row("payout.failed", payout, { when: isBankTransfer("failed") }),
    row("payout.returned", payout, { when: isBankTransfer("returned") }),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function isBankTransfer(status?: string): (input: MappingInput) => boolean {
  return (input) => {
    const entry = data(input);
    const isOut = entry["category"] === "bank" && entry["direction"] === "outgoing";
    return isOut && (status === undefined || entry["status"] === status);
  };
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  const entry = data(input);
  return {
    payoutId: entry["id"],
    ...adyenMoney(entry["amount"]),
    reference: someText(entry["reference"]),
    description: someText(entry["description"]),
  };
}
