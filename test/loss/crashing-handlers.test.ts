import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOperator } from "@hookyard/embedded";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { audit, nothingFound, operatorView, readEffects, storedView } from "./audit.ts";
import { createRandom } from "./random.ts";
import { runSenders, type Sending } from "./sender.ts";
import { type Server, startServer } from "./server.ts";
import { openDeliveries, readStored, type Stored, type StoredDelivery } from "./stored.ts";
import { createCounter, createTarget } from "./target.ts";
import { createWebhook, type Webhook } from "./webhook.ts";

const secret = "whsec_loss_by_crash";
const type = "payment_intent.succeeded";

describe("handlers that crash their thread", { timeout: 60_000 }, () => {
  const crashing = ["exits", "throws", "rejects", "leaks", "leaves-a-bomb", "spins"] as const;
  const consumers = ["healthy", ...crashing];
  const random = createRandom(3);
  // Each is poison to one consumer at most; blocked threads take seconds each, so of those there are two.
  const webhooks = Array.from({ length: 144 }, (_, index) => {
    const poison = index % 8 === 0 ? crashing[(index / 8) % crashing.length] : undefined;
    const isTooMany = poison === "spins" && index > 100;
    return {
      poison: isTooMany ? undefined : poison,
      webhook: poisonedWebhook(random, isTooMany ? undefined : poison),
    };
  });
  const directory = mkdtempSync(join(tmpdir(), "hookyard-crash-"));
  const dataDirectory = join(directory, "data");
  const databaseFile = join(dataDirectory, "hookyard.db");
  const effectsFile = join(directory, "effects.jsonl");
  let server: Server;
  let sendings: readonly Sending[];
  let stored: Stored;

  beforeAll(async () => {
    server = startServer({
      routerFile: join(import.meta.dirname, "fixture/crash/router.ts"),
      dataDirectory,
      effectsFile,
      secret,
      limits: { maxConsumerHeapMegabytes: 48 },
    });
    const url = await server.started;
    sendings = await sendAll(
      webhooks.map(({ webhook }) => webhook),
      () => Promise.resolve(url),
    );
    await vi.waitFor(() => expect(openDeliveries(databaseFile)).toBe(0), { timeout: 60_000, interval: 100 });
    const { operator } = await openOperator({ dataDirectory });
    const told = await operatorView(operator);
    await operator.close();
    server.signal("SIGTERM");
    expect(await server.ended, server.stderr()).toBe(0);
    stored = readStored(databaseFile);
    expect(told).toEqual(storedView(stored));
  }, 100_000);

  afterAll(async () => {
    server.signal("SIGKILL");
    await server.ended;
    rmSync(directory, { recursive: true });
  });

  const deliveriesOf = (consumer: string, isPoison: boolean): readonly StoredDelivery[] =>
    webhooks
      .filter(({ poison }) => (poison === consumer) === isPoison)
      .flatMap(({ webhook }) => stored.events.get(webhook.eventId)?.deliveries ?? [])
      .filter((delivery) => delivery.consumer === consumer);

  test("every event is in exactly one state for every consumer, none is missing, none invented", () => {
    const effects = readEffects(effectsFile);

    const findings = audit({ sendings, stored, effects, wanted: { [type]: consumers }, now: Date.now() });

    expect(findings).toEqual(nothingFound);
  });

  test.each(consumers)(
    "%s: what others crashed beside is done, and was charged no attempt for it",
    (consumer) => {
      const outcomes = deliveriesOf(consumer, false).map(
        ({ state, attempt }) => `${state} at attempt ${attempt}`,
      );

      expect(Object.keys(Object.groupBy(outcomes, (outcome) => outcome))).toEqual(["done at attempt 1"]);
    },
  );

  test.each([
    ["exits", "ConsumerCrashed"],
    ["throws", "ConsumerCrashed"],
    ["rejects", "ConsumerCrashed"],
    ["leaks", "ConsumerCrashed"],
    ["spins", "TimeoutError"],
  ] as const)("%s: each poison event is a dead letter that says %s", async (consumer, errorName) => {
    const { operator } = await openOperator({ dataDirectory });
    const letters = await operator.deadLetters({ consumer }, { limit: 1000 });
    await operator.close();

    const poisons = webhooks.filter(({ poison }) => poison === consumer);
    expect(poisons.length).toBeGreaterThan(1);
    expect(letters.rows.map(({ eventId }) => eventId).sort()).toEqual(
      poisons.map(({ webhook }) => webhook.eventId).sort(),
    );
    for (const letter of letters.rows)
      expect(letter).toMatchObject({ reason: "attempts_exhausted", errorName, attempts: 1 });
  });

  test("a handler that went well is done, whatever it leaves behind in its thread", () => {
    const states = deliveriesOf("leaves-a-bomb", true).map(({ state }) => state);

    expect(states.length).toBeGreaterThan(1);
    expect(states.every((state) => state === "done")).toBe(true);
  });
});

describe("a handler that kills the process, which is started again and again", { timeout: 60_000 }, () => {
  const random = createRandom(4);
  const poison = poisonedWebhook(random, "kill-all");
  const webhooks = [
    ...Array.from({ length: 30 }, () => poisonedWebhook(random, undefined)),
    poison,
    ...Array.from({ length: 30 }, () => poisonedWebhook(random, undefined)),
  ];
  const directory = mkdtempSync(join(tmpdir(), "hookyard-suicide-"));
  const dataDirectory = join(directory, "data");
  const databaseFile = join(dataDirectory, "hookyard.db");
  const effectsFile = join(directory, "effects.jsonl");
  const ended = createCounter();
  let server: Server | undefined;
  let sendings: readonly Sending[];
  let stored: Stored;

  beforeAll(async () => {
    const target = createTarget();
    let isOver = false;
    const supervise = async (): Promise<void> => {
      while (!isOver) {
        server = startServer({
          routerFile: join(import.meta.dirname, "fixture/kill/router.ts"),
          dataDirectory,
          effectsFile,
          secret,
        });
        await server.started.then(target.isUp, () => undefined);
        await server.ended;
        target.isDown();
        ended.add();
      }
    };
    const supervised = supervise();
    sendings = await sendAll(webhooks, target.current);
    await vi.waitFor(() => expect(openDeliveries(databaseFile)).toBe(0), { timeout: 60_000, interval: 100 });
    isOver = true;
    server?.signal("SIGTERM");
    await supervised;
    stored = readStored(databaseFile);
  }, 100_000);

  afterAll(async () => {
    server?.signal("SIGKILL");
    await server?.ended;
    rmSync(directory, { recursive: true });
  });

  test("the event that does it is a dead letter in the end, and the process stays", () => {
    const deliveries = stored.events.get(poison.eventId)?.deliveries;

    expect(deliveries).toEqual([
      expect.objectContaining({ consumer: "healthy", state: "done" }),
      expect.objectContaining({ consumer: "kill-all", state: "dead", reason: "attempts_exhausted" }),
    ]);
    expect(ended.total()).toBeLessThan(8);
  });

  test("all others are done, and were charged no attempt for it", () => {
    const outcomes = [...stored.events.values()]
      .filter(({ eventId }) => eventId !== poison.eventId)
      .flatMap(({ deliveries }) => deliveries)
      .map(({ state, attempt }) => `${state} at attempt ${attempt}`);

    expect(Object.groupBy(outcomes, (outcome) => outcome)).toEqual({
      "done at attempt 1": Array.from({ length: 120 }, () => "done at attempt 1"),
    });
  });

  test("every event is in exactly one state for every consumer, none is missing, none invented", () => {
    const wanted = { [type]: ["healthy", "kill-all"] };

    const findings = audit({ sendings, stored, effects: readEffects(effectsFile), wanted, now: Date.now() });

    expect(findings).toEqual(nothingFound);
  });
});

function poisonedWebhook(random: ReturnType<typeof createRandom>, poison: string | undefined): Webhook {
  return createWebhook(type, random, poison === undefined ? {} : { "data.object.metadata.poison": poison });
}

/** Sends each until it is acknowledged. */
function sendAll(webhooks: readonly Webhook[], target: () => Promise<string>): Promise<readonly Sending[]> {
  const left = [...webhooks];
  return runSenders({
    count: 4,
    secret,
    next: () => left.shift(),
    target,
    resends: () => true,
    onAnswer: () => undefined,
  });
}
