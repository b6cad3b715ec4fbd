import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { databaseFile } from "./data-directory.ts";
import { openStore } from "./database/store.ts";
import { openOperator } from "./open-operator.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-operator-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("an empty directory is named, and what to do", async () => {
  await expect(openOperator({ dataDirectory: directory })).rejects.toMatchObject({
    code: "data_directory_missing",
  });
});

test("two commands at once on a stopped directory take turns", async () => {
  openStore(databaseFile(directory)).close();
  const first = await openOperator({ dataDirectory: directory });

  const second = openOperator({ dataDirectory: directory });
  await first.operator.close();

  const opened = await second;
  expect(opened.mode).toBe("stopped");
  expect(await opened.operator.overview()).toMatchObject({ events: 0 });
  await opened.operator.close();
});
