import { expect, test } from "vitest";
import { packItems, packResults, unpackItems, unpackResults } from "./packed.ts";
import type { RunItem, RunResult } from "./protocol.ts";

test("deliveries come out of the other thread as they went in", () => {
  const items: readonly RunItem[] = [
    { key: 4096, token: 1, attempt: 1, replay: 0, text: '{"id":"evt_1"}' },
    { key: 2 ** 52 + 1, token: 7, attempt: 3, replay: 2, text: "Grüße 🐝" },
  ];

  expect(unpackItems(structuredClone(packItems(items)))).toEqual(items);
  expect(unpackItems(structuredClone(packItems([])))).toEqual([]);
});

test("ends come back whole, those that went well before the others", () => {
  const done = (key: number): RunResult => ({
    key,
    token: 1,
    startedAt: 1_795_000_000_000,
    endedAt: 1_795_000_000_007,
    outcome: "done",
  });
  const failure = { name: "TypeError", message: "no", stack: "TypeError: no", permanent: false };
  const failed: RunResult = { ...done(2), outcome: "failed", failure };
  const late: RunResult = { ...done(3), outcome: "timeout", failure };

  const found = unpackResults(structuredClone(packResults([late, done(1), failed, done(4)])));

  expect(found).toEqual([done(1), done(4), late, failed]);
});
