import type { ConsumerReport } from "@hookyard/core/operator/operator";
import { expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

const consumer = (name: string, change: Partial<ConsumerReport> = {}): ConsumerReport => ({
  consumer: name,
  on: ["payment.*"],
  concurrency: 10,
  deliveries: { scheduled: 12, done: 3456, dead: 1, discarded: 0 },
  backlogAgeSeconds: 0,
  defined: true,
  ...change,
});
const records = () => ({
  consumers: [
    consumer("fulfil-order", { pausedTime: "2026-05-01T11:00:00.000Z" }),
    consumer("notify-team"),
    consumer("old", { defined: false, on: [], concurrency: 0 }),
  ],
});

test("one line a consumer, with what waits and whether it is paused", async () => {
  const { run, out } = createTestIo({ records: records() });

  expect(await run("consumers")).toBe(0);
  expect(out()).toMatchInlineSnapshot(`
    "CONSUMER      WANTS      AT ONCE  WAITING   DONE  DEAD  STATE
    fulfil-order  payment.*       10       12  3,456     1  paused 2026-05-01T11:00:00Z (1 h ago)
    notify-team   payment.*       10       12  3,456     1  on
    old                            0       12  3,456     1  not in the router
    "
  `);
});

test("a paused consumer says so, and a resumed one no more", async () => {
  const { run, state } = createTestIo({ records: records() });

  expect(await run("consumers", "pause", "notify-team")).toBe(0);
  expect(state.consumers[1]?.pausedTime).toBeDefined();

  expect(await run("consumers", "resume", "notify-team")).toBe(0);
  expect(state.consumers[1]?.pausedTime).toBeUndefined();
});

test("--json says what became of it", async () => {
  const { run, out } = createTestIo({ records: records() });

  await run("consumers", "pause", "notify-team", "--json");

  expect(JSON.parse(out())).toEqual({ consumer: "notify-team", paused: true });
});

test("a name that no consumer has is wrong usage, with the one that was meant", async () => {
  const { run, err } = createTestIo({ records: records() });

  expect(await run("consumers", "pause", "notify-teem")).toBe(2);
  expect(err()).toContain('Did you mean "notify-team"?');
});

test("a word that is no subcommand is wrong usage", async () => {
  const { run } = createTestIo({ records: records() });

  expect(await run("consumers", "stop")).toBe(2);
});
