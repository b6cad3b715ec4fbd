import { expect, test } from "vitest";
import type { LetterCount, Replays } from "../port/replays.ts";
import { request } from "../port/replay-harness.ts";
import { planReplay } from "./plan.ts";

const time = "2026-11-21T00:00:00.000Z";

/** Letters of which each has an error of its own, in parts of 2,000. */
function letterCounts(count: number): Pick<Replays, "countLetters"> {
  return {
    async countLetters(_filter, cursor = "0") {
      const first = Number(cursor);
      const groups = Array.from({ length: Math.min(2_000, count - first) }, (_, index): LetterCount => {
        const errorName = `Error${first + index}`;
        const times = { oldestTime: time, newestTime: time };
        return { consumer: "audit", reason: "permanent", errorName, count: 1, bytes: 10, ...times };
      });
      return { groups, tooOften: 0, ...(first + 2_000 < count && { next: String(first + 2_000) }) };
    },
  };
}

test("a plan of errors that each have another name counts all of them, and tells no more than a thousand apart", async () => {
  const replays = letterCounts(10_000) as Replays; // safe: a plan of letters to their consumers counts letters only

  const plan = await planReplay(request(), { ports: { replays }, now: new Date(time) });

  expect(plan).toMatchObject({
    count: 10_000,
    bytes: 100_000,
    lanes: [{ consumer: "audit", count: 10_000 }],
  });
  expect(plan.groups).toHaveLength(1_001);
  expect(plan.groups[0]).toMatchObject({ errorName: "(other errors)", count: 9_000 });
});
