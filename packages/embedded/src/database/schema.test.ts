import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveryKey, maxConsumers, sequenceOf, userVersion } from "./schema.ts";
import { openStore } from "./store.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-schema-"));
  file = join(directory, "hookyard.db");
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a database that a later version made is refused, and not touched", () => {
  openStore(file).close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA user_version = 1000");

  expect(() => openStore(file)).toThrow(expect.objectContaining({ code: "database_newer" }));

  expect(userVersion(database)).toBe(1000);
  database.close();
});

test("opening again changes nothing", () => {
  const store = openStore(file);
  const version = userVersion(store.database);
  store.close();

  const again = openStore(file);

  expect(version).toBeGreaterThan(0);
  expect(userVersion(again.database)).toBe(version);
  again.close();
});

test("a delivery's key holds its event's number, whatever the consumer's", () => {
  for (const consumer of [1, maxConsumers - 1]) expect(sequenceOf(deliveryKey(7, consumer))).toBe(7);
});
