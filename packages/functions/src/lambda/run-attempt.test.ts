import {
  type ConsumerContext,
  defineRouter,
  type HookyardEvent,
  PermanentError,
  RetryAfterError,
  source,
} from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { describe, expect, test } from "vitest";
import { type AttemptEnd, runAttempt } from "./run-attempt.ts";

const router = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: { record: { on: ["*"], retry: { attempts: 3 } } },
});

const event: HookyardEvent = {
  specversion: "1.0",
  id: "evt_0123456789abcdef0123456789abcdef",
  source: "/webhooks/stripe",
  type: "payment.succeeded",
  time: "2026-01-01T00:00:00.000Z",
  datacontenttype: "application/json",
  data: {},
  provider: "stripe",
  providertype: "payment_intent.succeeded",
  providerid: "1",
  receivedtime: "2026-01-01T00:00:00.000Z",
  traceparent: "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
};

type Line = readonly [level: string, message: string, fields: unknown];

async function run(
  handler: (event: HookyardEvent, context: ConsumerContext) => unknown,
  timeoutMilliseconds = 5_000,
): Promise<{ readonly end: AttemptEnd; readonly lines: readonly Line[] }> {
  const lines: Line[] = [];
  const end = await runAttempt({
    consumer: router.consumer("record", handler as never),
    event,
    of: { attempt: 2, replay: 1 },
    timeoutMilliseconds,
    write: (...line) => void lines.push(line),
    now: () => 1_000,
  });
  return { end, lines };
}

describe("a handler that", () => {
  test("resolves is done, whatever with", async () => {
    expect((await run(async () => new Error("a value"))).end).toEqual({ outcome: "done" });
    expect((await run(() => undefined)).end).toEqual({ outcome: "done" });
  });

  test.each<readonly [string, () => unknown, object]>([
    [
      "throws",
      () => {
        throw new TypeError("no");
      },
      { name: "TypeError", message: "no", permanent: false },
    ],
    ["rejects", async () => Promise.reject(new RangeError("no")), { name: "RangeError" }],
    [
      "throws a text",
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- what a handler may do
        throw "no";
      },
      { name: "string", message: "no" },
    ],
    [
      "throws nothing",
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- what a handler may do
        throw undefined;
      },
      { name: "undefined" },
    ],
    ["rejects with null", async () => Promise.reject(null), { name: "null" }],
    [
      "gives up",
      () => {
        throw new PermanentError("never");
      },
      { permanent: true },
    ],
    [
      "asks for later",
      () => {
        throw new RetryAfterError(30);
      },
      { retryAfterSeconds: 30 },
    ],
  ])("%s has failed", async (_what, handler, failure) => {
    expect((await run(handler)).end).toMatchObject({ outcome: "failed", failure });
  });

  test("hangs is told by its signal, and left", async () => {
    const told = Promise.withResolvers<unknown>();

    const { end } = await run((_event, { signal }) => {
      signal.addEventListener("abort", () => told.resolve(signal.reason));
      return new Promise(() => undefined);
    }, 20);

    expect(end).toEqual({
      outcome: "timeout",
      failure: { name: "TimeoutError", message: "record did not finish within 0 s", permanent: false },
    });
    expect(await told.promise).toMatchObject({ name: "TimeoutError" });
  });

  test("asks for its signal too late finds it aborted", async () => {
    const context = Promise.withResolvers<ConsumerContext>();

    await run((_event, given) => {
      context.resolve(given);
      return new Promise(() => undefined);
    }, 20);

    expect((await context.promise).signal.aborted).toBe(true);
  });
});

describe("the context", () => {
  test("says which attempt it is", async () => {
    let seen: Partial<ConsumerContext> = {};
    await run((_event, { signal: _signal, log: _log, ...context }) => {
      seen = { ...context };
    });

    expect(seen).toMatchObject({
      consumer: "record",
      deliveryId: `${event.id}:record`,
      idempotencyKey: `${event.id}:record`,
      attempt: 2,
      attempts: 3,
      replay: 1,
      traceparent: event.traceparent,
    });
    expect(seen.remainingMilliseconds?.()).toBe(5_000);
  });

  test("takes log lines of any content", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    const { lines } = await run((_event, { log }) => {
      log.info("hello", {
        a: 1,
        b: true,
        c: "x",
        d: { e: 1 },
        f: new Error("no"),
        g: undefined,
        cycle,
        h: 1n,
      });
    });

    expect(lines).toEqual([
      [
        "info",
        "hello",
        {
          a: 1,
          b: true,
          c: "x",
          d: '{"e":1}',
          f: "Error: no",
          cycle: "(cannot be shown)",
          h: "(cannot be shown)",
        },
      ],
    ]);
  });

  test("stops a handler that logs in a loop", async () => {
    const { lines } = await run((_event, { log }) => {
      for (let line = 0; line < 1_000; line++) log.debug("again");
    });

    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toEqual(["warn", expect.stringContaining("the rest is left out"), {}]);
  });
});
