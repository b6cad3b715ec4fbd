import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld, withoutWaiting } from "../testing/bus-of-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { overflowMessages } from "../testing/overflow-messages.ts";
import { drainOverflow } from "./drain-overflow.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const messagesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    messageId: `m${index}`,
    body: busEntry({ providerId: `p${index}` }).text,
  }));
const drain = (messages: Parameters<typeof drainOverflow>[0], milliseconds = 10_000) => {
  const { putEvents, clockwork } = busOfWorld(world);
  return drainOverflow(messages, { bus: world.bus, putEvents, deadline: clockwork.now() + milliseconds });
};

test("what went to the overflow queue comes out on the bus as it would have gone there", async () => {
  const { bus } = busOfWorld(world, withoutWaiting(world));
  for (let calls = 0; calls < 50; calls++) {
    world.eventBridgeService.faults.push(() => serviceError("ThrottlingException", "Rate exceeded"));
  }
  const entry = busEntry({ providerId: "a", source: "github-acme" });
  await bus.publish([entry]);
  world.eventBridgeService.faults.length = 0;

  expect(await drain(await overflowMessages(world))).toEqual({ put: 1, failed: [] });
  expect(world.eventBridgeService.taken).toMatchObject([
    { Source: "hookyard.github-acme", DetailType: entry.event.type, Detail: entry.text },
  ]);
});

test("ten go in a call", async () => {
  expect(await drain(messagesOf(25))).toEqual({ put: 25, failed: [] });
  expect(world.eventBridgeService.requests).toHaveLength(3);
});

test("each that the bus did not take is named, and no other", async () => {
  world.eventBridgeService.faults.push((entries) =>
    Response.json({
      FailedEntryCount: 1,
      Entries: entries.map((_, index) => (index === 1 ? { ErrorCode: "MalformedDetail" } : { EventId: "x" })),
    }),
  );

  expect(await drain(messagesOf(3))).toEqual({
    put: 2,
    failed: [{ messageId: "m1", code: "MalformedDetail" }],
  });
});

test("a bus that refuses everything loses nothing", async () => {
  for (let calls = 0; calls < 50; calls++) {
    world.eventBridgeService.faults.push(() => serviceError("InternalException", "no", 500));
  }

  const { put, failed } = await drain(messagesOf(12), 200);

  expect(put).toBe(0);
  expect(failed.map(({ messageId }) => messageId)).toEqual(messagesOf(12).map(({ messageId }) => messageId));
});

test.each([
  "",
  "{",
  "[]",
  "null",
  "{}",
  '{"id":"x","type":"y","source":"/elsewhere"}',
  '{"id":"x","type":"y","source":"/webhooks/a","time":"soon"}',
])("a message %j that holds no event is named as failed and holds up no other", async (body) => {
  const [good] = messagesOf(1);

  const drained = await drain([{ messageId: "bad", body }, ...(good === undefined ? [] : [good])]);

  expect(drained).toEqual({ put: 1, failed: [{ messageId: "bad", code: "unreadable" }] });
  expect(world.eventBridgeService.taken.map(({ Detail = "" }) => JSON.parse(Detail).id)).toEqual([
    idOf("p0"),
  ]);
});
