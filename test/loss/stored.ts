import { DatabaseSync } from "node:sqlite";

/** An event as it stands in the database file, read by SQL of this test's own. */
export interface StoredEvent {
  readonly eventId: string;
  readonly text: string;
  readonly deliveries: readonly StoredDelivery[];
}

export interface StoredDelivery {
  readonly consumer: string;
  readonly state: "waiting" | "leased" | "done" | "dead" | "discarded";
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly attempt: number;
  readonly reason: string | null;
}

export interface Stored {
  readonly events: ReadonlyMap<string, StoredEvent>;
  /** What SQLite, the counters and the references between tables say is wrong; empty when nothing is. */
  readonly faults: readonly string[];
}

const states = ["waiting", "leased", "done", "dead", "discarded"] as const;

export function readStored(file: string): Stored {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    database.exec("BEGIN"); // one moment for all that is read
    const deliveries = Map.groupBy(
      database
        .prepare(
          "SELECT d.id / 4096 AS sequence, c.name AS consumer, d.state, d.due, d.attempt, d.reason FROM deliveries d LEFT JOIN consumers c ON c.number = d.consumer",
        )
        .all(),
      ({ sequence }) => Number(sequence),
    );
    const events = database
      .prepare("SELECT e.sequence, e.id, b.text FROM events e LEFT JOIN bodies b ON b.sequence = e.sequence")
      .all()
      .map(
        (row): StoredEvent => ({
          eventId: String(row["id"]),
          text: String(row["text"]),
          deliveries: (deliveries.get(Number(row["sequence"])) ?? []).map((delivery) => ({
            consumer: String(delivery["consumer"]),
            state: states[Number(delivery["state"])] ?? "waiting",
            due: Number(delivery["due"]),
            attempt: Number(delivery["attempt"]),
            reason: delivery["reason"] === null ? null : String(delivery["reason"]),
          })),
        }),
      );
    return { events: new Map(events.map((event) => [event.eventId, event])), faults: faultsOf(database) };
  } finally {
    database.close();
  }
}

/** Deliveries that are in a handler's hands, due, or due later; the last only where the consumer may not wait. */
export function openDeliveries(file: string, mayWait: readonly string[] = []): number {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const open = database.prepare(`
      SELECT count(*) AS count FROM deliveries d JOIN consumers c ON c.number = d.consumer
      WHERE d.state < 2 AND (d.state = 1 OR d.due <= ? OR c.name NOT IN (SELECT value FROM json_each(?)))`);
    return Number(open.get(Date.now(), JSON.stringify(mayWait))?.["count"]);
  } finally {
    database.close();
  }
}

/** Each answers rows only where something is wrong. */
const checks: Readonly<Record<string, string>> = {
  "a consumer's counts are not those of its deliveries": `
    SELECT * FROM consumers c JOIN (
      SELECT n.number, count(*) FILTER (WHERE d.state < 2) AS scheduled, count(*) FILTER (WHERE d.state = 2) AS done,
        count(*) FILTER (WHERE d.state = 3) AS dead, count(*) FILTER (WHERE d.state = 4) AS discarded
      FROM consumers n LEFT JOIN deliveries d ON d.consumer = n.number GROUP BY n.number
    ) r USING (number)
    WHERE (c.scheduled, c.done, c.dead, c.discarded) IS NOT (r.scheduled, r.done, r.dead, r.discarded)`,
  "a source's counts are not those of its events": `
    SELECT * FROM sources s JOIN (
      SELECT source, count(*) AS accepted, sum(duplicates) AS duplicates, sum(conflicts) AS conflicts, max(sequence) AS last_sequence
      FROM events GROUP BY source
    ) r ON r.source = s.name
    WHERE (s.accepted, s.duplicates, s.conflicts, s.last_sequence) IS NOT (r.accepted, r.duplicates, r.conflicts, r.last_sequence)`,
  "a source has events and no counts": "SELECT * FROM events WHERE source NOT IN (SELECT name FROM sources)",
  "an event is there twice": "SELECT id FROM events GROUP BY id HAVING count(*) > 1",
  "an indexed event is not in the index": `
    SELECT * FROM events e WHERE sequence <= (SELECT upto FROM indexed)
      AND NOT EXISTS (SELECT 1 FROM event_ids i WHERE i.sequence = e.sequence)`,
  "an event has no body": "SELECT * FROM events WHERE sequence NOT IN (SELECT sequence FROM bodies)",
  "a body has no event": "SELECT * FROM bodies WHERE sequence NOT IN (SELECT sequence FROM events)",
  "a delivery has no event": "SELECT * FROM deliveries WHERE id / 4096 NOT IN (SELECT sequence FROM events)",
  "a delivery is not of the consumer in its id": "SELECT * FROM deliveries WHERE id % 4096 <> consumer",
  "an attempt has no delivery": "SELECT * FROM attempts WHERE delivery NOT IN (SELECT id FROM deliveries)",
  "a delivery is done or dead and without its time":
    "SELECT * FROM deliveries WHERE state IN (2, 3) AND finished IS NULL",
  "a delivery is dead without a reason": "SELECT * FROM deliveries WHERE state = 3 AND reason IS NULL",
  "a delivery is dead without the attempt that it died of":
    "SELECT * FROM deliveries d WHERE state = 3 AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery = d.id AND a.number = d.token)",
  "a delivery has no lease and is leased, or the other way round":
    "SELECT * FROM deliveries WHERE state < 3 AND (state = 1) <> (lease_until IS NOT NULL)",
};

function faultsOf(database: DatabaseSync): readonly string[] {
  const integrity = database
    .prepare("PRAGMA integrity_check")
    .all()
    .map((row) => String(row["integrity_check"]));
  const found = Object.entries(checks).flatMap(([fault, sql]) => {
    const rows = database.prepare(sql).all();
    return rows.length === 0 ? [] : [`${fault}: ${rows.length}, ${JSON.stringify(rows[0]).slice(0, 300)}`];
  });
  return [...integrity.filter((line) => line !== "ok"), ...found];
}
