import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText } from "../domain/read.ts";

/*
 * A transfer's change of state names the transfer and its states, not its amount. States from Wise's documentation,
 * from memory.
 */

/** Wise. */
export const wiseMapping = defineMapping({
  "transfers#state-change": [
    row("payout.created", payout, { when: isNow(["incoming_payment_waiting"]) }),
    row("payout.paid", payout, { when: isNow(["outgoing_payment_sent"]) }),
    row("payout.canceled", payout, { when: isNow(["cancelled"]) }),
    row("payout.failed", payout, { when: isNow(["funds_refunded"]) }),
    row("payout.returned", payout, { when: isNow(["bounced_back", "charged_back"]) }),
    row("payout.updated", payout),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function isNow(states: readonly string[]): (input: MappingInput) => boolean {
  return (input) => states.some((state) => state === data(input)["current_state"]);
}

function payout(input: MappingInput): DomainFields<"payout.paid"> {
  return { payoutId: idText(fields(data(input)["resource"])["id"]) };
}
