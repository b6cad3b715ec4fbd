import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { tableSchema } from "../table/schema.ts";
import { awsServers } from "../testing/servers.ts";
import { createIdempotencyTable, type IdempotencyItem, type IdempotencyTable } from "./idempotency-table.ts";

const now = 1_000_000_000;
const begun: IdempotencyItem = { status: "INPROGRESS", expires: 2_000_000, inProgressUntil: now + 30_000 };
const completed: IdempotencyItem = { status: "COMPLETED", expires: 2_000_000 };

let table: IdempotencyTable;
beforeAll(async () => {
  const { dynamodbEndpoint: endpoint } = await awsServers();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const dynamodb = new DynamoDBClient({ region: "us-east-1", endpoint, credentials });
  const name = `idempotency-${crypto.randomUUID()}`;
  await dynamodb.send(new CreateTableCommand(tableSchema(name)));
  table = createIdempotencyTable({ dynamodb, table: name });
});

let count = 0;
const freshKey = (replay = 0) => ({ consumer: "fulfil-order", eventId: `evt_${++count}`, replay });

describe("an effect", () => {
  test("can be claimed once", async () => {
    const key = freshKey();

    const claims = await Promise.all([1, 2, 3].map(() => table.claim(key, begun, now)));

    expect(claims.map(({ kind }) => kind).toSorted()).toEqual(["claimed", "taken", "taken"]);
    expect(await table.get(key)).toEqual(begun);
  });

  test("that was had cannot be claimed again", async () => {
    const key = freshKey();
    await table.claim(key, begun, now);
    await table.put(key, completed);

    expect(await table.claim(key, begun, now + 60_000)).toMatchObject({ kind: "taken" });
    expect(await table.get(key)).toEqual(completed);
  });

  test("can be claimed when its owner must have ended, and not a moment before", async () => {
    const key = freshKey();
    await table.claim(key, begun, now);

    expect(await table.claim(key, begun, now + 30_000)).toMatchObject({ kind: "taken" });
    expect(await table.claim(key, begun, now + 30_001)).toEqual({ kind: "claimed" });
  });

  test("is forgotten at its time, though its item is still there", async () => {
    const key = freshKey();
    await table.put(key, completed);

    expect(await table.claim(key, begun, 2_000_001_000)).toEqual({ kind: "claimed" });
  });

  test("is free again when it failed", async () => {
    const key = freshKey();
    await table.claim(key, begun, now);
    await table.delete(key);

    expect(await table.get(key)).toBeUndefined();
    expect(await table.claim(key, begun, now)).toEqual({ kind: "claimed" });
  });

  test("of another generation, consumer or event is another", async () => {
    const key = freshKey();
    await table.put(key, completed);

    expect(await table.claim({ ...key, replay: 1 }, begun, now)).toEqual({ kind: "claimed" });
    expect(await table.claim({ ...key, consumer: "announce-push" }, begun, now)).toEqual({ kind: "claimed" });
    expect(await table.claim(freshKey(), begun, now)).toEqual({ kind: "claimed" });
  });
});
