import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Failure } from "../delivery/failure.ts";
import { type CreateReplayEngine, killedAt, type ReplayEngine, ReplayWorld } from "./replay-harness.ts";

export interface ReplayScenarioOptions {
  /** Default 10,000; a multiple of 20. */
  readonly letters?: number;
  /** Points at which the run is killed. Default 50. */
  readonly kills?: number;
}

const minutes = 60_000;

/** The hour after an outage, whole: many letters, and a run that is killed again and again. */
export function testReplayScenario(
  name: string,
  create: CreateReplayEngine,
  { letters = 10_000, kills = 50 }: ReplayScenarioOptions = {},
): void {
  describe(`replay scenario: ${name}`, () => {
    let engine: ReplayEngine;
    let world: ReplayWorld;
    beforeEach(async () => {
      engine = await create();
      world = new ReplayWorld(engine);
    });
    afterEach(() => engine.close());

    test(
      `${letters} letters of five reasons: filters are exact, and a run killed ${kills} times ends with every letter accounted for`,
      async () => {
        const texts = await world.letters(
          Array.from({ length: letters }, (_, index) => ({
            providerId: `n${index}`,
            type: index % 10 === 0 ? "payment.failed" : "payment.succeeded",
            consumers: [index % 4 === 0 ? "audit" : "fulfil-order"],
            original: { id: `n${index}`, amount: index % 100 },
            failure: failureOf(index % 5),
          })),
        );
        expect(await world.free({ error: "order * is missing" })).toHaveLength(letters / 5);
        expect(await world.free({ error: "TimeoutError", consumer: "audit" })).toHaveLength(letters / 20);
        expect(await world.free({ type: "payment.failed" })).toHaveLength(letters / 10);
        const where = { data: { original: { amount: [{ numeric: [">=", 90] }] } } };
        expect(await world.free({ where })).toHaveLength(letters / 10);

        const untouched = new Set(await world.free({ error: "SyntaxError" }));
        const id = await world.start({
          what: { kind: "dead-letters", filter: { type: "payment.*" } },
          // Slow enough for so many kills before the end, where a look sends what goes in a second.
          limits: { ratePerSecond: letters / 100, canary: 20, maxFailureShare: 1 },
        });
        await world.operator.checkOut("chk_kept", [...untouched].slice(0, 20), 24 * 60 * 60);
        const fails = (delivery: string): boolean => delivery.charCodeAt(8) % 16 === 0;
        const handle = ({ id: delivery }: { readonly id: string }) => (fails(delivery) ? "fail" : "done");
        const wait = async (): Promise<void> => {
          engine.advance(1);
          await world.work(handle, 1_000);
        };
        const random = randomFrom(20_261_121);
        let killed = 0;
        while (killed < kills) {
          const call = 1 + Math.floor(random() * 60);
          const ports = killedAt(engine.replay, call, random() < 0.5 ? "before" : "after");
          const end = await world.run(id, handle, { ports, wait }).catch(() => "killed" as const);
          killed += 1;
          if (end !== "killed" && (await world.job(id)).state === "completed") break;
          await world.operator.resumeJob(id);
          engine.advance(minutes / 1000);
        }
        await world.run(id, handle, { wait });

        const job = await world.job(id);
        expect(killed).toBe(kills);
        expect(job).toMatchObject({ state: "completed", open: 0 });
        expect(job.sent).toBe(letters - 20);
        expect(job.done + job.failedAgain).toBe(job.sent);
        const failedAgain = new Set(await world.free());
        expect(failedAgain.size).toBe(job.failedAgain);
        const twice = new Set(job.maybeTwice);
        for (const delivery of sampleOf([...texts.keys()], random)) {
          const report = await world.delivery(delivery);
          const isHeld =
            (await engine.deadLetters.list({ holder: "chk_kept", ids: [delivery] }, { limit: 1 })).rows
              .length > 0;
          if (isHeld) expect(report).toMatchObject({ state: "dead", replay: 0 });
          else if (!twice.has(delivery)) {
            expect(report).toMatchObject({ state: fails(delivery) ? "dead" : "done", replay: 1 });
          }
        }
        const kept = await engine.replay.replays.texts([...texts.keys()].slice(0, 500));
        expect(kept).toEqual([...texts.values()].slice(0, 500));
      },
      10 * minutes,
    );
  });
}

const failures: readonly Failure[] = [
  { name: "Error", message: "order 17 is missing", permanent: true },
  { name: "TimeoutError", message: "did not finish within 30 s", permanent: false },
  { name: "TypeError", message: "cannot read properties of undefined", permanent: false },
  { name: "SyntaxError", message: "the event cannot be read", permanent: true, unreadable: true },
  { name: "HttpError", message: "the warehouse answered 503", permanent: false },
];

function failureOf(index: number): Failure {
  const failure = failures[index % failures.length];
  if (failure === undefined) throw new Error("there are five");
  return failure;
}

function sampleOf<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return Array.from({ length: 400 }, () => items[Math.floor(random() * items.length)]).filter(
    (item) => item !== undefined,
  );
}

/** Numbers that look random and are the same in every run: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
