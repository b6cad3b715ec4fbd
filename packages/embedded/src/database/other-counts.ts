import type { DatabaseSync } from "node:sqlite";
import type { DeadLetterFilter } from "@hookyard/core";
import { parseEvent } from "@hookyard/core/envelope";
import type { CountEventsOptions, EventCounts } from "@hookyard/core/port/replays";
import { readCursor } from "./cursor.ts";
import { createFindKey, deadLetterConditions, deadLetterTables } from "./filter.ts";
import { deliveryKey, maxConsumers, sequenceOf } from "./schema.ts";
import { createWants, type WantedBy } from "./wants.ts";
import { skipReasonOf } from "./skip-reason.ts";

/** What dead letters' events would bring to other consumers, over the bus; part by part, read only. */
export type CountOthers = (
  filter: DeadLetterFilter,
  consumers: readonly WantedBy[],
  options: Omit<CountEventsOptions, "consumers">,
  now: number,
) => EventCounts;

/** Letters looked at for one part. */
const letterPart = 2_000;

/** An event with several letters that fit is counted with the first of them; those are letters of their own. */
export function createCountOthers(database: DatabaseSync): CountOthers {
  const findKey = createFindKey(database);
  const wants = createWants();
  const stateOf = database.prepare("SELECT state FROM deliveries WHERE id = ?");
  const numberOf = database.prepare("SELECT number FROM consumers WHERE name = ?");
  const textOf = database.prepare("SELECT text FROM bodies WHERE sequence = ?");

  return (filter, consumers, { again, cursor }, now) => {
    const { sql, values } = deadLetterConditions(filter, now, findKey);
    const page = database.prepare(
      `SELECT d.id AS key, d.finished FROM ${deadLetterTables} WHERE ${sql} AND (d.finished, d.id) > (?, ?) ORDER BY d.finished, d.id LIMIT ?`,
    );
    const ofEvent = database.prepare(
      `SELECT d.id AS key FROM ${deadLetterTables} WHERE ${sql} AND d.id >= ? AND d.id < ? ORDER BY d.id`,
    );
    const lanes = consumers.map((consumer) => ({
      consumer,
      number: numberOf.get(consumer.name)?.["number"],
      count: 0,
      bytes: 0,
      skipped: { done: 0, discarded: 0, scheduled: 0 },
    }));
    const [finished, after] = readCursor(cursor ?? "0.0", 2);
    let seen = 0;
    let last = "";
    for (const row of page.iterate(...values, finished, after, letterPart)) {
      seen += 1;
      last = `${String(row["finished"])}.${String(row["key"])}`;
      const key = Number(row["key"]);
      const sequence = sequenceOf(key);
      const start = deliveryKey(sequence, 0);
      const letters = ofEvent.all(...values, start, start + maxConsumers).map((each) => Number(each["key"]));
      if (letters[0] !== key) continue;
      const text = String(textOf.get(sequence)?.["text"] ?? "");
      const event = parseEvent(text);
      for (const lane of lanes) {
        const other = lane.number === undefined ? undefined : deliveryKey(sequence, Number(lane.number));
        if ((other !== undefined && letters.includes(other)) || !wants(lane.consumer, event)) continue;
        const state = other === undefined ? undefined : stateOf.get(other)?.["state"];
        const reason = skipReasonOf(state === undefined ? undefined : Number(state), again);
        if (reason !== undefined) lane.skipped[reason] += 1;
        else {
          lane.count += 1;
          lane.bytes += Buffer.byteLength(text);
        }
      }
    }
    return {
      lanes: lanes.map(({ consumer, count, bytes, skipped }) => ({
        consumer: consumer.name,
        count,
        bytes,
        skipped,
      })),
      ...(seen === letterPart && { next: last }),
    };
  };
}
