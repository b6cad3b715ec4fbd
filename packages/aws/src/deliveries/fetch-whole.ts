import type { Bodies } from "@hookyard/core/port/bodies";
import type { CarriedEvent } from "./envelope.ts";

/** The event with its data, from the bucket where it was too large for the bus; `undefined` when that is gone. */
export function createFetchWhole(
  bodies: Pick<Bodies, "get">,
): (carried: CarriedEvent) => Promise<string | undefined> {
  return async ({ event, text }) => (event.dataref === undefined ? text : await bodies.get(event.dataref));
}
