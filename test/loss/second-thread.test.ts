import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { audit, nothingFound, readEffects } from "./audit.ts";
import { createRandom } from "./random.ts";
import { runSenders, type Sending } from "./sender.ts";
import { type Server, startServer } from "./server.ts";
import { openDeliveries, readStored, type Stored } from "./stored.ts";
import { createCounter, createTarget } from "./target.ts";
import { createWebhook } from "./webhook.ts";

const secret = "whsec_loss_by_two_threads";
const wanted = { "payment_intent.succeeded": ["record", "flaky"], "invoice.paid": [] } as const;

const directory = mkdtempSync(join(tmpdir(), "hookyard-two-threads-"));
const dataDirectory = join(directory, "data");
const databaseFile = join(dataDirectory, "hookyard.db");
const effectsFile = join(directory, "effects.jsonl");
/** In each life: whether the second thread was there when the process was told to end. */
const hadSecond: boolean[] = [];
let server: Server | undefined;
let sendings: readonly Sending[];
let stored: Stored;

function start(): Server {
  const routerFile = join(import.meta.dirname, "fixture/load/router.ts");
  const limits = { secondThreadShare: 0 }; // another is wanted from the start on
  return startServer({ routerFile, dataDirectory, effectsFile, secret, limits });
}

/** By the names under which the system knows a process's threads. */
function hasSecond({ pid }: Server): boolean {
  return readdirSync(`/proc/${pid}/task`).some((task) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/comm`, "utf8").trim() === "relief";
    } catch {
      return false; // it has just ended
    }
  });
}

/** Under a load, kill -9 and SIGTERM, each while two threads take webhooks. */
beforeAll(async () => {
  const random = createRandom(7);
  const target = createTarget();
  const acknowledged = createCounter();
  let isOver = false;
  const sending = runSenders({
    count: 32,
    secret,
    next: () =>
      isOver
        ? undefined
        : createWebhook(random.fraction() < 0.05 ? "payment_intent.succeeded" : "invoice.paid", random),
    target: target.current,
    resends: () => true,
    onAnswer: ({ kind }) => {
      if (kind === "acknowledged") acknowledged.add();
    },
  });
  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    const running = start();
    server = running;
    target.isUp(await running.started);
    await vi.waitFor(() => expect(hasSecond(running)).toBe(true), { timeout: 60_000, interval: 50 });
    await acknowledged.more(200);
    hadSecond.push(hasSecond(running));
    running.signal(signal);
    expect(["SIGKILL", 0], running.stderr()).toContain(await running.ended);
    target.isDown();
  }
  const last = start();
  server = last;
  target.isUp(await last.started);
  isOver = true;
  sendings = await sending;
  await vi.waitFor(() => expect(openDeliveries(databaseFile, [])).toBe(0), { timeout: 60_000 });
  last.signal("SIGTERM");
  expect(await last.ended, last.stderr()).toBe(0);
  stored = readStored(databaseFile);
}, 240_000);

afterAll(async () => {
  server?.signal("SIGKILL");
  await server?.ended;
  rmSync(directory, { recursive: true });
});

test("two threads took webhooks when the process was ended", () => {
  expect(hadSecond).toEqual([true, true]);
});

test("every acknowledged event is in exactly one state for every consumer, none is missing, none invented", () => {
  const effects = readEffects(effectsFile);

  const findings = audit({ sendings, stored, effects, wanted, mayWait: [], now: Date.now() });

  expect(findings).toEqual(nothingFound);
});
