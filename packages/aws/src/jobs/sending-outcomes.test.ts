import { ReplayWorld } from "@hookyard/core/port/replay-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import { type AwsUnderTest, createAwsUnderTest } from "../testing/aws-under-test.ts";
import { createSendingOutcomes } from "./sending-outcomes.ts";

let engine: AwsUnderTest;
let world: ReplayWorld;
let reads: number;
let time: number;
beforeEach(async () => {
  engine = await createAwsUnderTest();
  world = new ReplayWorld(engine);
  time = 0;
});
afterEach(() => engine.close());

/** A look at a job that has sent so many letters. */
async function sent(count: number) {
  const specs = Array.from({ length: count }, (_, index) => ({ providerId: `n${index}` }));
  const ids = [...(await world.letters(specs)).keys()];
  const job = await world.start();
  await engine.replay.replays.sendLetters({ job, letters: ids.map((id) => ({ id })), again: false });
  engine.world.faults.dynamodb = (request) => {
    if ((request.headers.get("x-amz-target") ?? "").endsWith("BatchGetItem")) reads += 1;
    return undefined;
  };
  const sendingOutcomes = createSendingOutcomes({ ...engine.world, now: () => time });
  const open = ids.map((id) => ({ ...splitDeliveryId(id), generation: 1 }));
  return async () => {
    reads = 0;
    const sendings = sendingOutcomes.look(job);
    const outcomes = await sendings.outcomes(open);
    sendings.end();
    const done = outcomes.filter(({ outcome }) => outcome === "done").length;
    const onTheirWay = outcomes.filter(({ outcome }) => outcome === "open").length;
    return { done, open: onTheirWay, reads };
  };
}

describe("a look at what a job has on its way", () => {
  test("reads all but the oldest of what was on its way a moment ago again only after a second, where that is much", async () => {
    const look = await sent(420);

    const first = await look();
    await world.work(() => "done", 50);
    time = 999;
    const second = await look();
    time = 1_000;
    const third = await look();

    expect(first).toEqual({ done: 0, open: 420, reads: 5 });
    expect(second).toEqual({ done: 50, open: 370, reads: 2 });
    expect(third).toEqual({ done: 50, open: 370, reads: 5 });
  });

  test("knows at once what has a result, where little is on its way", async () => {
    const look = await sent(20);

    await look();
    await world.work(() => "done", 5);

    expect(await look()).toEqual({ done: 5, open: 15, reads: 1 });
  });
});
