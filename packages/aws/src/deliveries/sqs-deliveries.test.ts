import { ReceiveMessageCommand, type ReceiveMessageCommandInput } from "@aws-sdk/client-sqs";
import { BodiesError } from "@hookyard/core/port/bodies";
import { idOf } from "@hookyard/core/port/contract-harness";
import type { LeasedDelivery } from "@hookyard/core/port/deliveries";
import { afterEach, describe, expect, test } from "vitest";
import {
  createDeliveryWorld,
  type DeliveryWorld,
  type DeliveryWorldOptions,
} from "../testing/delivery-world.ts";
import { writeEnvelope } from "./envelope.ts";
import { fromReceived } from "./queue-message.ts";
import { readLetterNotes } from "./letter-message.ts";
import { retentionExceeded } from "./settle.ts";

const failure = { name: "TypeError", message: "cannot read", permanent: false };
const hour = 3600;
let world: DeliveryWorld;
afterEach(() => world.aws.close());

async function start(options?: DeliveryWorldOptions): Promise<void> {
  world = await createDeliveryWorld(options);
}

function receive(leaseSeconds = 30): Promise<readonly LeasedDelivery[]> {
  return world.deliveries.receive("fulfil-order", { max: 10, leaseSeconds });
}

async function receiveOne(leaseSeconds?: number): Promise<LeasedDelivery> {
  const [delivery] = await receive(leaseSeconds);
  if (delivery === undefined) throw new Error("nothing was due");
  return delivery;
}

function queues() {
  const { "fulfil-order": own } = world.queues;
  if (own === undefined) throw new Error("no queues");
  return own;
}

describe("deliveries on SQS", () => {
  test("come in whatever order SQS gives them, and each is handled once", async () => {
    await start();
    const ids: string[] = [];
    for (const providerId of ["a", "b", "c"]) ids.push(await world.deliver({ providerId }));
    world.aws.faults.sqs = async (request) => {
      if (request.headers.get("x-amz-target") !== "AmazonSQS.ReceiveMessage") return undefined;
      world.aws.faults.sqs = undefined;
      const asked = (await request.clone().json()) as ReceiveMessageCommandInput; // safe: our own request
      const { Messages = [] } = await world.aws.sqs.send(new ReceiveMessageCommand(asked));
      return Response.json({ Messages: Messages.toReversed() });
    };

    const received = await receive();
    for (const { lease } of received) await world.deliveries.complete(lease);

    expect(received.map(({ lease }) => lease.deliveryId.split(":")[0])).toEqual(ids.toReversed());
    world.aws.advance(hour);
    expect(await receive()).toEqual([]);
    for (const id of ids) expect(await world.delivery(id)).toMatchObject({ state: "done" });
  });

  test("a wait of two days hops, and the hops are no attempts", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    const { lease } = await receiveOne();
    await world.deliveries.retryAt(lease, new Date(world.aws.now() + 48 * hour * 1000), failure);

    const seen: number[] = [];
    for (let hours = 0; hours < 48; hours += 4) {
      world.aws.advance(4 * hour - (hours === 0 ? 60 : 0));
      seen.push((await receive()).length);
    }
    world.aws.advance(120);

    expect(seen.every((count) => count === 0)).toBe(true);
    expect(await receiveOne()).toMatchObject({ attempt: 2 });
    expect((await world.delivery(id))?.attempts).toHaveLength(1);
  });

  test("a wait that SQS would forget the message in ends as a dead letter that says so", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    for (let days = 0; days < 13; days += 0.5) {
      const { lease } = await receiveOne();
      await world.deliveries.retryAt(lease, new Date(world.aws.now() + 12 * hour * 1000), failure);
      world.aws.advance(12 * hour);
    }

    for (let tries = 0; tries < 2; tries++) {
      const [delivery] = await receive();
      if (delivery === undefined) break;
      await world.deliveries.retryAt(delivery.lease, new Date(world.aws.now() + 12 * hour * 1000), failure);
      world.aws.advance(12 * hour);
    }

    expect(await world.delivery(id)).toMatchObject({ state: "dead", reason: retentionExceeded });
    expect(await world.count(queues().deadLetterQueue)).toBe(1);
    expect(await world.count(queues().queue)).toBe(0);
  });

  test("a dead letter stands in its queue with the event and the whole reason", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    const first = await receiveOne();
    await world.deliveries.retryAt(first.lease, new Date(world.aws.now() + 1000), failure);
    world.aws.advance(2);
    const { lease } = await receiveOne();
    world.aws.advance(3);
    await world.deliveries.deadLetter(lease, "attempts_exhausted", failure);

    const { Messages = [] } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queues().deadLetterQueue, MessageAttributeNames: ["All"] }),
    );

    const [message] = Messages.map(fromReceived);
    const record = await world.delivery(id);
    expect(JSON.parse(message?.body ?? "")).toMatchObject({ detail: { id } });
    expect(readLetterNotes(message?.attributes ?? {})).toEqual({
      deliveryId: `${id}:fulfil-order`,
      replay: 0,
      token: 2,
      reason: "attempts_exhausted",
      errorName: "TypeError",
      errorMessage: "cannot read",
      attempts: 2,
      firstTime: record?.attempts[0]?.startTime,
      deadTime: record?.attempts[1]?.endTime,
      version: "7",
    });
    expect(await world.count(queues().queue)).toBe(0);
  });

  test("what EventBridge delivers twice is handled once", async () => {
    await start();
    await world.deliver({ providerId: "a" });
    await world.deliver({ providerId: "a" });

    const received = await receive();
    expect(received).toHaveLength(1);
    for (const { lease } of received) await world.deliveries.complete(lease);
    world.aws.advance(60);

    expect(await receive()).toEqual([]);
    expect(await world.count(queues().queue)).toBe(0);
  });

  test("a function that ended between the table and the queue leaves a ghost, which goes when it is met", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    await receiveOne();
    const record = await world.delivery(id);
    if (record !== undefined)
      await world.table.put({ ...record, state: "done", version: record.version + 1 });

    world.aws.advance(31);

    expect(await receive()).toEqual([]);
    expect(await world.count(queues().queue)).toBe(0);
  });

  test("a delivery that its consumer never answered comes again, and the crash stands in its history", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    await receiveOne();
    world.aws.advance(31);

    expect(await receiveOne()).toMatchObject({ attempt: 2 });
    expect((await world.delivery(id))?.attempts).toMatchObject([
      { number: 1, outcome: "crashed", version: "7", error: { name: "ConsumerCrashed" } },
    ]);
  });

  test("a message that holds no event is a dead letter at once, and does not come again", async () => {
    await start();
    await world.send(queues().queue, "not json");

    expect(await receive()).toEqual([]);
    expect(await world.count(queues().queue)).toBe(0);
    const { rows } = await world.deadLetters.list({}, { limit: 10 });
    expect(rows).toMatchObject([
      { reason: "unreadable", type: "hookyard.unreadable", errorName: "UnreadableError", source: "unknown" },
    ]);
    expect(await world.count(queues().deadLetterQueue)).toBe(1);
  });

  test("an event whose data is gone is a dead letter under its own id", async () => {
    await start({ fetchWhole: async () => undefined });
    const id = await world.deliver({ providerId: "a" });

    expect(await receive()).toEqual([]);
    expect(await world.delivery(id)).toMatchObject({ state: "dead", reason: "unreadable" });
  });

  test("an event whose data is another than was put there is a dead letter that says so", async () => {
    await start({ fetchWhole: () => Promise.reject(new BodiesError("body_corrupt", "its SHA-256 differs")) });
    const id = await world.deliver({ providerId: "a" });

    expect(await receive()).toEqual([]);
    expect(await world.delivery(id)).toMatchObject({
      state: "dead",
      reason: "unreadable",
      failure: { name: "BodiesError", message: "its SHA-256 differs" },
    });
  });

  test("an event whose data cannot be fetched now is tried again", async () => {
    let isDown = true;
    await start({
      fetchWhole: async ({ text }) => {
        if (isDown) throw new Error("the bucket does not answer");
        return text;
      },
    });
    await world.deliver({ providerId: "a" });

    expect(await receive()).toEqual([]);
    isDown = false;
    world.aws.advance(61);
    expect(await receiveOne()).toMatchObject({ attempt: 2 });
  });

  test("while the table does not answer nothing is lost and nothing handed out", async () => {
    let isDown = true;
    await start({
      table: (table) => ({
        ...table,
        get: (...key) =>
          isDown ? Promise.reject(new Error("the table does not answer")) : table.get(...key),
      }),
    });
    await world.deliver({ providerId: "a" });

    await expect(receive()).rejects.toThrow("the table does not answer");
    isDown = false;
    world.aws.advance(31);
    expect(await receiveOne()).toMatchObject({ attempt: 1 });
  });

  test("a dead letter that loses its lease on the way leaves no letter behind", async () => {
    let onPut = async (): Promise<void> => undefined;
    await start({
      table: (table) => ({
        ...table,
        async put(record) {
          if (record.state === "dead") await onPut();
          return table.put(record);
        },
      }),
    });
    const id = await world.deliver({ providerId: "a" });
    const { lease } = await receiveOne();
    onPut = async () => {
      world.aws.advance(31);
      await receiveOne();
      onPut = async () => undefined;
    };

    expect(await world.deliveries.deadLetter(lease, "permanent", failure)).toBe(false);
    expect(await world.delivery(id)).toMatchObject({ state: "scheduled", token: 2 });
    await world.deadLetters.sweep({});
    expect(await world.count(queues().deadLetterQueue)).toBe(0);
  });

  test("an event sent again carries its generation, and an older copy of it is a ghost", async () => {
    await start();
    const id = await world.deliver({ providerId: "a" });
    const { lease } = await receiveOne();
    await world.deliveries.deadLetter(lease, "permanent", failure);
    await world.deadLetters.replay({}, 10);
    await world.deliver({ providerId: "a" }); // EventBridge's late second copy

    const received = await receive();

    expect(received).toMatchObject([{ attempt: 1, replay: 1 }]);
    expect(await world.count(queues().queue)).toBe(1);
    expect((await world.delivery(id))?.replay).toBe(1);
  });

  test("the text that a consumer gets is the event's, to the digit", async () => {
    await start();
    const text = `{"specversion":"1.0","id":"${idOf("a")}","source":"/webhooks/stripe","type":"t","data":{"n":12345678901234567890}}`;
    await world.send(queues().queue, writeEnvelope(text));

    expect((await receiveOne()).text).toBe(text);
  });
});
