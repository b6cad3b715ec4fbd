import type { AuditTrail } from "@hookyard/core/operator/audit";
import type { Command } from "../engine/commands.ts";
import type { Reader } from "../reader/reader.ts";

export interface AuditTrailOptions {
  readonly reader: Reader;
  readonly command: <Result>(command: Command) => Promise<Result>;
}

/** The trail in the engine's database: a mark is durable when it is answered, like an event. */
export function createAuditTrail({ reader, command }: AuditTrailOptions): AuditTrail {
  return {
    begin: (action) => command<string>({ kind: "begin_audit", action }),
    end: async (id, outcome) => void (await command({ kind: "end_audit", id, outcome })),
    entries: (page) => reader.ask("auditEntries", page),
  };
}
