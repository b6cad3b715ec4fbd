import type { DatabaseSync } from "node:sqlite";
import { EngineError } from "../errors.ts";

/** The states of a delivery as they stand in the database. `waiting` and `leased` are what operators see as scheduled. */
export const state = { waiting: 0, leased: 1, done: 2, dead: 3, discarded: 4 } as const;
export type State = (typeof state)[keyof typeof state];

/**
 * A delivery's id is its event's sequence number and its consumer's number in one integer: unique by itself, and an
 * event's deliveries stand side by side, with no index to keep.
 */
export const maxConsumers = 4096;

export function deliveryKey(sequence: number, consumer: number): number {
  return sequence * maxConsumers + consumer;
}

export function sequenceOf(deliveryKey: number): number {
  return Math.floor(deliveryKey / maxConsumers);
}

/**
 * Each step leads from one version to the next; `user_version` counts them. A released step is never changed.
 *
 * `deliveries.job` is the job that sent it last, `edit` the change by hand that it is sent with.
 * `event_ids` finds events by id: see `event-ids.ts`. `events` is narrow, so that lists scan it quickly; the text, the wide part, is in `bodies` under the same number.
 * Times are milliseconds since 1970.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE consumers (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    scheduled INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    dead INTEGER NOT NULL DEFAULT 0,
    discarded INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    accepted INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0,
    last_sequence INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT,
    provider TEXT NOT NULL,
    providertype TEXT NOT NULL,
    providerid TEXT NOT NULL,
    received INTEGER NOT NULL,
    digest TEXT NOT NULL,
    mismatch TEXT,
    horizon INTEGER NOT NULL,
    duplicates INTEGER NOT NULL DEFAULT 0,
    conflicts INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE event_ids (
    prefix INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (prefix, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE indexed (upto INTEGER NOT NULL) STRICT;
  INSERT INTO indexed VALUES (0);

  CREATE TABLE bodies (
    sequence INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;

  CREATE TABLE conflicts (
    number INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    received INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX conflicts_of_event ON conflicts (sequence);

  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    consumer INTEGER NOT NULL,
    state INTEGER NOT NULL,
    due INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    token INTEGER NOT NULL,
    crashes INTEGER NOT NULL DEFAULT 0,
    replay INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    started INTEGER,
    finished INTEGER,
    reason TEXT
  ) STRICT;
  CREATE INDEX deliveries_open ON deliveries (consumer, due) WHERE state < 2;
  CREATE INDEX deliveries_suspect ON deliveries (consumer, due) WHERE state = 0 AND crashes >= 2;
  CREATE INDEX deliveries_dead ON deliveries (consumer, finished) WHERE state = 3;

  CREATE TABLE attempts (
    delivery INTEGER NOT NULL,
    number INTEGER NOT NULL,
    replay INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    error_name TEXT,
    error_message TEXT,
    error_stack TEXT,
    PRIMARY KEY (delivery, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refusals (
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (source, reason)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refused_requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    received INTEGER NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    explanation TEXT NOT NULL,
    message TEXT NOT NULL,
    evidence TEXT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    headers TEXT NOT NULL,
    body BLOB,
    bytes INTEGER NOT NULL,
    size INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX refused_requests_of_source ON refused_requests (source, number, size);

  CREATE TABLE verified (
    source TEXT NOT NULL,
    secret INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (source, secret)
  ) STRICT, WITHOUT ROWID;
  `,
  // Replay as a job. The counts of a job's letters are kept by a trigger: whatever settles a delivery, they agree with it.
  `
  ALTER TABLE deliveries ADD COLUMN lease_holder TEXT;
  ALTER TABLE deliveries ADD COLUMN job INTEGER;
  ALTER TABLE deliveries ADD COLUMN edit INTEGER;
  ALTER TABLE attempts ADD COLUMN version TEXT;
  CREATE INDEX deliveries_dead_by_time ON deliveries (finished) WHERE state = 3;
  CREATE INDEX deliveries_held ON deliveries (lease_holder) WHERE lease_holder IS NOT NULL;

  CREATE TABLE edits (
    number INTEGER PRIMARY KEY,
    delivery INTEGER NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT NOT NULL,
    changes TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX edits_of_delivery ON edits (delivery);

  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;

  CREATE TABLE job_lanes (
    job INTEGER NOT NULL,
    consumer INTEGER NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    failing INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    position TEXT,
    PRIMARY KEY (job, consumer)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER job_progress AFTER UPDATE OF state ON deliveries
  WHEN NEW.job IS NOT NULL AND OLD.state = 1 BEGIN
    UPDATE job_lanes SET
      done = done + (NEW.state = 2),
      failed = failed + (NEW.state = 3),
      failing = failing + CASE
        WHEN NEW.state > 1 THEN -(OLD.attempt > 1)
        WHEN NEW.state = 0 AND OLD.attempt = 1 AND NEW.attempt = 1 THEN 1
        ELSE 0 END
    WHERE job = NEW.job AND consumer = NEW.consumer;
  END;
  `,
  // When an operator told the consumer to stand still; and who told the engine what.
  `
  ALTER TABLE consumers ADD COLUMN paused INTEGER;
  ALTER TABLE consumers ADD COLUMN failed_attempts INTEGER NOT NULL DEFAULT 0;

  CREATE TRIGGER attempt_failed AFTER INSERT ON attempts
  WHEN NEW.outcome IN ('failed', 'timeout', 'crashed') BEGIN
    UPDATE consumers SET failed_attempts = failed_attempts + 1 WHERE number = NEW.delivery % 4096;
  END;

  CREATE INDEX deliveries_discarded ON deliveries (consumer) WHERE state = 4;

  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    detail TEXT,
    outcome TEXT
  ) STRICT;
  `,
  // How an event came: see `RequestRecord`.
  `ALTER TABLE bodies ADD COLUMN request TEXT;`,
];

/** Brings a database to this version's shape. Throws `EngineError` `database_newer` when a later version made it. */
export function migrate(database: DatabaseSync): void {
  const found = userVersion(database);
  if (found > migrations.length) {
    throw new EngineError(
      "database_newer",
      `the database has version ${found}, this Hookyard knows up to ${migrations.length}. Start a newer Hookyard, or choose another --data directory`,
    );
  }
  migrations.slice(found).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${found + index + 1}; COMMIT`);
  });
}

/** How far the database is; 0 when it is new. */
export function userVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
}
