import { afterEach, describe, expect, test } from "vitest";
import { exponential, fixed, type RetryPolicy } from "@hookyard/core";
import { createEngineWorld, type EngineWorld, type EngineWorldOptions } from "../testing/engine-world.ts";

// The clock is the test's, and in the past: nothing is due before it is moved, and nobody waits for real.
const start = Date.parse("2020-01-01T00:00:00Z");
let time = start;
let world: EngineWorld | undefined;
afterEach(() => world?.remove());

async function createWorld(
  retry: RetryPolicy,
  options: Partial<EngineWorldOptions> = {},
): Promise<EngineWorld> {
  time = start;
  world = await createEngineWorld({ consumers: { obey: retry }, now: () => time, ...options });
  return world;
}

/** Lets an event fail to its end, each attempt exactly when it is due; answers the seconds between the attempts. */
async function waitsOf(
  { publish, untilAttempts, wake }: EngineWorld,
  failures: number,
): Promise<readonly number[]> {
  const waits: number[] = [];
  await publish("failing", "fail");
  for (let count = 1; count <= failures; count++) {
    const next = (await untilAttempts("failing", count))[count - 1]?.next;
    if (next?.kind !== "retry") throw new Error(`attempt ${count} is not followed by another: ${next?.kind}`);
    waits.push((next.at - time) / 1000);
    time = next.at;
    wake();
  }
  return waits;
}

describe("the time of the next attempt", () => {
  test("follows a fixed schedule to the millisecond, the last wait repeating", async () => {
    const retry = { attempts: 6, backoff: fixed(["10 seconds", "1 minute", "90 minutes"]) };

    expect(await waitsOf(await createWorld(retry), 5)).toEqual([10, 60, 5400, 5400, 5400]);
  });

  test("doubles without jitter, up to the longest", async () => {
    const backoff = exponential({ first: "10 seconds", most: "1 minute", jitter: false });

    expect(await waitsOf(await createWorld({ attempts: 6, backoff }), 5)).toEqual([10, 20, 40, 60, 60]);
  });

  test("with jitter is anything from at once to the computed wait", async () => {
    const random = [0, 0.25, 0.5, 0.75, 0.999_999];
    const retry = { attempts: 6, backoff: exponential({ first: "10 seconds", most: "1 minute" }) };
    const drawn = random.values();

    const waits = await waitsOf(await createWorld(retry, { random: () => drawn.next().value ?? 0 }), 5);

    expect(waits).toEqual([0, 5, 20, 45, 60]);
  });

  test("with real randomness stays within the policy", async () => {
    const retry = { attempts: 8, backoff: exponential({ first: "1 second", most: "8 seconds" }) };

    const waits = await waitsOf(await createWorld(retry), 7);

    const longest = [1, 2, 4, 8, 8, 8, 8];
    expect(waits.every((wait, index) => wait >= 0 && wait <= (longest[index] ?? 0))).toBe(true);
  });

  test("is what RetryAfterError asks for, to the second and without jitter, and the attempt counts", async () => {
    const { publish, untilAttempts, wake, untilSettled } = await createWorld({
      attempts: 2,
      backoff: exponential({ first: "10 seconds", most: "1 minute" }),
    });
    await publish("busy", { retryAfterSeconds: 77 });

    const [first] = await untilAttempts("busy", 1);
    expect(first?.next).toMatchObject({ kind: "retry", at: start + 77_000 });
    time = start + 77_000;
    wake();

    expect(await untilSettled("busy")).toMatchObject({
      history: [{ state: "dead", reason: "attempts_exhausted" }],
    });
  });

  test("is twelve hours away at most, whatever RetryAfterError asks for", async () => {
    const { publish, untilAttempts } = await createWorld({ attempts: 2, backoff: fixed(["10 seconds"]) });

    await publish("very busy", { retryAfterSeconds: 10_000_000 });

    const [first] = await untilAttempts("very busy", 1);
    expect(first?.next).toMatchObject({ kind: "retry", at: start + 12 * 3_600_000 });
  });

  test("does not come before its time", async () => {
    const { publish, untilAttempts, untilSettled, attempts, wake } = await createWorld({
      attempts: 2,
      backoff: fixed(["10 seconds"]),
    });
    await publish("failing", "fail");
    await untilAttempts("failing", 1);

    time = start + 9_999;
    wake();
    // What is handed out after that look has ended: the failing one was not handed out by it.
    await publish("later", "succeed");
    await untilSettled("later");
    expect(attempts("failing")).toHaveLength(1);

    time = start + 10_000;
    wake();
    expect(await untilAttempts("failing", 2)).toHaveLength(2);
  });
});

describe("the end of a delivery that fails", () => {
  test("PermanentError makes it a dead letter at once", async () => {
    const { publish, untilSettled } = await createWorld({ attempts: 8, backoff: fixed(["10 seconds"]) });

    await publish("unwanted", "fail-permanently");

    const { history } = await untilSettled("unwanted");
    expect(history).toMatchObject([
      {
        state: "dead",
        reason: "permanent",
        attempts: [
          { number: 1, outcome: "failed", error: { name: "PermanentError", message: "nobody wants this" } },
        ],
      },
    ]);
  });

  test("after the last attempt it is a dead letter with its reason and every error", async () => {
    const engine = await createWorld({ attempts: 3, backoff: fixed(["10 seconds"]) });

    await waitsOf(engine, 2);

    const { history } = await engine.untilSettled("failing");
    expect(history).toMatchObject([{ state: "dead", reason: "attempts_exhausted" }]);
    expect(history[0]?.attempts.map(({ number, error }) => [number, error?.name, error?.message])).toEqual(
      [1, 2, 3].map((attempt) => [
        attempt,
        "TypeError",
        `attempt ${attempt} failed; caused by Error: the bank is closed`,
      ]),
    );
    expect(engine.attempts("failing").map(({ attempt, next }) => [attempt, next.kind])).toEqual([
      [1, "retry"],
      [2, "retry"],
      [3, "dead"],
    ]);
  });

  test("a handler that throws nothing at all has failed too", async () => {
    const { publish, untilSettled } = await createWorld({ attempts: 1, backoff: fixed(["10 seconds"]) });

    await publish("odd", "throw-nothing");

    expect(await untilSettled("odd")).toMatchObject({
      history: [{ state: "dead", reason: "attempts_exhausted" }],
    });
  });
});
