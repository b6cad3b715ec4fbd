import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuditReader } from "./audit.ts";
import { openStore, type Store } from "./store.ts";

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-audit-"));
  store = openStore(join(directory, "hookyard.db"));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const discard = { who: "console", role: "operator", action: "refused/discard" } as const;

test("an action is in the trail from its beginning, and has an outcome from its end", () => {
  const read = createAuditReader(store.database);
  const id = store.transact(() => store.audit.begin({ ...discard, target: "ref_1", detail: "{}" }, 1_000));

  const begun = read({ limit: 10 });
  store.transact(() => store.audit.end(id, "done"));

  const entry = { id, time: "1970-01-01T00:00:01.000Z", ...discard, target: "ref_1", detail: "{}" };
  expect(begun).toEqual({ rows: [entry] });
  expect(read({ limit: 10 })).toEqual({ rows: [{ ...entry, outcome: "done" }] });
});

test("entries come newest first, in pages that neither repeat nor skip", () => {
  const read = createAuditReader(store.database);
  const [first, second, third] = store.transact(() =>
    [1, 2, 3].map((now) => store.audit.begin(discard, now)),
  );

  const newest = read({ limit: 2 });
  store.transact(() => store.audit.begin(discard, 4));
  const oldest = read({ limit: 2, cursor: newest.next ?? "" });

  expect(newest.rows.map(({ id }) => id)).toEqual([third, second]);
  expect(oldest.rows.map(({ id }) => id)).toEqual([first]);
  expect(oldest.next).toBeUndefined();
});
