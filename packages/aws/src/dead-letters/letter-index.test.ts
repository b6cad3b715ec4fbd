import { hash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { replayed } from "../deliveries/transitions.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { createLetterIndex } from "./letter-index.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const letterOf = (number: number, message = "no"): DeliveryRecord => ({
  eventId: `evt_${hash("md5", String(number))}`,
  consumer: "fulfil-order",
  type: "payment.succeeded",
  source: "stripe",
  state: "dead",
  replay: 0,
  token: 1,
  attempt: 1,
  attempts: [
    {
      number: 1,
      startTime: "2026-11-21T00:00:00.000Z",
      endTime: "2026-11-21T00:00:01.000Z",
      replay: 0,
      outcome: "failed",
      error: { name: "Error", message },
    },
  ],
  reason: "failed",
  deadTime: Date.parse("2026-11-21T00:00:01.000Z") + number,
  failure: { name: "Error", message },
  traceHeader: "Root=1-1",
  text: "{}",
  version: 1,
});

async function all(letters: AsyncIterable<DeliveryRecord>): Promise<readonly DeliveryRecord[]> {
  const found: DeliveryRecord[] = [];
  for await (const letter of letters) found.push(letter);
  return found;
}

function setUp() {
  const { dynamodb, table, now } = world;
  const letters = createLetterIndex({ dynamodb, table }).letters(["fulfil-order"], {});
  return { deliveries: createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now }), letters };
}

test("letters are whole and in their order, over more pages than one read of the table takes", async () => {
  const { deliveries, letters } = setUp();
  const dead = Array.from({ length: 230 }, (_, number) => letterOf(number, "x".repeat(1_000)));
  await Promise.all(dead.map((letter) => deliveries.put(letter)));

  expect(await all(letters)).toEqual(dead);
});

test("what the table does not give at once is asked for again", async () => {
  const { deliveries, letters } = setUp();
  const [one, other] = [letterOf(1), letterOf(2)];
  await Promise.all([one, other].map((letter) => deliveries.put(letter)));
  let reads = 0;
  world.faults.dynamodb = async (request) => {
    if (!request.headers.get("x-amz-target")?.endsWith("BatchGetItem") || ++reads > 1) return undefined;
    const { RequestItems } = (await request.clone().json()) as { readonly RequestItems: object }; // safe: our own request
    return Response.json({ Responses: {}, UnprocessedKeys: RequestItems });
  };

  expect(await all(letters)).toEqual([one, other]);
});

test("a letter that was sent again since the index was written is none any more", async () => {
  const { deliveries, letters } = setUp();
  const [one, other] = [letterOf(1), letterOf(2)];
  await Promise.all([one, other].map((letter) => deliveries.put(letter)));
  world.faults.dynamodb = async (request) => {
    if (!request.headers.get("x-amz-target")?.endsWith("BatchGetItem")) return undefined;
    world.faults.dynamodb = undefined;
    await deliveries.put(replayed(one));
    return undefined;
  };

  expect(await all(letters)).toEqual([other]);
});
