import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Operator } from "./operator.ts";

/** An operator of a fresh engine whose router is the one below, and its events' way in. */
export interface ConsumersUnderTest {
  readonly operator: Pick<Operator, "consumerControl" | "consumers" | "overview">;
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** What consumers the router of a {@link ConsumersUnderTest} has to have. */
export const controlledConsumers = {
  "fulfil-order": {
    on: ["payment.succeeded"],
    where: { data: { amount: [{ numeric: [">", 100] }] } },
    concurrency: 7,
  },
  audit: { on: ["*"] },
} as const;

/** What every engine's `ConsumerControl` must do, and what its reports say of it. Call it once per engine. */
export function testConsumerControl(name: string, create: () => Promise<ConsumersUnderTest>): void {
  describe(`consumer control: ${name}`, () => {
    let engine: ConsumersUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    const control = (): NonNullable<Operator["consumerControl"]> => {
      if (engine.operator.consumerControl === undefined) throw new Error("the engine controls no consumers");
      return engine.operator.consumerControl;
    };
    const pausedTime = async (wanted: string): Promise<string | undefined> =>
      (await engine.operator.consumers()).find(({ consumer }) => consumer === wanted)?.pausedTime;

    test("a paused consumer is reported since when, is named as a problem, and the others go on", async () => {
      expect(await control().pause("fulfil-order")).toEqual({ consumer: "fulfil-order", paused: true });

      expect(Date.parse((await pausedTime("fulfil-order")) ?? "")).toBeGreaterThan(0);
      expect(await pausedTime("audit")).toBeUndefined();
      const { problems } = await engine.operator.overview();
      expect(problems.filter((problem) => problem.includes("paused"))).toEqual([
        expect.stringMatching(/^fulfil-order is paused since .*npx hookyard consumers resume fulfil-order/),
      ]);
    });

    test("pausing again keeps the first time; resuming ends it, and twice is the same as once", async () => {
      await control().pause("fulfil-order");
      const first = await pausedTime("fulfil-order");
      engine.advance(60);
      await control().pause("fulfil-order");

      expect(await pausedTime("fulfil-order")).toBe(first);
      for (const _ of ["once", "twice"])
        expect(await control().resume("fulfil-order")).toEqual({ consumer: "fulfil-order", paused: false });
      expect(await pausedTime("fulfil-order")).toBeUndefined();
    });

    test("a consumer that is not there is undefined", async () => {
      for (const name of ["nobody", "constructor", ""]) {
        expect(await control().pause(name)).toBeUndefined();
        expect(await control().resume(name)).toBeUndefined();
      }
    });

    test("an event is explained: who gets it, and what keeps the others from it", async () => {
      const reports = await control().explain({ type: "payment.succeeded", data: { amount: 99 } });

      expect(reports).toMatchObject([
        { consumer: "fulfil-order", matches: false, reasons: [{ path: "data.amount" }] },
        { consumer: "audit", matches: true, reasons: [] },
      ]);
    });

    test("a report says how often a consumer is tried again, how long, how many at once, and what it wants", async () => {
      const [report] = await engine.operator.consumers();

      expect(report).toMatchObject({
        consumer: "fulfil-order",
        on: controlledConsumers["fulfil-order"].on,
        where: controlledConsumers["fulfil-order"].where,
        concurrency: 7,
        timeoutSeconds: expect.any(Number),
        retry: { attempts: expect.any(Number), backoff: { kind: "exponential" } },
        defined: true,
      });
    });
  });
}
