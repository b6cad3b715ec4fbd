import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, describe, expect, test } from "vitest";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { writeEnvelope } from "../deliveries/envelope.ts";
import { fromReceived, type QueueMessage } from "../deliveries/queue-message.ts";
import {
  createDeliveryWorld,
  type DeliveryWorld,
  type DeliveryWorldOptions,
} from "../testing/delivery-world.ts";

const failure = { name: "Error", message: "no such order", permanent: true };
let world: DeliveryWorld;
afterEach(() => world.aws.close());

async function start(options?: DeliveryWorldOptions): Promise<void> {
  world = await createDeliveryWorld(options);
}

function queues() {
  const { "fulfil-order": own } = world.queues;
  if (own === undefined) throw new Error("no queues");
  return own;
}

async function letter(providerId: string): Promise<string> {
  const id = await world.deliver({ providerId });
  const [delivery] = await world.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 });
  if (delivery === undefined) throw new Error("nothing was due");
  await world.deliveries.deadLetter(delivery.lease, "permanent", failure);
  return `${id}:fulfil-order`;
}

/** A look at a queue that hides nothing. */
async function firstOf(queue: string): Promise<QueueMessage | undefined> {
  const { Messages = [] } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queue, VisibilityTimeout: 0, AttributeNames: ["All"] }),
  );
  return Messages.map(fromReceived)[0];
}

/** The delivery, to be written anew. */
async function known(eventId: string): Promise<DeliveryRecord> {
  const record = await world.delivery(eventId);
  if (record === undefined) throw new Error("there is no such delivery");
  return { ...record, version: record.version + 1 };
}

describe("dead letters on SQS and the table", () => {
  test("what is replayed or discarded leaves the dead-letter queue, and nothing else does", async () => {
    await start();
    const [a, b, c] = [await letter("a"), await letter("b"), await letter("c")];

    await world.deadLetters.replay({ ids: [a] }, 10);
    await world.deadLetters.discard({ ids: [b] }, 10, "cancelled");

    expect(await world.count(queues().deadLetterQueue)).toBe(1);
    expect((await world.deadLetters.list({}, { limit: 10 })).rows.map(({ id }) => id)).toEqual([c]);
    expect(await world.count(queues().queue)).toBe(1);
  });

  test("a message that SQS moved after crashes is found in the queue and can be replayed", async () => {
    await start({ maxReceiveCount: 2 });
    const id = await world.deliver({ providerId: "a" });
    for (let receipts = 0; receipts < 3; receipts++) {
      await world.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 });
      world.aws.advance(31);
    }
    expect(await world.count(queues().deadLetterQueue)).toBe(1);

    const { rows } = await world.deadLetters.list({}, { limit: 10 });
    expect(rows).toMatchObject([
      { id: `${id}:fulfil-order`, reason: "attempts_exhausted", errorName: "ConsumerCrashed", attempts: 2 },
    ]);
    expect(await world.deadLetters.replay({}, 10)).toEqual({ ids: [`${id}:fulfil-order`], left: 0 });
    expect(await world.count(queues().deadLetterQueue)).toBe(0);
    expect(await world.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 })).toMatchObject([
      { attempt: 1, replay: 1 },
    ]);
  });

  test("the trace and the event's own text go the whole way: to the dead letter, and with its replay", async () => {
    await start();
    const { text, event } = busEntry({ providerId: "a" });
    const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
    await world.aws.sqs.send(
      new SendMessageCommand({
        QueueUrl: queues().queue,
        MessageBody: writeEnvelope(text),
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: trace } },
      }),
    );
    const [delivery] = await world.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 });
    if (delivery !== undefined) await world.deliveries.deadLetter(delivery.lease, "permanent", failure);

    expect(await firstOf(queues().deadLetterQueue)).toMatchObject({ traceHeader: trace });
    world.aws.advance(1);
    await world.table.put({ ...(await known(event.id)), text });
    await world.deadLetters.replay({}, 10);

    const replayed = await firstOf(queues().queue);
    expect(replayed).toMatchObject({ traceHeader: trace, body: writeEnvelope(text) });
    expect(JSON.parse(replayed?.body ?? "")).toMatchObject({ time: event.time });
  });

  test("what EventBridge could not deliver is found in the queue of the rule's target, with its reason", async () => {
    await start();
    const { text, event } = busEntry({ providerId: "a" });
    await world.send(queues().targetDeadLetterQueue, writeEnvelope(text), {
      RULE_ARN: "arn:aws:events:eu-west-1:1:rule/x",
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: "Lack of permissions to invoke cross account target.",
    });

    const { rows } = await world.deadLetters.list({}, { limit: 10 });

    expect(rows).toMatchObject([
      { eventId: event.id, reason: "undelivered", errorName: "NO_PERMISSIONS", attempts: 0 },
    ]);
    await world.deadLetters.replay({}, 10);
    expect(await world.count(queues().targetDeadLetterQueue)).toBe(0);
    expect(await world.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 })).toMatchObject([
      { replay: 1, text },
    ]);
  });

  test("what somebody else put into the queue is listed as unreadable, once, and goes when it is discarded", async () => {
    await start();
    await world.send(queues().deadLetterQueue, "hello");

    await world.deadLetters.list({}, { limit: 10 });
    const { rows } = await world.deadLetters.list({}, { limit: 10 });

    expect(rows).toMatchObject([{ reason: "unreadable", type: "hookyard.unreadable" }]);
    expect((await world.deadLetters.replay({}, 10)).ids).toEqual([]);
    await world.deadLetters.discard({}, 10, "not ours");
    expect(await world.count(queues().deadLetterQueue)).toBe(0);
  });

  test("a replay that ended after it had sent is not lost and not sent in a circle", async () => {
    let writes = 0;
    await start({
      table: (table) => ({
        ...table,
        put: (record) => {
          if (record.replay === 1 && ++writes === 1) return Promise.reject(new Error("the process ended"));
          return table.put(record);
        },
      }),
    });
    const id = await letter("a");

    await expect(world.deadLetters.replay({}, 10)).rejects.toThrow("the process ended");
    const [delivery] = await world.deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
    if (delivery !== undefined) await world.deliveries.complete(delivery.lease);
    world.aws.advance(61);

    expect(delivery).toMatchObject({ attempt: 1, replay: 1, lease: { deliveryId: id } });
    expect(await world.deadLetters.replay({}, 10)).toEqual({ ids: [], left: 0 });
    expect(await world.delivery(idOf("a"))).toMatchObject({ state: "done", replay: 1 });
    await world.deadLetters.sweep({});
    expect(await world.count(queues().deadLetterQueue)).toBe(0);
  });

  test("a replay that ended before it had sent is a letter again after a minute", async () => {
    await start();
    const id = await letter("a");
    const record = await world.delivery(idOf("a"));
    const marked = { until: world.aws.now() + 60_000 };
    if (record !== undefined)
      await world.table.put({ ...record, checkedOut: marked, version: record.version + 1 });

    expect((await world.deadLetters.replay({}, 10)).ids).toEqual([]);
    world.aws.advance(61);
    expect((await world.deadLetters.replay({}, 10)).ids).toEqual([id]);
  });

  test("two replays at once send a letter once", async () => {
    await start();
    for (const providerId of ["a", "b", "c", "d"]) await letter(providerId);

    const changes = await Promise.all([world.deadLetters.replay({}, 10), world.deadLetters.replay({}, 10)]);

    expect(changes.flatMap(({ ids }) => ids)).toHaveLength(4);
    expect(await world.count(queues().queue)).toBe(4);
  });

  test("what a holder has checked out is there for it alone", async () => {
    await start();
    const id = await letter("a");
    await world.deadLetters.lease({}, 10, new Date(world.aws.now() + 60_000), "me");

    expect((await world.deadLetters.list({}, { limit: 10 })).rows).toEqual([]);
    expect((await world.deadLetters.list({ holder: "you" }, { limit: 10 })).rows).toEqual([]);
    expect((await world.deadLetters.list({ holder: "me" }, { limit: 10 })).rows).toMatchObject([{ id }]);
    expect(await world.deadLetters.giveBack([id], "you")).toBe(0);
    expect(await world.deadLetters.giveBack([id], "me")).toBe(1);
  });

  test("letters are found by what their event says", async () => {
    await start();
    const id = await letter("a");
    await letter("b");

    const { rows } = await world.deadLetters.list(
      { where: { data: { original: { id: ["a"] } } } },
      { limit: 10 },
    );

    expect(rows.map((row) => row.id)).toEqual([id]);
  });

  test("a cursor of somebody's own making is refused", async () => {
    await start();

    await expect(world.deadLetters.list({}, { limit: 1, cursor: "x" })).rejects.toMatchObject({
      code: "request_invalid",
    });
  });
});
