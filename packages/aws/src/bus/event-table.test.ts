import { idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventRecord } from "../table/event-item.ts";
import { eventSortKey } from "../table/keys.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { createEventTable, type EventTable } from "./event-table.ts";

let world: AwsWorld;
let events: EventTable;
beforeEach(async () => {
  world = await createAwsWorld();
  events = createEventTable({ calls: world.tableCalls, table: world.table });
});
afterEach(() => world.close());

const receivedtime = "2026-11-21T00:00:00.000Z";

const claimedBy = (claim: string): EventRecord => ({
  id: idOf("a"),
  source: "stripe",
  type: "payment.succeeded",
  provider: "stripe",
  providertype: "payment_intent.succeeded",
  providerid: "a",
  receivedtime,
  sortKey: eventSortKey(receivedtime, 0, idOf("a")),
  body: { text: "{}" },
  digest: "digest",
  consumers: ["audit"],
  duplicates: 0,
  conflicts: 0,
  state: "claimed",
  claim,
  claimTime: 1,
  expires: 2_000_000_000,
});

test("an event is found as it was claimed, and with its mark as published", async () => {
  await events.claim(claimedBy("one"));
  expect(await events.find(idOf("a"))).toEqual(claimedBy("one"));

  await events.markPublished(claimedBy("one"));
  await events.countDuplicate(claimedBy("one"), true);

  expect(await events.find(idOf("a"))).toEqual({
    ...claimedBy("one"),
    state: "published",
    duplicates: 1,
    conflicts: 1,
  });
});

test("the mark of a claim that was taken over says nothing of the one that took over", async () => {
  await events.claim(claimedBy("one"));
  expect(await events.takeOver({ ...claimedBy("two"), conflicts: 1 }, claimedBy("one"))).toBe(true);

  await events.markPublished(claimedBy("one"));
  expect((await events.find(idOf("a")))?.state).toBe("claimed");

  await events.markPublished(claimedBy("two"));
  await events.countDuplicate(claimedBy("two"), true);
  expect(await events.find(idOf("a"))).toMatchObject({ state: "published", duplicates: 1, conflicts: 2 });
});

test("a mark that is written twice keeps what was counted in between", async () => {
  await events.claim(claimedBy("one"));
  await events.markPublished(claimedBy("one"));
  await events.countDuplicate(claimedBy("one"), false);

  await events.markPublished(claimedBy("one"));

  expect((await events.find(idOf("a")))?.duplicates).toBe(1);
});

test("a claim is released, and taken over, by nobody who does not know it", async () => {
  await events.claim(claimedBy("one"));

  await events.release(claimedBy("two"));
  expect(await events.takeOver(claimedBy("three"), claimedBy("two"))).toBe(false);

  expect((await events.find(idOf("a")))?.claim).toBe("one");
});

test("a duplicate of an event that was forgotten meanwhile leaves nothing behind", async () => {
  await events.claim(claimedBy("one"));

  await events.countDuplicate(claimedBy("one"), false);

  expect((await events.find(idOf("a")))?.state).toBe("claimed");
});
