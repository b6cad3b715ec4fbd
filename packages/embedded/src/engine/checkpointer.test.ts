import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStore, type Store } from "../database/store.ts";
import { countThreads } from "../testing/threads.ts";
import { createCheckpointer } from "./checkpointer.ts";

const gigabyte = 1024 ** 3; // more than any threshold
let directory: string;
let file: string;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-checkpoint-"));
  file = join(directory, "hookyard.db");
  store = openStore(file);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function accept(count: number): void {
  store.transact(() => {
    for (let index = 0; index < count; index++) {
      store.acceptor.accept(busEntry({ providerId: `p${Math.random()}` }), [], 0, () => undefined);
    }
  });
}

/** What another program meets that opens the database as if it had it for itself. */
async function otherProgram(): Promise<string> {
  const script = `const database = new (require("node:sqlite").DatabaseSync)(process.argv[1], { timeout: 0 });
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    try { database.prepare("SELECT * FROM events").all(); console.log("read"); } catch (error) { console.log(error.message); }`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script, file]);
  return stdout.trim();
}

test("moves the log into the database file", async () => {
  const checkpointer = createCheckpointer(store.database, file);
  accept(500);
  const before = statSync(file).size;

  checkpointer.wrote(gigabyte);

  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before + 100_000), { timeout: 10_000 });
  await checkpointer.stop();
});

test("its thread is there while there is something to move, and again when there is more", async () => {
  const checkpointer = createCheckpointer(store.database, file, 1);
  expect(countThreads("checkpoint")).toBe(0);

  for (let round = 0; round < 3; round++) {
    const before = statSync(file).size;
    accept(500);
    checkpointer.wrote(gigabyte);
    await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before + 100_000), {
      timeout: 10_000,
    });
    await vi.waitFor(() => expect(countThreads("checkpoint")).toBe(0), { timeout: 10_000 });
  }
  expect(await otherProgram()).toBe("database is locked");
  await checkpointer.stop();
});

test("the end of its thread does not let go of the locks that SQLite holds for the process", async () => {
  const checkpointer = createCheckpointer(store.database, file);
  accept(10);
  checkpointer.wrote(gigabyte);
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(4096), { timeout: 10_000 });

  await checkpointer.stop();

  expect(await otherProgram()).toBe("database is locked");
});
