import type {
  Page,
  PageRequest,
  RefusedDetail,
  RefusedExplanation,
  RefusedFilter,
  RefusedSummary,
} from "@hookyard/core";
import type { DatabaseSync } from "node:sqlite";
import type { RefusedRequest } from "../refused/examination.ts";
import { refusedLimits } from "../refused/limits.ts";
import { readCursor } from "./cursor.ts";
import { iso } from "./history.ts";

/** A refused request on its way into the database. */
export interface NewRefusedRequest extends Omit<RefusedRequest, "body"> {
  readonly code: string;
  readonly reason: string;
  readonly explanation: RefusedExplanation;
  /** Of the body. */
  readonly bytes: number;
  /** Absent where it is too large to be kept. */
  readonly body?: Uint8Array;
}

/** Refused requests for the one thread that writes; inside the caller's transaction. */
export interface RefusedRequests {
  /** Answers the id under which it is kept. The source's oldest give way. */
  keep(refused: NewRefusedRequest): string;
  /** Answers which there were. */
  discard(ids: readonly string[]): readonly string[];
  /** Forgets what arrived before; milliseconds since 1970. */
  forget(receivedBefore: number): void;
}

const prefix = "ref_";

export function createRefusedRequests(
  database: DatabaseSync,
  limits: { readonly maxPerSource: number; readonly maxBytesPerSource: number } = refusedLimits,
): RefusedRequests {
  const insert = database.prepare(`
    INSERT INTO refused_requests
      (source, received, code, reason, explanation, message, evidence, method, url, headers, body, bytes, size)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const removeSurplus = database.prepare(`
    DELETE FROM refused_requests WHERE source = ?1 AND number <=
      (SELECT number FROM refused_requests WHERE source = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)`);
  const sizeOf = database.prepare(
    "SELECT coalesce(sum(size), 0) AS size FROM refused_requests WHERE source = ?",
  );
  const removeOldest = database.prepare(
    "DELETE FROM refused_requests WHERE number = (SELECT min(number) FROM refused_requests WHERE source = ?)",
  );
  const remove = database.prepare("DELETE FROM refused_requests WHERE number = ?");
  const removeOld = database.prepare("DELETE FROM refused_requests WHERE received < ?");

  return {
    keep({ source, receivedAt, code, reason, explanation, method, url, headers, body, bytes }) {
      const headerText = JSON.stringify(headers);
      const size = headerText.length + url.length + (body?.byteLength ?? 0);
      const { lastInsertRowid } = insert.run(
        source,
        receivedAt,
        code,
        reason,
        explanation.code,
        explanation.message,
        explanation.evidence,
        method,
        url,
        headerText,
        body ?? null,
        bytes,
        size,
      );
      removeSurplus.run(source, limits.maxPerSource);
      while (Number(sizeOf.get(source)?.["size"]) > limits.maxBytesPerSource) removeOldest.run(source);
      return `${prefix}${lastInsertRowid}`;
    },
    discard: (ids) =>
      ids.filter((id) => {
        const number = numberOf(id);
        return number !== undefined && Number(remove.run(number).changes) > 0;
      }),
    forget: (receivedBefore) => void removeOld.run(receivedBefore),
  };
}

/** A kept request with all that it takes to try it again. */
export interface StoredRefusedRequest {
  /** Absent where it was too large to be kept whole. */
  readonly request?: RefusedRequest;
}

/** Refused requests for those who look. */
export function createRefusedReader(database: DatabaseSync) {
  const one = database.prepare("SELECT * FROM refused_requests WHERE number = ?");
  const row = (id: string): Row | undefined => {
    const number = numberOf(id);
    return number === undefined ? undefined : one.get(number);
  };
  return {
    list(filter: RefusedFilter, { limit, cursor }: PageRequest): Page<RefusedSummary> {
      const { sql, values } = conditions(filter);
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor, 1)[0];
      const rows = database
        .prepare(
          `SELECT number, source, received, code, reason, explanation, message, evidence, bytes, body IS NOT NULL AS whole
           FROM refused_requests WHERE number < ? AND ${sql} ORDER BY number DESC LIMIT ?`,
        )
        .all(before, ...values, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1)?.["number"];
      return {
        rows: shown.map((found) => summary(found, found["whole"] === 1)),
        ...(rows.length > limit && last !== undefined && { next: String(last) }),
      };
    },
    show(id: string): RefusedDetail | undefined {
      const found = row(id);
      if (found === undefined) return undefined;
      const url = String(found["url"]);
      return {
        ...summary(found, found["body"] !== null),
        method: String(found["method"]),
        path: URL.canParse(url) ? new URL(url).pathname : "",
        headers: [...new Set(headersOf(found).map(([name]) => name))],
      };
    },
    /** With its body and headers: for trying it again, never for showing. */
    stored(id: string): StoredRefusedRequest | undefined {
      const found = row(id);
      if (found === undefined) return undefined;
      const body = found["body"];
      if (!(body instanceof Uint8Array)) return {};
      return {
        request: {
          source: String(found["source"]),
          receivedAt: Number(found["received"]),
          method: String(found["method"]),
          url: String(found["url"]),
          headers: headersOf(found),
          body,
        },
      };
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function summary(row: Row, whole: boolean): RefusedSummary {
  return {
    id: `${prefix}${String(row["number"])}`,
    source: String(row["source"]),
    receivedtime: iso(row["received"]),
    code: String(row["code"]),
    reason: String(row["reason"]),
    explanation: explanationOf(row),
    bytes: Number(row["bytes"]),
    whole,
  };
}

/** The explanation in a row of `refused_requests`. */
export function explanationOf(row: Row): RefusedExplanation {
  const evidence = row["evidence"];
  return {
    code: String(row["explanation"]),
    message: String(row["message"]),
    evidence: evidence === "signature" || evidence === "request" ? evidence : "none",
  };
}

function headersOf(row: Row): readonly (readonly [string, string])[] {
  return JSON.parse(String(row["headers"])) as readonly (readonly [string, string])[]; // safe: `keep` wrote it
}

function conditions({ ids, source, reason, explanation, since, until }: RefusedFilter) {
  const parts = ["TRUE"];
  const values: (string | number)[] = [];
  const add = (sql: string, ...bound: readonly (string | number)[]): void => {
    parts.push(sql);
    values.push(...bound);
  };
  if (ids !== undefined) {
    const numbers = ids.map(numberOf).filter((number) => number !== undefined);
    add(`number IN (${numbers.map(() => "?").join(", ")})`, ...numbers);
  }
  if (source !== undefined) add("source = ?", source);
  if (reason !== undefined) add("reason = ?", reason);
  if (explanation !== undefined) add("explanation = ?", explanation);
  if (since !== undefined) add("received >= ?", Date.parse(since));
  if (until !== undefined) add("received < ?", Date.parse(until));
  return { sql: parts.join(" AND "), values };
}

function numberOf(id: string): number | undefined {
  return /^ref_\d{1,15}$/.test(id) ? Number(id.slice(prefix.length)) : undefined;
}
