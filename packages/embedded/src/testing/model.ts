import type { StoredEntry } from "../engine/packed.ts";

/** What the database must hold, kept in plain maps: the measure for the real one. */
export interface Model {
  readonly events: Map<string, ModelEvent>;
  /** What consumers' and sources' counters say beyond what is there: forgotten events stay counted. */
  readonly forgotten: {
    events: number;
    duplicates: number;
    conflicts: number;
    done: Map<string, number>;
    discarded: Map<string, number>;
  };
}

export interface ModelEvent {
  readonly entry: StoredEntry;
  readonly received: number;
  duplicates: number;
  conflicts: number;
  readonly deliveries: Map<string, ModelDelivery>;
}

export interface ModelDelivery {
  state: "waiting" | "leased" | "done" | "dead" | "discarded";
  due: number;
  attempt: number;
  token: number;
  crashes: number;
  replay: number;
  leaseUntil: number | null;
}

export function createModel(): Model {
  return {
    events: new Map(),
    forgotten: { events: 0, duplicates: 0, conflicts: 0, done: new Map(), discarded: new Map() },
  };
}

/** Each delivery that fits, by `<event id>:<consumer>`. */
export function deliveriesWhere(
  { events }: Model,
  fits: (delivery: ModelDelivery, consumer: string) => boolean,
): ReadonlyMap<string, ModelDelivery> {
  const found = new Map<string, ModelDelivery>();
  for (const [id, { deliveries }] of events) {
    for (const [consumer, delivery] of deliveries) {
      if (fits(delivery, consumer)) found.set(`${id}:${consumer}`, delivery);
    }
  }
  return found;
}

/** The newest event is never forgotten: it is the last one that was added. */
export function newestId({ events }: Model): string | undefined {
  return [...events.keys()].at(-1);
}
