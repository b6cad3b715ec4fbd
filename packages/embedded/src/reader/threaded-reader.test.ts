import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStore, type Store } from "../database/store.ts";
import { countThreads } from "../testing/threads.ts";
import type { Reader } from "./reader.ts";
import { createThreadedReader } from "./threaded-reader.ts";

let directory: string;
let store: Store;
let reader: Reader;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-reader-"));
  store = openStore(join(directory, "hookyard.db"));
});
afterEach(async () => {
  await reader.close();
  store.close();
  rmSync(directory, { recursive: true });
});

const readers = (): number => countThreads("reader");

test("its thread is there while it is asked, and again when it is asked again", async () => {
  reader = createThreadedReader(join(directory, "hookyard.db"), 1);
  expect(readers()).toBe(0);

  for (let round = 0; round < 3; round++) {
    expect(await reader.ask("event", "evt_1")).toBeUndefined();
    await vi.waitFor(() => expect(readers()).toBe(0), 20_000);
  }
});

test("a thread that is still asked something does not end", async () => {
  reader = createThreadedReader(join(directory, "hookyard.db"), 0);

  const answers = await Promise.all(Array.from({ length: 200 }, () => reader.ask("overview")));

  expect(answers).toHaveLength(200);
  expect(answers.every((answer) => typeof answer === "object")).toBe(true);
});
