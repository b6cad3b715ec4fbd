import { state } from "./schema.ts";

/** Why an event is not sent to a consumer again, by the state of the delivery that is there; `undefined`: it is. */
export function skipReasonOf(
  found: number | undefined,
  again: boolean,
): "done" | "discarded" | "scheduled" | undefined {
  if (found === undefined || found === state.dead) return undefined;
  if (found < state.done) return "scheduled";
  if (again) return undefined;
  return found === state.done ? "done" : "discarded";
}
