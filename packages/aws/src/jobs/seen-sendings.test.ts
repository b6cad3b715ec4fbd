import { describe, expect, test } from "vitest";
import { createSeenSendings } from "./seen-sendings.ts";

/** A look at these, all of which are found on their way where they are read. Answers how many were read. */
function look(
  seen: ReturnType<typeof createSeenSendings>,
  job: string,
  keys: readonly string[],
  now: number,
) {
  const own = seen.of(job, now);
  const asked = keys.filter((key) => own.get(key) === undefined);
  for (const key of asked) own.note(key, "open");
  own.end();
  return asked.length;
}

function keysOf(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => `key ${from + index}`);
}

describe("what was seen of a job's sendings", () => {
  test("all but the oldest 200 need not be read again for a second", () => {
    const seen = createSeenSendings();

    const reads = [0, 999, 1_000].map((now) => look(seen, "job", keysOf(1_000), now));

    expect(reads).toEqual([1_000, 200, 1_000]);
  });

  test("what has a result is forgotten, and the next oldest are read at every look", () => {
    const seen = createSeenSendings();
    look(seen, "job", keysOf(1_000), 0);

    const after = look(seen, "job", keysOf(700, 300), 1);
    const young = seen.of("job", 2);

    expect(after).toBe(0); // the oldest of them are known as such from the next look on
    expect(young.get("key 300")).toBeUndefined();
    expect(young.get("key 999")).toBe("open");
  });

  test("no more than 20,000 are remembered, those of the job that was looked at last", () => {
    const seen = createSeenSendings();
    for (let job = 0; job < 5; job++) look(seen, `job ${job}`, keysOf(15_000), 0);

    const again = look(seen, "job 4", keysOf(25_000), 1);
    const beyond = look(seen, "job 4", keysOf(25_000), 2);

    expect(again).toBe(200 + 10_000); // the oldest, and those that are new
    expect(beyond).toBe(200 + 5_000); // the oldest, and those that there is no room for
    expect(look(seen, "job 0", keysOf(1_000), 2)).toBe(1_000);
  });
});
