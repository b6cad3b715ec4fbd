import { testAuditTrail } from "@hookyard/core/operator/audit.contract";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReader } from "../database/open.ts";
import { openStore } from "../database/store.ts";
import { type Command, runCommand } from "../engine/commands.ts";
import { createDirectReader } from "../reader/direct-reader.ts";
import { createAuditTrail } from "./audit-trail.ts";

testAuditTrail("embedded", async () => {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-trail-"));
  const file = join(directory, "hookyard.db");
  const store = openStore(file);
  const database = openReader(file);
  const now = (): number => Date.parse("2026-01-01T00:00:00Z");
  const command = async <Result>(given: Command): Promise<Result> =>
    store.transact(() => runCommand(store, given, now())) as Result; // safe: as in `openOperator`
  return {
    trail: createAuditTrail({ reader: createDirectReader(database, now), command }),
    now: () => new Date(now()),
    async close() {
      database.close();
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
