import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { providers } from "@hookyard/core/providers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { handOut } from "../deliveries/transitions.ts";
import { deliveryKey } from "../deliveries/delivery-item.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { type Item, readNumber, readText } from "./item.ts";
import { eventKey, markKey } from "./keys.ts";
import { afterlifeSeconds, defaultRetentionSeconds, deliveryRetentionSeconds } from "./schema.ts";

const daySeconds = 86_400;
let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld({ consumers: ["fulfil-order"] });
});
afterEach(() => world.close());

async function stored(Key: Item): Promise<Item> {
  const { Item = {} } = await world.dynamodb.send(new GetItemCommand({ TableName: world.table, Key }));
  return Item;
}

const expires = (item: Item): number => readNumber(item, "expires") ?? 0;

test("an event's mark, and a delivery from its first attempt on, outlive the event by 14 days", async () => {
  const { bus } = busOfWorld(world);
  const entry = busEntry({ providerId: "a" });
  const { id: eventId, type } = entry.event;
  await bus.publish([entry]);
  const table = createDeliveryTable({ dynamodb: world.dynamodb, table: world.table, now: world.now });
  const carried = { eventId, consumer: "fulfil-order", type, source: "stripe", replay: 0 };
  const lease = { startTime: world.now(), until: world.now() + 1000, version: "1" };
  const begun = handOut(undefined, carried, lease);
  if (begun.kind !== "begin") throw new Error("a first attempt begins");
  await table.put(begun.record);

  const event = await stored(eventKey(eventId));
  const mark = await stored(markKey(eventId, readText(event, "claim") ?? ""));
  const delivery = await stored(deliveryKey(eventId, "fulfil-order"));

  const keptSeconds = expires(event) - Math.ceil(world.now() / 1000);
  expect(Math.round(keptSeconds / daySeconds)).toBe(30);
  expect(expires(mark) - expires(event)).toBe(afterlifeSeconds);
  expect(Math.round((expires(delivery) - expires(event)) / daySeconds)).toBe(14);
});

test("no provider sends again for so long that a delivery could be gone before its event", () => {
  const deletionLagSeconds = 2 * daySeconds; // "within a few days", says DynamoDB
  const horizons = Object.values(providers).map(({ horizonSeconds }) => horizonSeconds);

  const longest = Math.max(defaultRetentionSeconds, ...horizons);

  expect(longest + deletionLagSeconds).toBeLessThan(deliveryRetentionSeconds);
});
