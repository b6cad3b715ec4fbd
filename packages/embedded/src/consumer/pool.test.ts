import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Failure } from "@hookyard/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { HandOut } from "../database/accept.ts";
import { createPool, type Pool } from "./pool.ts";

const patient = { timeout: 10_000 };
let directory: string;
let pool: Pool | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-pool-"));
});
afterEach(async () => {
  await pool?.stop(0);
  rmSync(directory, { recursive: true });
});

/** A pool for a consumer whose file begins with `top`, and whose handler ends its thread at the event `exit`. */
function createWorld(top: string) {
  const file = join(directory, "obey.mjs");
  writeFileSync(
    file,
    `import { existsSync } from "node:fs"; ${top}
     export const obey = { kind: "hookyard.consumer", name: "obey",
       definition: { timeoutSeconds: 10, retry: { attempts: 1 } },
       handler: async (event) => { if (event.id === "exit") process.exit(1); } };`,
  );
  const loaded = Promise.withResolvers<Failure | undefined>();
  const told: string[] = [];
  const charged: boolean[] = [];
  const created = createPool({
    definition: { name: "obey", concurrency: 2, timeoutSeconds: 10 },
    file,
    env: {},
    maxHeapMegabytes: 64,
    now: Date.now,
    events: {
      loaded: loaded.resolve,
      log: () => undefined,
      room: () => undefined,
      suspectEnded: () => undefined,
      returned: (items) => told.push(...items.map(({ key }) => `${key} returned`)),
      interrupted({ handOuts, wasAlone }) {
        told.push(...handOuts.map(({ key }) => `${key} interrupted`));
        charged.push(wasAlone);
      },
      finished: (attempts) => told.push(...attempts.map(({ result }) => `${result.key} ${result.outcome}`)),
    },
  });
  pool = created;
  return { pool: created, loaded: loaded.promise, told, charged };
}

const handOut = (key: number, id: string): HandOut => ({
  key,
  token: 1,
  attempt: 1,
  replay: 0,
  crashes: 0,
  text: JSON.stringify({ id }),
});

const suspect = (key: number, id: string): HandOut => ({ ...handOut(key, id), crashes: 2 });

test("a file that ends its thread while it loads fails the start, and does not hang it", async () => {
  const { loaded } = createWorld("process.exit(7);");

  expect(await loaded).toMatchObject({ name: "ConsumerCrashed", permanent: false });
});

test("what was handed out to a thread whose file loads no more is given back, and not kept for ever", async () => {
  const broken = join(directory, "broken");
  const world = createWorld(`if (existsSync(${JSON.stringify(broken)})) throw new Error("edited");`);
  expect(await world.loaded).toBeUndefined();

  writeFileSync(broken, "");
  world.pool.run([handOut(1, "exit")]);
  await vi.waitFor(() => expect(world.told).toContain("1 interrupted"), patient);
  await vi.waitFor(() => expect(world.pool.room()).toBeGreaterThan(0), patient);
  world.pool.run([handOut(2, "good")]);
  await vi.waitFor(() => expect(world.told).toContain("2 returned"), patient);

  rmSync(broken);
  await vi.waitFor(() => expect(world.pool.room()).toBeGreaterThan(0), patient);
  world.pool.run([handOut(2, "good")]);
  await vi.waitFor(() => expect(world.told).toContain("2 done"), patient);
});

test("what one handler left behind in the thread is not charged to the one that runs alone after it", async () => {
  const { pool: created, loaded, told, charged } = createWorld("");
  await loaded;

  created.run([handOut(1, "good")]);
  await vi.waitFor(() => expect(told).toContain("1 done"), patient);
  created.run([handOut(2, "exit")]);
  await vi.waitFor(() => expect(told).toContain("2 interrupted"), patient);
  await vi.waitFor(() => expect(created.room()).toBeGreaterThan(0), patient);
  created.run([handOut(2, "exit")]);

  await vi.waitFor(() => expect(charged).toEqual([false, true]), patient);
});

test("a suspect has a thread of its own, and the next one another", async () => {
  const { pool: created, loaded, told, charged } = createWorld("");
  await loaded;

  created.run([suspect(1, "good"), suspect(2, "exit"), suspect(3, "good")]);

  await vi.waitFor(() => expect(told).toEqual(["1 done", "2 interrupted", "3 done"]), patient);
  expect(charged).toEqual([true]);
  expect(created.hasSuspect()).toBe(false);
});
