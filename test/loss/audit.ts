import { existsSync, readFileSync } from "node:fs";
import type { Operator } from "@hookyard/core";
import type { Effect } from "./fixture/effects.ts";
import type { Sending } from "./sender.ts";
import type { Stored, StoredDelivery } from "./stored.ts";

export interface AuditInput {
  readonly sendings: readonly Sending[];
  readonly stored: Stored;
  readonly effects: readonly Effect[];
  /** The consumers that each type of webhook goes to. */
  readonly wanted: Readonly<Record<string, readonly string[]>>;
  /** Consumers whose deliveries may wait for a time that is not come. Of all others each must be done or dead. */
  readonly mayWait?: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What breaks a promise, by promise: event and delivery ids. All lists are empty when nothing does. */
export interface Findings {
  /** Acknowledged and not stored. */
  readonly missing: readonly string[];
  /** Stored although every answer was a refusal. */
  readonly refusedAndStored: readonly string[];
  /** Stored and never sent. */
  readonly invented: readonly string[];
  /** Stored with other bytes than were sent. */
  readonly altered: readonly string[];
  /** Without exactly one delivery for each consumer that wants it. */
  readonly misrouted: readonly string[];
  /** Neither done, nor dead, nor scheduled for a time to come. */
  readonly unsettled: readonly string[];
  /** Done, and the handler never came to its end. */
  readonly unexecuted: readonly string[];
  /** Executed, and no such delivery is stored. */
  readonly strayEffects: readonly string[];
  readonly faults: readonly string[];
}

export const nothingFound: Findings = {
  missing: [],
  refusedAndStored: [],
  invented: [],
  altered: [],
  misrouted: [],
  unsettled: [],
  unexecuted: [],
  strayEffects: [],
  faults: [],
};

/** Compares what senders, handlers and the database say. */
export function audit({ sendings, stored, effects, wanted, mayWait = [], now }: AuditInput): Findings {
  const { events, faults } = stored;
  const sent = new Map(sendings.map(({ webhook }) => [webhook.eventId, webhook]));
  const kept = sendings.flatMap(({ webhook }) => {
    const event = events.get(webhook.eventId);
    return event === undefined ? [] : [{ webhook, event }];
  });
  const deliveries = new Map(
    [...events.values()].flatMap(({ eventId, deliveries: list }) =>
      list.map((delivery): [string, StoredDelivery] => [`${eventId}:${delivery.consumer}`, delivery]),
    ),
  );
  const executed = new Set(effects.filter(({ phase }) => phase === "done").map(deliveryId));
  const isSettled = ({ consumer, state, due }: StoredDelivery): boolean =>
    state === "done" || state === "dead" || (state === "waiting" && due > now && mayWait.includes(consumer));

  return {
    missing: sendings
      .filter(({ isAcknowledged, webhook }) => isAcknowledged && !events.has(webhook.eventId))
      .map(({ webhook }) => webhook.eventId),
    refusedAndStored: sendings
      .filter(
        ({ answers, webhook }) =>
          answers.every(({ kind }) => kind === "refused") && events.has(webhook.eventId),
      )
      .map(({ webhook }) => webhook.eventId),
    invented: [...events.keys()].filter((eventId) => !sent.has(eventId)),
    altered: kept
      .filter(({ webhook, event }) => !event.text.endsWith(`"original":${webhook.body}}}`))
      .map(({ event }) => event.eventId),
    misrouted: kept
      .filter(({ webhook, event }) => {
        const consumers = event.deliveries.map(({ consumer }) => consumer).sort();
        return consumers.join() !== [...(wanted[webhook.type] ?? [])].sort().join();
      })
      .map(({ event }) => event.eventId),
    unsettled: idsWhere(deliveries, (delivery) => !isSettled(delivery)),
    unexecuted: idsWhere(deliveries, ({ state }) => state === "done").filter((id) => !executed.has(id)),
    strayEffects: effects.map(deliveryId).filter((id) => !deliveries.has(id)),
    faults,
  };
}

function idsWhere(
  deliveries: ReadonlyMap<string, StoredDelivery>,
  fits: (delivery: StoredDelivery) => boolean,
): readonly string[] {
  return [...deliveries].filter(([, delivery]) => fits(delivery)).map(([id]) => id);
}

function deliveryId({ eventId, consumer }: Effect): string {
  return `${eventId}:${consumer}`;
}

/** What the handlers have written so far. A line that a kill cut off is left out. */
export function readEffects(file: string): readonly Effect[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"));
  return lines.map((line) => JSON.parse(line) as Effect); // safe: written by `noteEffect`
}

/** How many deliveries of a consumer are in which state. */
export function statesOf(stored: Stored, consumer: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { deliveries } of stored.events.values()) {
    for (const delivery of deliveries) {
      if (delivery.consumer === consumer) counts[delivery.state] = (counts[delivery.state] ?? 0) + 1;
    }
  }
  return counts;
}

/** Events with their deliveries' states, as an operator is told them or as the database has them: to be compared. */
export type View = ReadonlyMap<string, readonly string[]>;

export async function operatorView(operator: Operator): Promise<View> {
  const view = new Map<string, readonly string[]>();
  let cursor: string | undefined;
  do {
    const page = await operator.events({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const { id, deliveries } of page.rows) {
      view.set(id, deliveries.map(({ consumer, state }) => `${consumer} ${state}`).sort());
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return view;
}

export function storedView({ events }: Stored): View {
  const shown = (state: StoredDelivery["state"]): string =>
    state === "waiting" || state === "leased" ? "scheduled" : state;
  return new Map(
    [...events.values()].map(({ eventId, deliveries }) => [
      eventId,
      deliveries.map(({ consumer, state }) => `${consumer} ${shown(state)}`).sort(),
    ]),
  );
}

/** What an operator is told of the whole. */
export async function operatorTotals(operator: Operator): Promise<Readonly<Record<string, number>>> {
  const { events, deliveries } = await operator.overview();
  return { events, ...deliveries };
}

export function storedTotals(stored: Stored): Readonly<Record<string, number>> {
  const totals = { events: stored.events.size, scheduled: 0, done: 0, dead: 0, discarded: 0 };
  for (const states of storedView(stored).values()) {
    for (const text of states) {
      const state = text.split(" ")[1] as keyof typeof totals; // safe: `storedView` wrote it
      totals[state] += 1;
    }
  }
  return totals;
}
