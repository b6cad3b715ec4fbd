import { deliveryStates, type DeliveryState } from "@hookyard/core/operator/operator";
import type { Style } from "./paint.ts";

const styles = {
  scheduled: "yellow",
  done: "green",
  dead: "red",
  discarded: "dim",
} as const satisfies Record<DeliveryState, Style>;

/** The colour of a state. */
export function stateStyle(state: DeliveryState): Style {
  return styles[state];
}

/** States counted: `2 done, 1 dead`; `no consumer` when there are none. */
export function deliveriesText(states: readonly DeliveryState[]): string {
  if (states.length === 0) return "no consumer";
  return deliveryStates
    .map((state) => ({ state, count: states.filter((each) => each === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(", ");
}

/** The colour of the state that wants attention most; `undefined` when there are none. */
export function worstState(states: readonly DeliveryState[]): Style | undefined {
  const worst = (["dead", "scheduled", "done", "discarded"] as const).find((state) => states.includes(state));
  return worst === undefined ? undefined : styles[worst];
}
