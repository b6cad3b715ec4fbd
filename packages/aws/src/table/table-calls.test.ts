import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { sdkTableCalls } from "./sdk-table-calls.ts";
import { isDone, type TableCalls } from "./table-calls.ts";
import { number, text, texts } from "./item.ts";

let world: AwsWorld;
beforeAll(async () => {
  world = await createAwsWorld();
});
afterAll(() => world.close());

const item = {
  pk: text("E#1"),
  sk: text("E"),
  text: text('{"a":"ä € 𝄞 \\u0000"}'),
  count: number(12_345_678_901_234),
  consumers: texts(["fulfil-order", "record-payment"]),
};

describe.each<[string, () => TableCalls]>([
  ["its own calls", () => world.tableCalls],
  ["the SDK's client", () => sdkTableCalls(world.dynamodb)],
])("the table by %s", (name, callsOf) => {
  const put = { ...item, pk: text(`E#${name}`) };
  const key = { pk: put.pk, sk: put.sk };

  test("an item comes back as it was put", async () => {
    const { putItem, getItem } = callsOf();

    await putItem({ TableName: world.table, Item: put });

    expect(await getItem({ TableName: world.table, Key: key, ConsistentRead: true })).toEqual(put);
  });

  test("of an item that is not there, nothing comes back", async () => {
    const Key = { pk: text("E#none"), sk: text("E") };

    expect(await callsOf().getItem({ TableName: world.table, Key })).toBeUndefined();
  });

  test("a conditional write says whether it was done", async () => {
    const { putItem } = callsOf();
    const once = {
      TableName: world.table,
      Item: { ...put, sk: text("once") },
      ConditionExpression: "attribute_not_exists(pk)",
    };

    expect(await isDone(putItem(once))).toBe(true);
    expect(await isDone(putItem(once))).toBe(false);
  });

  test("an update and a removal are carried out", async () => {
    const { putItem, updateItem, deleteItem, getItem } = callsOf();
    await putItem({ TableName: world.table, Item: put });

    await updateItem({
      TableName: world.table,
      Key: key,
      UpdateExpression: "ADD #count :one",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":one": number(1) },
    });
    expect((await getItem({ TableName: world.table, Key: key }))?.["count"]).toEqual(
      number(12_345_678_901_235),
    );

    await deleteItem({ TableName: world.table, Key: key });
    expect(await getItem({ TableName: world.table, Key: key })).toBeUndefined();
  });

  test("what is wrong with a call is told by the service's code", async () => {
    await expect(callsOf().putItem({ TableName: "not-there", Item: put })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
