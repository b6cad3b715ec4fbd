import type { DeliveryState } from "@hookyard/core/operator/operator";
import type { ComponentChildren, JSX } from "preact";

export type Tone = "good" | "bad" | "warn" | "busy" | "quiet";

/** A word with a colour; the word alone says it all. */
export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }): JSX.Element {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}

const stateTones: Readonly<Record<DeliveryState, Tone>> = {
  scheduled: "busy",
  done: "good",
  dead: "bad",
  discarded: "quiet",
};

/** The state of a delivery. */
export function StateBadge({ state }: { state: DeliveryState }): JSX.Element {
  return <Badge tone={stateTones[state]}>{state}</Badge>;
}

/** The states of an event's deliveries in few words: `2 done, 1 dead`. */
export function StatesBadge({ states }: { states: readonly DeliveryState[] }): JSX.Element {
  const order = ["dead", "scheduled", "discarded", "done"] as const;
  const worst = order.find((state) => states.includes(state));
  if (worst === undefined) return <Badge tone="quiet">no consumer</Badge>;
  const words = order
    .map((state) => ({ state, count: states.filter((each) => each === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return <Badge tone={stateTones[worst]}>{words.join(", ")}</Badge>;
}
