import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Page, PageRequest } from "@hookyard/core";
import type { Job, LaneProgress } from "@hookyard/core/replay/job";
import { readCursor } from "./cursor.ts";

/** Replay jobs, read only. */
export interface JobReader {
  get(id: string): Job | undefined;
  list(page: PageRequest): Page<Job>;
  progress(id: string): readonly LaneProgress[];
  /** Where a job's last sending or posting to a consumer ended. */
  position(id: string, consumer: string): string | undefined;
}

/** Adds and changes replay jobs; inside the caller's transaction. */
export interface JobWriter {
  add(job: Job): boolean;
  /** The job as it stands then, or `undefined` when its version is not the given one any more. */
  update(job: Job): Job | undefined;
  /** Notes what a job did with one consumer. The job and the consumer's row are made where they are new. */
  note(id: string, consumer: number, counts: LaneNote): void;
}

export interface LaneNote {
  readonly sent?: number;
  readonly skipped?: number;
  readonly done?: number;
  readonly failed?: number;
  readonly position?: string;
}

/** Jobs that are over are forgotten, oldest first, when there are more. */
const mostJobs = 1_000;

export function createJobReader(database: DatabaseSync): JobReader {
  const byId = database.prepare("SELECT version, document FROM jobs WHERE id = ?");
  const before = database.prepare(
    "SELECT number, version, document FROM jobs WHERE number < ? ORDER BY number DESC LIMIT ?",
  );
  const lanes = database.prepare(
    "SELECT c.name, l.* FROM jobs j JOIN job_lanes l ON l.job = j.number JOIN consumers c ON c.number = l.consumer WHERE j.id = ? ORDER BY c.name",
  );
  const position = database.prepare(
    "SELECT position FROM job_lanes WHERE job = (SELECT number FROM jobs WHERE id = ?) AND consumer = (SELECT number FROM consumers WHERE name = ?)",
  );
  return {
    get(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : jobOf(row);
    },
    list({ limit, cursor }) {
      const from = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor, 1)[0];
      const rows = before.all(from, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next = rows.length > limit && last !== undefined ? { next: String(last["number"]) } : {};
      return { rows: shown.map(jobOf), ...next };
    },
    progress: (id) => lanes.all(id).map(laneOf),
    position(id, consumer) {
      const row = position.get(id, consumer);
      return row?.["position"] == null ? undefined : String(row["position"]);
    },
  };
}

export function createJobWriter(database: DatabaseSync): JobWriter {
  const insert = database.prepare(
    "INSERT INTO jobs (id, version, state, document) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const update = database.prepare(
    "UPDATE jobs SET version = version + 1, state = ?, document = ? WHERE id = ? AND version = ?",
  );
  const old = database.prepare(
    "SELECT number FROM jobs WHERE state IN ('completed', 'cancelled') ORDER BY number DESC LIMIT -1 OFFSET ?",
  );
  const forget = ["DELETE FROM job_lanes WHERE job = ?", "DELETE FROM jobs WHERE number = ?"].map((sql) =>
    database.prepare(sql),
  );
  const note = database.prepare(`
    INSERT INTO job_lanes (job, consumer, sent, skipped, done, failed, position)
    SELECT number, ?2, ?3, ?4, ?5, ?6, ?7 FROM jobs WHERE id = ?1
    ON CONFLICT DO UPDATE SET sent = sent + excluded.sent, skipped = skipped + excluded.skipped,
      done = done + excluded.done, failed = failed + excluded.failed,
      position = coalesce(excluded.position, position)`);
  return {
    add(job) {
      for (const { number } of old.all(mostJobs))
        for (const statement of forget) statement.run(Number(number));
      return insert.run(job.id, job.version, job.state, documentOf(job)).changes === 1;
    },
    update(job) {
      const isFirst = update.run(job.state, documentOf(job), job.id, job.version).changes === 1;
      return isFirst ? { ...job, version: job.version + 1 } : undefined;
    },
    note(id, consumer, { sent = 0, skipped = 0, done = 0, failed = 0, position = null }: NullableNote) {
      note.run(id, consumer, sent, skipped, done, failed, position);
    },
  };
}

type NullableNote = Omit<LaneNote, "position"> & { readonly position?: string | null };

/** All but the version, which has a column of its own. */
function documentOf(job: Job): string {
  return JSON.stringify({ ...job, version: undefined });
}

function jobOf(row: Record<string, SQLOutputValue>): Job {
  const document = JSON.parse(String(row["document"])) as Omit<Job, "version">; // safe: written by `JobWriter`
  return { ...document, version: Number(row["version"]) };
}

function laneOf(row: Record<string, SQLOutputValue>): LaneProgress {
  const [sent, skipped, done, failing, failed] = ["sent", "skipped", "done", "failing", "failed"].map(
    (name) => Number(row[name]),
  ) as [number, number, number, number, number]; // safe: as many as names
  return { consumer: String(row["name"]), sent, skipped, done, failing, failed };
}
