import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { hash } from "node:crypto";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { indexUnits, itemBytes, writeUnits } from "../testing/write-units.ts";
import type { Item } from "./item.ts";
import { hoursPartition } from "./keys.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

interface Write {
  readonly operation: string;
  readonly input: { readonly Item?: Item; readonly Key?: Item };
}

/** What is written to the table meanwhile, at the wire, without the item that notes an hour's first event. */
async function writesOf(work: () => Promise<unknown>): Promise<readonly Write[]> {
  const writes: Write[] = [];
  world.faults.dynamodb = async (request) => {
    const operation = request.headers.get("x-amz-target")?.split(".")[1] ?? "";
    const input = (await request.clone().json()) as Write["input"]; // safe: our own request
    const isHour = (input.Item ?? input.Key)?.["pk"]?.S === hoursPartition;
    if (operation !== "GetItem" && !isHour) writes.push({ operation, input });
    return undefined;
  };
  await work();
  world.faults.dynamodb = undefined;
  return writes;
}

async function stored(Key: Item): Promise<Item> {
  const { Item = {} } = await world.dynamodb.send(new GetItemCommand({ TableName: world.table, Key }));
  return Item;
}

/** The write units of writes to items of which each is written once. */
async function unitsOf(
  writes: readonly Write[],
): Promise<{ readonly table: number; readonly index: number }> {
  const items = await Promise.all(
    writes.map(async ({ input: { Item, Key = {} } }) => Item ?? (await stored(Key))),
  );
  return {
    table: items.reduce((sum, item) => sum + writeUnits(undefined, item), 0),
    index: items.reduce((sum, item) => sum + indexUnits(undefined, item), 0),
  };
}

const entryOf = (kilobytes: number) => {
  const entry = busEntry({ providerId: "a", original: { text: "x".repeat(kilobytes * 1024) } });
  return { ...entry, digest: hash("sha256", entry.digest, "base64url") }; // as long as it is outside of tests
};

test.each([
  { kilobytes: 2, table: 4, objects: 0 },
  { kilobytes: 7, table: 9, objects: 0 },
  { kilobytes: 20, table: 2, objects: 1 },
  { kilobytes: 200, table: 2, objects: 1 },
])(
  "a webhook of $kilobytes KB costs $table write units of the table, 1 of the index, and $objects objects",
  async ({ kilobytes, table, objects }) => {
    const { bus } = busOfWorld(world);

    const writes = await writesOf(() => bus.publish([entryOf(kilobytes)]));

    expect(writes.map(({ operation }) => operation)).toEqual(["PutItem", "UpdateItem"]);
    expect(await unitsOf(writes)).toEqual({ table, index: 1 });
    expect(world.s3Service.objects.size).toBe(objects);
  },
);

test("what the mark and a duplicate write is no part of the event's item, and not in the index", async () => {
  const { bus } = busOfWorld(world);
  const [claim, mark] = await writesOf(() => bus.publish([entryOf(7)]));

  const again = await writesOf(() => bus.publish([entryOf(7)]));

  expect(again.map(({ operation }) => operation)).toEqual(["PutItem", "UpdateItem"]); // the first one is refused
  expect(again[1]?.input.Key).toEqual(mark?.input.Key);
  const marked = await stored(mark?.input.Key ?? {});
  expect(itemBytes(marked)).toBeLessThan(200);
  expect(indexUnits(undefined, marked)).toBe(0);
  const item = claim?.input.Item ?? {};
  expect(await stored({ pk: item["pk"] ?? { S: "" }, sk: item["sk"] ?? { S: "" } })).toEqual(item);
});

test("a mark outlives its event, which would look unpublished without it", async () => {
  const { bus } = busOfWorld(world);

  const [claim, mark] = await writesOf(() => bus.publish([entryOf(2)]));

  const margin =
    Number((await stored(mark?.input.Key ?? {}))["expires"]?.N) - Number(claim?.input.Item?.["expires"]?.N);
  expect(margin).toBe(14 * 86_400);
});
