import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { testAuditTrail } from "@hookyard/core/operator/audit.contract";
import type { AuditAction } from "@hookyard/core/operator/audit";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { auditKey, auditRetentionSeconds } from "./audit-keys.ts";
import { createAuditTrail } from "./audit-trail.ts";

const action: AuditAction = { who: "console", role: "operator", action: "dead-letters/replay" };

function trailOf({ dynamodb, table, now }: AwsWorld, at: () => number = now) {
  return createAuditTrail({ dynamodb, table, now: at, random: () => randomBytes(4).toString("hex") });
}

testAuditTrail("aws", async () => {
  const world = await createAwsWorld();
  return { trail: trailOf(world), now: () => new Date(world.now()), close: world.close };
});

test("entries of several months, and of months without any between them, come newest first in pages", async () => {
  const world = await createAwsWorld();
  let time = Date.parse("2025-12-31T23:59:59.999Z");
  const trail = trailOf(world, () => time);
  const ids: string[] = [];
  for (const at of ["2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-05-17T12:00:00Z"]) {
    time = Date.parse(at);
    ids.unshift(await trail.begin(action), await trail.begin(action));
  }
  ids.sort().reverse();

  const first = await trail.entries({ limit: 3 });
  const second = await trail.entries({ limit: 3, cursor: first.next ?? "" });

  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeUndefined();
  await world.close();
});

test("an entry is forgotten 400 days after it was begun", async () => {
  const world = await createAwsWorld();
  const trail = trailOf(world, () => 1_000_000);

  const id = await trail.begin(action);

  const { Item } = await world.dynamodb.send(
    new GetItemCommand({ TableName: world.table, Key: auditKey(id) }),
  );
  expect(Item?.["expires"]?.N).toBe(String(1_000 + auditRetentionSeconds));
  await world.close();
});

test("where the table does not take the mark, nothing is done: the action is refused", async () => {
  const world = await createAwsWorld();
  world.faults.dynamodb = () =>
    Response.json({ __type: "com.amazonaws.dynamodb.v20120810#AccessDeniedException" }, { status: 400 });

  await expect(trailOf(world).begin(action)).rejects.toMatchObject({ name: "AccessDeniedException" });
  world.faults.dynamodb = undefined;
  expect((await trailOf(world).entries({ limit: 10 })).rows).toEqual([]);
  await world.close();
});

test("a throttled mark is tried again and stands in the trail once", async () => {
  const world = await createAwsWorld();
  let isThrottled = true;
  world.faults.dynamodb = () => {
    if (!isThrottled) return undefined;
    isThrottled = false;
    return Response.json(
      { __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException" },
      { status: 400 },
    );
  };

  const id = await trailOf(world).begin(action);

  expect((await trailOf(world).entries({ limit: 10 })).rows.map((entry) => entry.id)).toEqual([id]);
  await world.close();
});
