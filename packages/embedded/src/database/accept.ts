import type { DatabaseSync } from "node:sqlite";
import type { PublishResult } from "@hookyard/core";
import { differs } from "@hookyard/core/same-event";
import type { StoredEntry } from "../engine/packed.ts";
import type { EventIds } from "./event-ids.ts";
import { deliveryKey, state } from "./schema.ts";
import type { Tally } from "./tally.ts";

/** What the writer hands to a consumer: one delivery with its lease and the event's text. */
export interface HandOut {
  readonly key: number;
  readonly token: number;
  /** Counted attempts of this generation, this one included. */
  readonly attempt: number;
  readonly replay: number;
  readonly crashes: number;
  readonly text: string;
}

export interface Acceptance {
  readonly result: PublishResult;
  /** Deliveries that were leased in the moment of their creation, by consumer number. */
  readonly leased: readonly { readonly consumer: number; readonly handOut: HandOut }[];
}

/** At most this many bodies are kept under one id that came with different bodies. */
const maxConflictsKept = 20;

/** Adds events with their deliveries, inside the caller's transaction. */
export interface Acceptor {
  /**
   * `leaseUntil` decides for each consumer whether its delivery is handed out at once (a time) or waits
   * (`undefined`): handing out at once saves a write and a read.
   */
  accept(
    entry: StoredEntry,
    consumers: readonly number[],
    now: number,
    leaseUntil: (consumer: number, characters: number) => number | undefined,
  ): Acceptance;
}

export function createAcceptor(database: DatabaseSync, tally: Tally, eventIds: EventIds): Acceptor {
  const newest = database.prepare("SELECT coalesce(max(sequence), 0) AS sequence FROM events").get();
  let next = Number(newest?.["sequence"] ?? 0) + 1;
  const insertEvent = database.prepare(`
    INSERT INTO events (sequence, id, source, type, subject, provider, providertype, providerid, received, digest, mismatch, horizon)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertBody = database.prepare("INSERT INTO bodies (sequence, text, request) VALUES (?, ?, ?)");
  const insertDelivery = database.prepare(
    "INSERT INTO deliveries (id, consumer, state, due, attempt, token, lease_until, started) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const duplicate = createDuplicates(database, tally);

  return {
    accept(entry, consumers, now, leaseUntil) {
      const { event } = entry;
      const source = sourceName(event.source);
      const known = eventIds.find(event.id);
      if (known !== undefined) return { result: duplicate(entry, known, source, now), leased: [] };
      const sequence = next++;
      eventIds.add(event.id, sequence);
      insertEvent.run(
        sequence,
        event.id,
        source,
        event.type,
        event.subject ?? null,
        event.provider,
        event.providertype,
        event.providerid,
        now,
        entry.digest,
        entry.mismatch === undefined ? null : JSON.stringify(entry.mismatch),
        now + entry.horizonSeconds * 1000,
      );
      insertBody.run(sequence, entry.text, entry.request ?? null);
      tally.source(source, "accepted", sequence);
      const leased: { consumer: number; handOut: HandOut }[] = [];
      for (const consumer of consumers) {
        const key = deliveryKey(sequence, consumer);
        const until = leaseUntil(consumer, entry.text.length);
        tally.delivery(consumer, "scheduled", 1);
        if (until === undefined) {
          insertDelivery.run(key, consumer, state.waiting, now, 0, 0, null, null);
        } else {
          insertDelivery.run(key, consumer, state.leased, now, 1, 1, until, now);
          leased.push({
            consumer,
            handOut: { key, token: 1, attempt: 1, replay: 0, crashes: 0, text: entry.text },
          });
        }
      }
      return { result: { status: "accepted" }, leased };
    },
  };
}

/** Counts a duplicate, and keeps its body where it is not the one known under this id. */
function createDuplicates(database: DatabaseSync, tally: Tally) {
  const find = database.prepare("SELECT digest, conflicts FROM events WHERE sequence = ?");
  const textOf = database.prepare("SELECT text FROM bodies WHERE sequence = ?");
  const countDuplicate = database.prepare("UPDATE events SET duplicates = duplicates + 1 WHERE sequence = ?");
  const countConflict = database.prepare(
    "UPDATE events SET duplicates = duplicates + 1, conflicts = conflicts + 1 WHERE sequence = ?",
  );
  const keep = database.prepare("INSERT INTO conflicts (sequence, received, text) VALUES (?, ?, ?)");

  return (entry: StoredEntry, sequence: number, source: string, now: number): PublishResult => {
    const known = find.get(sequence);
    tally.source(source, "duplicates");
    const isConflict =
      known?.["digest"] !== entry.digest &&
      differs(entry.text, String(textOf.get(sequence)?.["text"]), entry.volatile);
    if (!isConflict) {
      countDuplicate.run(sequence);
      return { status: "duplicate", conflict: false };
    }
    tally.source(source, "conflicts");
    countConflict.run(sequence);
    if (Number(known?.["conflicts"]) < maxConflictsKept) keep.run(sequence, now, entry.text);
    return { status: "duplicate", conflict: true };
  };
}

/** `/webhooks/<source>` without what stands before the name. */
function sourceName(eventSource: string): string {
  return eventSource.slice("/webhooks/".length);
}
