import type { Page, PageRequest } from "@hookyard/core";
import type { AuditAction, AuditEntry, Role } from "@hookyard/core/operator/audit";
import type { DatabaseSync } from "node:sqlite";
import { readCursor } from "./cursor.ts";
import { iso } from "./history.ts";

/** The audit trail for the one thread that writes; inside the caller's transaction. */
export interface AuditWriter {
  /** Answers the new entry's id. The oldest give way beyond {@link mostEntries}. */
  begin(action: AuditAction, now: number): string;
  end(id: string, outcome: string): void;
}

/** About 50 MB at most. */
const mostEntries = 100_000;

export function createAuditWriter(database: DatabaseSync): AuditWriter {
  const insert = database.prepare(
    "INSERT INTO audit (time, who, role, action, target, detail) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const finish = database.prepare("UPDATE audit SET outcome = ? WHERE number = ?");
  const removeOld = database.prepare("DELETE FROM audit WHERE number <= ?");
  return {
    begin({ who, role, action, target, detail }, now) {
      const { lastInsertRowid } = insert.run(now, who, role, action, target ?? null, detail ?? null);
      removeOld.run(Number(lastInsertRowid) - mostEntries);
      return String(lastInsertRowid);
    },
    end: (id, outcome) => void finish.run(outcome, Number(id)),
  };
}

/** The audit trail for those who look. */
export function createAuditReader(database: DatabaseSync) {
  const list = database.prepare("SELECT * FROM audit WHERE number < ? ORDER BY number DESC LIMIT ?");
  return ({ limit, cursor }: PageRequest): Page<AuditEntry> => {
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor, 1)[0];
    const rows = list.all(before, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1)?.["number"];
    return {
      rows: shown.map(auditEntry),
      ...(rows.length > limit && last !== undefined && { next: String(last) }),
    };
  };
}

function auditEntry(row: Readonly<Record<string, unknown>>): AuditEntry {
  const { target, detail, outcome } = row;
  return {
    id: String(row["number"]),
    time: iso(row["time"]),
    who: String(row["who"]),
    role: row["role"] as Role, // safe: only `createAuditWriter` writes this column
    action: String(row["action"]),
    ...(typeof target === "string" && { target }),
    ...(typeof detail === "string" && { detail }),
    ...(typeof outcome === "string" && { outcome }),
  };
}
