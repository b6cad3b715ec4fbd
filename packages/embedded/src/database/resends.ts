import type { DatabaseSync } from "node:sqlite";
import type { LetterEdit, LetterSending } from "@hookyard/core/port/replays";
import type { ConsumerNumbers } from "./consumers.ts";
import type { EventIds } from "./event-ids.ts";
import type { JobWriter } from "./jobs.ts";
import { deliveryKey, maxConsumers, state } from "./schema.ts";
import type { Tally } from "./tally.ts";

/** Sends deliveries again, exactly those named; inside the caller's transaction, with the job's counts. */
export interface Resends {
  /** The ids of those that were sent: still dead, and held by nobody else. */
  letters(sending: LetterSending, now: number): readonly string[];
  /** One pack of the archive for one consumer, as the reader found it. Answers how many were sent. */
  events(pack: EventPack, now: number): number;
  edited(edit: LetterEdit, now: number): boolean;
}

/** What the reader found in the archive for one consumer, on from where the job stood. */
export interface EventPack {
  readonly job: string;
  readonly consumer: string;
  readonly sequences: readonly number[];
  /** Passed over, and how many: the job's count of them is exact, since it goes with its place. */
  readonly skipped: number;
  /** Where the job stood and where it stands then. The pack is refused when somebody else was there meanwhile. */
  readonly from: string | undefined;
  readonly upto: string;
  readonly again: boolean;
}

export interface ResendsOptions {
  readonly database: DatabaseSync;
  readonly tally: Tally;
  readonly eventIds: EventIds;
  readonly consumers: ConsumerNumbers;
  readonly jobs: JobWriter;
}

export function createResends({ database, tally, eventIds, consumers, jobs }: ResendsOptions): Resends {
  const jobNumber = database.prepare("SELECT number FROM jobs WHERE id = ?");
  const position = database.prepare("SELECT position FROM job_lanes WHERE job = ? AND consumer = ?");
  const sendLetter = database.prepare(`
    UPDATE deliveries SET state = ${state.waiting}, due = ?1, attempt = 0, crashes = 0, replay = replay + 1,
      reason = NULL, finished = NULL, lease_until = NULL, lease_holder = NULL, job = ?2
    WHERE id = ?3 AND state = ${state.dead} AND finished < ?4
      AND (lease_until IS NULL OR lease_until <= ?1 OR lease_holder = ?5)`);
  const find = database.prepare(
    "SELECT state, replay, token, started, finished FROM deliveries WHERE id = ?",
  );
  const insert = database.prepare(
    `INSERT INTO deliveries (id, consumer, state, due, attempt, token, replay, job) VALUES (?, ?, ${state.waiting}, ?, 0, 0, 1, ?)`,
  );
  const sendSettled = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, due = ?, attempt = 0, crashes = 0, replay = replay + 1, reason = NULL, finished = NULL, lease_until = NULL, lease_holder = NULL, job = ? WHERE id = ?`,
  );
  const keepSuccess = database.prepare(
    "INSERT INTO attempts (delivery, number, replay, outcome, started, ended) VALUES (?, ?, ?, 'done', ?, ?) ON CONFLICT DO NOTHING",
  );
  const addEdit = database.prepare(
    "INSERT INTO edits (delivery, time, reason, changes, text) VALUES (?, ?, ?, ?, ?)",
  );
  const setEdit = database.prepare("UPDATE deliveries SET edit = ? WHERE id = ?");
  const eventExists = database.prepare("SELECT 1 FROM events WHERE sequence = ?");

  const keyOf = (deliveryId: string): number | undefined => {
    const colon = deliveryId.indexOf(":");
    const sequence = eventIds.find(deliveryId.slice(0, colon));
    const consumer = consumers.find(deliveryId.slice(colon + 1));
    return sequence === undefined || consumer === undefined ? undefined : deliveryKey(sequence, consumer);
  };

  /** Sends an event to a consumer that may have a delivery of it in any state. Answers whether it did. */
  const sendEvent = (
    key: number,
    { job, again, now }: { readonly job: number | null; readonly again: boolean; readonly now: number },
  ): boolean => {
    const consumer = key % maxConsumers;
    const row = find.get(key);
    if (row === undefined) insert.run(key, consumer, now, job);
    else {
      const found = Number(row["state"]);
      if (found < state.done || (found !== state.dead && !again)) return false;
      if (found === state.done) {
        const { token, replay, started, finished } = row;
        keepSuccess.run(key, Number(token), Number(replay), Number(started ?? finished), Number(finished));
      }
      sendSettled.run(now, job, key);
      if (found === state.dead) tally.delivery(consumer, "dead", -1);
    }
    tally.delivery(consumer, "scheduled", 1);
    return true;
  };

  return {
    letters({ job, letters, before, holder, again }, now) {
      const number = job === undefined ? null : Number(jobNumber.get(job)?.["number"]);
      const latest = before === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(before);
      const sent: string[] = [];
      const counts = new Map<number, number>();
      const count = (consumer: number): void => void counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
      for (const { id, consumers: others = [] } of letters) {
        const key = keyOf(id);
        if (key === undefined || sendLetter.run(now, number, key, latest, holder ?? null).changes === 0)
          continue;
        const own = key % maxConsumers;
        tally.delivery(own, "dead", -1);
        tally.delivery(own, "scheduled", 1);
        count(own);
        sent.push(id);
        for (const other of others.map(consumers.number)) {
          const isSent = other !== own && sendEvent(key - own + other, { job: number, again, now });
          if (isSent) count(other);
        }
      }
      if (job !== undefined) for (const [consumer, each] of counts) jobs.note(job, consumer, { sent: each });
      return sent;
    },
    events({ job, consumer, sequences, skipped, from, upto, again }, now) {
      const number = Number(jobNumber.get(job)?.["number"]);
      const to = consumers.number(consumer);
      const stands = position.get(number, to)?.["position"] ?? undefined;
      if (stands !== from) return 0;
      let sent = 0;
      for (const sequence of sequences) {
        if (eventExists.get(sequence) === undefined) continue; // forgotten meanwhile
        if (sendEvent(deliveryKey(sequence, to), { job: number, again, now })) sent += 1;
      }
      jobs.note(job, to, { sent, skipped: skipped + sequences.length - sent, position: upto });
      return sent;
    },
    edited({ id, text, changes, reason }, now) {
      const key = keyOf(id);
      if (key === undefined || sendLetter.run(now, null, key, Number.MAX_SAFE_INTEGER, null).changes === 0) {
        return false;
      }
      const { lastInsertRowid } = addEdit.run(key, now, reason, JSON.stringify(changes), text);
      setEdit.run(Number(lastInsertRowid), key);
      tally.delivery(key % maxConsumers, "dead", -1);
      tally.delivery(key % maxConsumers, "scheduled", 1);
      return true;
    },
  };
}
