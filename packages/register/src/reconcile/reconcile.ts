import type { BackfillRequest, BackfillResult } from "@hookyard/core";
import type { DeliveryLog, LoggedEvent, LogRange } from "./delivery-log.ts";

/** What is known on our side. */
export interface AcceptedEvents {
  /** Whether the event came, by the provider's id or, where the log has none, by its type and subject. */
  has(event: LoggedEvent): Promise<boolean>;
}

/** What is done with each event that is missing. */
export type Remedy =
  | { readonly kind: "report" }
  | {
      readonly kind: "backfill";
      readonly send: (requests: readonly BackfillRequest[]) => Promise<readonly BackfillResult[]>;
    }
  | { readonly kind: "redeliver" };

/** What became of one event that never arrived. */
export interface Missing {
  readonly event: Omit<LoggedEvent, "request">;
  readonly outcome:
    | "missing"
    | "backfilled"
    | "arrived"
    | "malformed"
    | "not_stored"
    | "redelivered"
    | "unavailable";
  readonly reason?: string;
}

/** How far a run has come: plain data, so that another process can go on. */
export interface ReconcileState {
  /** RFC 3339. */
  readonly since: string;
  readonly until: string;
  /** Behind it the log goes on; absent at the beginning, and when it is at its end. */
  readonly cursor?: string;
  readonly isComplete: boolean;
  /** Different events that the provider has on record. */
  readonly recorded: number;
  readonly missing: readonly Missing[];
}

export interface ReconcileInput {
  readonly log: DeliveryLog;
  readonly accepted: AcceptedEvents;
  readonly remedy: Remedy;
  /** Whether an event of this type should have come: an account's log holds more than one endpoint hears. Default: all. */
  readonly isExpected?: (type: string) => boolean;
  readonly state: ReconcileState;
  readonly signal: AbortSignal;
  /** Told after each page, with what to go on from. */
  readonly onPage: (state: ReconcileState) => Promise<void> | void;
}

/** A run that has not begun. */
export function newReconcile({ since, until }: LogRange): ReconcileState {
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    isComplete: false,
    recorded: 0,
    missing: [],
  };
}

/** Most requests that are brought in at once. */
const perBackfill = 50;
/** Pages after which a log that never ends is given up: at a hundred events a page, a million. */
const mostPages = 10_000;

/**
 * Reads the provider's log page by page, and deals with what never arrived. An event that is on two pages, because
 * pages shift while they are read, or since each attempt is an entry, counts once. Stops between two pages when the
 * signal aborts; running it again with the last state goes on there, and running a finished one again changes nothing.
 */
export async function reconcile(input: ReconcileInput): Promise<ReconcileState> {
  let { state } = input;
  const range = { since: new Date(state.since), until: new Date(state.until) };
  const seen = new Set<string>();
  const isExpected = ({ type, wasSent }: LoggedEvent): boolean =>
    wasSent === true || input.isExpected?.(type) !== false;
  const known = new Set(state.missing.map(({ event }) => keyOf(event)));
  for (let page = 0; page < mostPages && !state.isComplete && !input.signal.aborted; page++) {
    const { events, next } = await input.log.page(range, state.cursor);
    const fresh = events.filter((event) => {
      const key = keyOf(event);
      if (seen.has(key) || !isWithin(event, range) || !isExpected(event)) return false;
      seen.add(key);
      return true;
    });
    const absent: LoggedEvent[] = [];
    for (const event of fresh) {
      if (!known.has(keyOf(event)) && !(await input.accepted.has(event))) absent.push(event);
    }
    const missing = await remedied(input, absent);
    const { cursor: _read, ...rest } = state;
    state = {
      ...rest,
      recorded: state.recorded + fresh.length,
      missing: [...state.missing, ...missing],
      ...(next === undefined || next === state.cursor ? { isComplete: true } : { cursor: next }),
    };
    await input.onPage(state);
  }
  return state;
}

async function remedied(input: ReconcileInput, absent: readonly LoggedEvent[]): Promise<readonly Missing[]> {
  switch (input.remedy.kind) {
    case "report":
      return absent.map((event) => ({ event: withoutRequest(event), outcome: "missing" }));
    case "redeliver":
      return redelivered(input.log, absent);
    case "backfill":
      return backfilled(input.log, absent, input.remedy.send);
  }
}

async function redelivered(
  { redeliver }: DeliveryLog,
  absent: readonly LoggedEvent[],
): Promise<readonly Missing[]> {
  const done: Missing[] = [];
  for (const event of absent) {
    const outcome = redeliver === undefined ? "unavailable" : await redeliver(event);
    done.push({ event: withoutRequest(event), outcome: outcome ?? "redelivered" });
  }
  return done;
}

async function backfilled(
  log: DeliveryLog,
  absent: readonly LoggedEvent[],
  send: Extract<Remedy, { kind: "backfill" }>["send"],
): Promise<readonly Missing[]> {
  const done: Missing[] = [];
  for (let start = 0; start < absent.length; start += perBackfill) {
    const batch = absent.slice(start, start + perBackfill);
    const requests: { readonly event: LoggedEvent; readonly request: BackfillRequest }[] = [];
    for (const event of batch) {
      const request = event.request ?? (await log.request?.(event));
      if (request === undefined) done.push({ event: withoutRequest(event), outcome: "unavailable" });
      else requests.push({ event, request });
    }
    const results = requests.length === 0 ? [] : await send(requests.map(({ request }) => request));
    requests.forEach(({ event }, index) => {
      const result = results[index];
      done.push({
        event: withoutRequest(event),
        outcome: outcomeOf(result),
        ...(result?.reason !== undefined && { reason: result.reason }),
      });
    });
  }
  return done;
}

function outcomeOf(result: BackfillResult | undefined): Missing["outcome"] {
  switch (result?.status) {
    case "accepted":
      return "backfilled";
    case "duplicate":
      return "arrived"; // between the look and now
    case "malformed":
      return "malformed";
    case "refused":
    case undefined:
      return "not_stored";
  }
}

function withoutRequest({ request: _left, ...event }: LoggedEvent): Omit<LoggedEvent, "request"> {
  return event;
}

function keyOf({ providerId, type, subject, logId }: Omit<LoggedEvent, "request">): string {
  return providerId ?? `${type} ${subject ?? logId}`;
}

function isWithin({ time }: LoggedEvent, { since, until }: LogRange): boolean {
  return time >= since && time < until;
}
