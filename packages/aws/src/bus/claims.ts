import type { Bodies } from "@hookyard/core/port/bodies";
import type { BusEntry } from "@hookyard/core/port/bus";
import { differs } from "@hookyard/core/same-event";
import type { EventBody, EventRecord } from "../table/event-item.ts";
import { eventSortKey } from "../table/keys.ts";
import { sourceNameOf } from "./bus-entry.ts";
import type { EventTable } from "./event-table.ts";
import type { ObserveBus } from "./notice.ts";
import { errorCodeOf } from "./service-error.ts";
import { type Clockwork, waitToRetry, within } from "./time-budget.ts";

/** What the table says of an event that is to be published. */
export type Claim =
  /** It is ours to publish: nobody else does meanwhile. */
  | { readonly kind: "claimed"; readonly record: EventRecord }
  | { readonly kind: "duplicate"; readonly conflict: boolean }
  /** The table does not say. */
  | { readonly kind: "unknown" }
  /** Somebody else was publishing it until our time was over: whether it is accepted is not known yet. */
  | { readonly kind: "busy" };

export interface ClaimsOptions extends Clockwork {
  readonly table: EventTable;
  readonly bodies: Bodies;
  readonly observe: ObserveBus;
  /** A new text that nobody else has. */
  readonly newId: () => string;
  /** How long an event is kept, where its provider does not send again for longer. */
  readonly retentionSeconds: number;
  /** When a claim that led to nothing is taken over: longer than a function that publishes can live. */
  readonly claimSeconds: number;
}

export interface Claims {
  /** Claims an event, or counts the duplicate. Never rejects. `deadline`: how long it waits for another publisher. */
  claim(entry: BusEntry, body: EventBody, deadline: number): Promise<Claim>;
}

/** More bodies than this that came under one id are counted and not kept. */
const maxConflictsKept = 20;

/**
 * Dedupe by one conditional write. What is there already is looked at: published, it is a duplicate; claimed by somebody
 * who is gone, it is taken over, since otherwise the provider's next try would be swallowed; claimed by somebody at work,
 * its end is waited for, since a duplicate of an event that is refused a moment later must not be acknowledged.
 */
export function createClaims(options: ClaimsOptions): Claims {
  const { table, observe, now } = options;
  const stamp = createStamp(now);

  const duplicate = async (entry: BusEntry, found: EventRecord, body: EventBody): Promise<Claim> => {
    const conflict = await isConflict(options.bodies, entry, found);
    try {
      if (conflict && found.conflicts < maxConflictsKept)
        await keep(table, entry, body, stamp().receivedtime, found);
      await table.countDuplicate(found, conflict);
    } catch (error) {
      observe({ kind: "history_unavailable", eventId: found.id, code: errorCodeOf(error) });
    }
    return { kind: "duplicate", conflict };
  };

  const takeOver = async (record: EventRecord, found: EventRecord): Promise<Claim | undefined> => {
    const isOther = found.digest !== record.digest;
    const next = { ...record, conflicts: found.conflicts + (isOther ? 1 : 0) };
    if (!(await table.takeOver(next, found))) return undefined;
    if (isOther) {
      const { id: eventId, receivedtime, digest, body, expires } = found;
      await table.keepConflict({ eventId, receivedtime, digest, body, expires });
    }
    observe({ kind: "claim_taken_over", eventId: record.id });
    return { kind: "claimed", record: next };
  };

  const tryOnce = async (entry: BusEntry, body: EventBody): Promise<Claim | undefined> => {
    const record = recordOf(entry, body, stamp(), options);
    if (await table.claim(record)) return { kind: "claimed", record };
    const found = await table.find(record.id);
    if (found === undefined) return undefined;
    if (found.state === "published") return await duplicate(entry, found, body);
    if (found.claim === record.claim) return { kind: "claimed", record }; // the first answer was lost
    if (found.claimTime > now() - options.claimSeconds * 1000) return undefined;
    return await takeOver(record, found);
  };

  return {
    async claim(entry, body, deadline) {
      for (let tries = 1; ; tries++) {
        try {
          const claim = await within(tableMilliseconds(deadline - now()), tryOnce(entry, body));
          if (claim !== undefined) return claim;
        } catch (error) {
          observe({ kind: "dedupe_unavailable", eventId: entry.event.id, code: errorCodeOf(error) });
          return { kind: "unknown" };
        }
        if (!(await waitToRetry(tries, deadline, options))) return { kind: "busy" };
      }
    },
  };
}

/** How long the table may take over one look at an event: after that it counts as down. */
function tableMilliseconds(left: number): number {
  return Math.max(shortestLookMilliseconds, left * tableShare);
}

const tableShare = 0.4;
const shortestLookMilliseconds = 100;

async function keep(
  table: EventTable,
  { event, digest }: BusEntry,
  body: EventBody,
  receivedtime: string,
  { expires }: EventRecord,
): Promise<void> {
  await table.keepConflict({ eventId: event.id, receivedtime, digest, body, expires });
}

async function isConflict(bodies: Bodies, entry: BusEntry, found: EventRecord): Promise<boolean> {
  if (found.digest === entry.digest) return false;
  try {
    const known = "text" in found.body ? found.body.text : await bodies.get(found.body.dataref);
    return known === undefined || differs(entry.text, known, entry.volatile);
  } catch {
    return true; // the first body cannot be read: better one conflict too many than one unseen
  }
}

interface Stamp {
  /** RFC 3339. */
  readonly receivedtime: string;
  /** Among those of the same millisecond. */
  readonly count: number;
}

/** Times that never go back, each with a count: what is received later is sorted later. */
function createStamp(now: () => number): () => Stamp {
  let latest = 0;
  let count = 0;
  return () => {
    const time = now();
    count = time > latest ? 0 : count + 1;
    latest = Math.max(latest, time);
    return { receivedtime: new Date(latest).toISOString(), count };
  };
}

/** How an event came is some 400 characters of its item, which is paid for by the kilobyte. Of more, nothing is kept. */
const mostRequestCharacters = 4_096;

function recordOf(
  { event, digest, consumers, mismatch, horizonSeconds, request }: BusEntry,
  body: EventBody,
  { receivedtime, count }: Stamp,
  { now, newId, retentionSeconds }: ClaimsOptions,
): EventRecord {
  const { id, type, subject, provider, providertype, providerid } = event;
  return {
    id,
    source: sourceNameOf(event.source),
    type,
    ...(subject !== undefined && { subject }),
    provider,
    providertype,
    providerid,
    receivedtime,
    sortKey: eventSortKey(receivedtime, count, id),
    body,
    digest,
    consumers,
    duplicates: 0,
    conflicts: 0,
    ...(mismatch !== undefined && { mismatch }),
    ...(request !== undefined && request.length <= mostRequestCharacters && { request }),
    state: "claimed",
    claim: newId(),
    claimTime: now(),
    expires: Math.ceil(now() / 1000) + Math.max(horizonSeconds, retentionSeconds),
  };
}
