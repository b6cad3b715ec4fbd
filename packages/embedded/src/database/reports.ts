import type { DatabaseSync } from "node:sqlite";
import type { ConsumerReport, DeliveryState, Overview, SourceReport } from "@hookyard/core";
import { iso } from "./history.ts";
import { explanationOf } from "./refused-requests.ts";

type Counts = Readonly<Record<DeliveryState, number>>;

/** What the database knows of a source; the rest (provider, secrets, URL) stands in the router and the environment. */
export type SourceRecord = Pick<
  SourceReport,
  "source" | "accepted" | "duplicates" | "conflicts" | "lastEvent" | "refused" | "verifiedBySecret"
>;
export type ConsumerRecord = Pick<
  ConsumerReport,
  "consumer" | "deliveries" | "failing" | "backlogAgeSeconds" | "failedAttempts" | "pausedTime"
>;

/** Counts and last times, read only. */
export interface Reports {
  overview(now: number): Omit<Overview, "engine" | "problems" | "storage">;
  usedBytes(): number;
  sources(): readonly SourceRecord[];
  consumers(now: number): readonly ConsumerRecord[];
  /** Seconds that the oldest due delivery of each of these consumers has waited. */
  backlogAges(consumers: readonly string[], now: number): readonly number[];
}

/** A backlog of millions is not counted through: its oldest are where failures are. */
const mostLookedAt = 10_000;

export function createReports(database: DatabaseSync): Reports {
  const prepare = (sql: string) => database.prepare(sql);
  const deliveries = prepare(
    "SELECT coalesce(sum(scheduled), 0) AS scheduled, coalesce(sum(done), 0) AS done, coalesce(sum(dead), 0) AS dead, coalesce(sum(discarded), 0) AS discarded FROM consumers",
  );
  const totals = prepare(
    "SELECT coalesce(sum(accepted), 0) AS accepted, coalesce(sum(duplicates), 0) AS duplicates, coalesce(sum(conflicts), 0) AS conflicts FROM sources",
  );
  const refused = prepare("SELECT coalesce(sum(count), 0) AS count FROM refusals");
  const allConsumers = prepare("SELECT * FROM consumers ORDER BY name");
  const oldestDue = prepare(
    "SELECT min(due) AS due FROM deliveries WHERE consumer = ? AND state < 2 AND state = 0 AND due <= ?",
  );
  const failing = prepare(
    `SELECT count(*) AS count FROM (SELECT state, attempt FROM deliveries WHERE consumer = ? AND state < 2 ORDER BY due LIMIT ${mostLookedAt})
     WHERE attempt > state`,
  );
  const oldestDueOf = prepare(
    "SELECT min(due) AS due FROM deliveries WHERE consumer = (SELECT number FROM consumers WHERE name = ?) AND state < 2 AND state = 0 AND due <= ?",
  );
  const allSources = prepare("SELECT * FROM sources ORDER BY name");
  const lastEvent = prepare("SELECT id, type, received FROM events WHERE sequence = ?");
  const allRefusals = prepare("SELECT * FROM refusals ORDER BY source, count DESC");
  const newestExplained = prepare(
    "SELECT source, reason, explanation, message, evidence FROM refused_requests WHERE number IN (SELECT max(number) FROM refused_requests GROUP BY source, reason)",
  );
  const allVerified = prepare("SELECT * FROM verified ORDER BY source, secret");
  const pages = prepare(
    "SELECT (c.page_count - f.freelist_count) * s.page_size AS bytes FROM pragma_page_count() c, pragma_freelist_count() f, pragma_page_size() s",
  );

  const consumers: Reports["consumers"] = (now) =>
    allConsumers.all().map((row) => ({
      consumer: String(row["name"]),
      deliveries: counts(row),
      failing: Number(failing.get(Number(row["number"]))?.["count"]),
      backlogAgeSeconds: age(oldestDue.get(Number(row["number"]), now)?.["due"], now),
      failedAttempts: Number(row["failed_attempts"]),
      ...(row["paused"] !== null && { pausedTime: iso(row["paused"]) }),
    }));

  return {
    consumers,
    backlogAges: (names, now) => names.map((name) => age(oldestDueOf.get(name, now)?.["due"], now)),
    usedBytes: () => Number(pages.get()?.["bytes"]),
    overview(now) {
      const total = totals.get() ?? {};
      return {
        events: Number(total["accepted"]),
        duplicates: Number(total["duplicates"]),
        conflicts: Number(total["conflicts"]),
        refused: Number(refused.get()?.["count"]),
        deliveries: counts(deliveries.get() ?? {}),
        backlogAgeSeconds: Math.max(0, ...consumers(now).map(({ backlogAgeSeconds }) => backlogAgeSeconds)),
      };
    },
    sources() {
      const refusals = Map.groupBy(allRefusals.all(), (row) => String(row["source"]));
      const explained = new Map(
        newestExplained
          .all()
          .map((row) => [`${String(row["source"])} ${String(row["reason"])}`, explanationOf(row)]),
      );
      const verified = Map.groupBy(allVerified.all(), (row) => String(row["source"]));
      const known = new Map(allSources.all().map((row) => [String(row["name"]), row]));
      return [...new Set([...known.keys(), ...refusals.keys()])].sort().map((source) => {
        const row = known.get(source) ?? {};
        const last = row["last_sequence"] == null ? undefined : lastEvent.get(Number(row["last_sequence"]));
        const bySecret: number[] = [];
        for (const { secret, count } of verified.get(source) ?? []) bySecret[Number(secret)] = Number(count);
        return {
          source,
          accepted: Number(row["accepted"] ?? 0),
          duplicates: Number(row["duplicates"] ?? 0),
          conflicts: Number(row["conflicts"] ?? 0),
          ...(last !== undefined && {
            lastEvent: {
              id: String(last["id"]),
              type: String(last["type"]),
              receivedtime: iso(last["received"]),
            },
          }),
          refused: (refusals.get(source) ?? []).map(({ reason, count, last: time }) => {
            const explanation = explained.get(`${source} ${String(reason)}`);
            return {
              reason: String(reason),
              count: Number(count),
              lastTime: iso(time),
              ...(explanation !== undefined && { explanation }),
            };
          }),
          verifiedBySecret: Array.from(bySecret, (count) => count ?? 0),
        };
      });
    },
  };
}

function counts(row: Record<string, unknown>): Counts {
  return {
    scheduled: Number(row["scheduled"] ?? 0),
    done: Number(row["done"] ?? 0),
    dead: Number(row["dead"] ?? 0),
    discarded: Number(row["discarded"] ?? 0),
  };
}

function age(due: unknown, now: number): number {
  return due === null || due === undefined ? 0 : Math.max(0, Math.round((now - Number(due)) / 1000));
}
