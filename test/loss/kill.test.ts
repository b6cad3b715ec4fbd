import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { openOperator } from "@hookyard/embedded";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  audit,
  nothingFound,
  operatorTotals,
  operatorView,
  readEffects,
  statesOf,
  storedTotals,
  storedView,
  type View,
} from "./audit.ts";
import { createRandom, type Random } from "./random.ts";
import { runSenders, type Sending } from "./sender.ts";
import { type Server, startServer } from "./server.ts";
import { openDeliveries, readStored, type Stored } from "./stored.ts";
import { createCounter, createTarget } from "./target.ts";
import { createWebhook } from "./webhook.ts";

const kills = Number(process.env["HOOKYARD_LOSS_KILLS"] ?? 25);
const seed = Number(process.env["HOOKYARD_LOSS_SEED"] ?? 1);
const senders = 8;
const secret = "whsec_loss_by_kill";

const wanted = {
  "payment_intent.succeeded": ["record", "flaky"],
  "payment_intent.payment_failed": ["record", "refuse"],
  "customer.subscription.created": ["record", "later"],
  "invoice.paid": [],
} as const;
const types = [
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "customer.subscription.created",
  "invoice.paid",
] as const;

describe(`${kills} times kill -9 under load (seed ${seed})`, { timeout: 60_000 + kills * 4_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-kill-"));
  const dataDirectory = join(directory, "data");
  const databaseFile = join(dataDirectory, "hookyard.db");
  const effectsFile = join(directory, "effects.jsonl");
  const random = createRandom(seed);
  let server: Server | undefined;
  let sendings: readonly Sending[];
  let stored: Stored;
  let toldWhileRunning: { readonly view: View; readonly totals: Readonly<Record<string, number>> };

  const start = (): Server =>
    startServer({
      routerFile: join(import.meta.dirname, "fixture/load/router.ts"),
      dataDirectory,
      effectsFile,
      secret,
    });

  beforeAll(
    async () => {
      const target = createTarget();
      const acknowledged = createCounter();
      let isOver = false;
      const sending = runSenders({
        count: senders,
        secret,
        next: () =>
          isOver
            ? undefined
            : createWebhook(random.pick(types), random, { padding: "x".repeat(random.whole(0, 3000)) }),
        target: target.current,
        resends: ({ kind }) => kind === "refused" || random.fraction() > 0.1,
        onAnswer: ({ kind }) => {
          if (kind === "acknowledged") acknowledged.add();
        },
      });

      for (let kill = 0; kill < kills; kill++) {
        server = start();
        await killAtSomeMoment(server, { random, target, acknowledged });
        expect(["SIGKILL", 0], server.stderr()).toContain(await server.ended); // 0: it had stopped before
        target.isDown();
      }
      server = start();
      target.isUp(await server.started);
      isOver = true;
      sendings = await sending;

      await vi.waitFor(() => expect(openDeliveries(databaseFile, ["later"])).toBe(0), { timeout: 60_000 });
      const { operator } = await openOperator({ dataDirectory });
      toldWhileRunning = { view: await operatorView(operator), totals: await operatorTotals(operator) };
      await operator.close();
      server.signal("SIGTERM");
      expect(await server.ended, server.stderr()).toBe(0);
      stored = readStored(databaseFile);
    },
    60_000 + kills * 4_000,
  );

  afterAll(async () => {
    server?.signal("SIGKILL");
    await server?.ended;
    rmSync(directory, { recursive: true });
  });

  test("the load was one: events were accepted in every life, cut off, sent again, given up", () => {
    const answers = sendings.flatMap((one) => one.answers);
    const wasResent = sendings.filter((one) => one.isAcknowledged && one.answers.length > 1);

    expect(sendings.length).toBeGreaterThan(kills * 10);
    expect(answers.filter(({ kind }) => kind === "broken").length).toBeGreaterThan(kills / 2);
    expect(wasResent.length).toBeGreaterThan(kills / 2);
    expect(sendings.some((one) => !one.isAcknowledged)).toBe(true);
  });

  test("every acknowledged event is in exactly one state for every consumer, none is missing, none invented", () => {
    const effects = readEffects(effectsFile);

    const findings = audit({ sendings, stored, effects, wanted, mayWait: ["later"], now: Date.now() });

    expect(findings).toEqual(nothingFound);
  });

  test("each consumer's deliveries end as its handler decides, however often they were cut off", () => {
    expect(Object.keys(statesOf(stored, "record"))).toEqual(["done"]);
    expect(Object.keys(statesOf(stored, "refuse"))).toEqual(["dead"]);
    expect(Object.keys(statesOf(stored, "later"))).toEqual(["waiting"]);
    expect(statesOf(stored, "flaky")).toEqual({ done: expect.any(Number), dead: expect.any(Number) });
  });

  test("the operator is told what the database file says, of a running process and of a stopped one", async () => {
    const { mode, operator } = await openOperator({ dataDirectory });
    const told = { view: await operatorView(operator), totals: await operatorTotals(operator) };
    await operator.close();

    expect(mode).toBe("stopped");
    expect(told).toEqual({ view: storedView(stored), totals: storedTotals(stored) });
    expect(toldWhileRunning).toEqual(told);
  });
});

interface KillOptions {
  readonly random: Random;
  readonly target: ReturnType<typeof createTarget>;
  readonly acknowledged: ReturnType<typeof createCounter>;
}

/** Kills while the server starts, under load, or while it stops. */
async function killAtSomeMoment(
  server: Server,
  { random, target, acknowledged }: KillOptions,
): Promise<void> {
  const kind = random.fraction();
  if (kind < 0.15) {
    await Promise.race([server.started, setTimeout(random.whole(1, 500))]);
    return server.signal("SIGKILL");
  }
  target.isUp(await server.started);
  await acknowledged.more(random.whole(1, 200));
  if (kind > 0.85) server.signal("SIGTERM");
  // Mostly in the moment of an acknowledgement: what was promised then and not yet written would be missing.
  else if (kind > 0.3) return server.signal("SIGKILL");
  await setTimeout(random.whole(0, 20));
  server.signal("SIGKILL");
}
