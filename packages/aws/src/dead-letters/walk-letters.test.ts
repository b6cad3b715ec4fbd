import { type LetterSpec, ReplayWorld } from "@hookyard/core/port/replay-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsUnderTest, createAwsUnderTest } from "../testing/aws-under-test.ts";

let engine: AwsUnderTest;
let world: ReplayWorld;
beforeEach(async () => {
  engine = await createAwsUnderTest();
  world = new ReplayWorld(engine);
});
afterEach(() => engine.close());

const letters = (count: number, spec: (index: number) => Partial<LetterSpec> = () => ({})) =>
  world.letters(Array.from({ length: count }, (_, index) => ({ providerId: `n${index}`, ...spec(index) })));

/** The reads of DynamoDB that something takes. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  let reads = 0;
  engine.world.faults.dynamodb = (request) => {
    const target = request.headers.get("x-amz-target") ?? "";
    if (/Query$|BatchGetItem$/.test(target)) reads += 1;
    return undefined;
  };
  await work();
  engine.world.faults.dynamodb = undefined;
  return reads;
}

describe("a change of a few letters among many", () => {
  test("reads no more than some hundreds to say what is left, and never that there are none where there are", async () => {
    const failure = { name: "Rare", message: "one of a kind", permanent: true };
    await world.letters([{ providerId: "first", failure }]);
    await letters(700);
    await world.letters([{ providerId: "last", failure }]);
    const soon = new Date(engine.now().getTime() + 60_000);
    const left: number[] = [];

    const reads = await readsOf(async () => {
      left.push((await engine.deadLetters.lease({ error: "one of a kind" }, 1, soon)).left);
    });
    left.push((await engine.deadLetters.lease({}, 1, soon)).left);

    expect(left).toEqual([1, 500]); // of 1 that it has not come to, and of 700
    expect(reads).toBeLessThan(2 * (500 / 20) + 10); // by twenties: the index, and the letters
  });

  test("counts what is left exactly where that is little", async () => {
    await letters(150);

    expect(await engine.deadLetters.lease({}, 20, engine.now())).toMatchObject({ left: 130 });
  });
});

describe("a pattern on the events of letters", () => {
  test("is held against many events a read", async () => {
    await letters(200, (index) => ({ original: { id: `n${index}`, amount: index } }));
    const where = { data: { original: { amount: [{ numeric: ["<", 10] }] } } };
    let found: readonly string[] = [];

    const reads = await readsOf(async () => {
      const { rows } = await engine.replay.letters.list({ where }, { limit: 100 });
      found = rows.map(({ id }) => id);
    });

    expect(found).toHaveLength(10);
    expect(reads).toBeLessThan(30);
  });
});
