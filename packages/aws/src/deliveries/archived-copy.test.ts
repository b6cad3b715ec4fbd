import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import type { HookyardEvent } from "@hookyard/core/event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDeliveryWorld, type DeliveryWorld } from "../testing/delivery-world.ts";
import { archivedGeneration, isAskedFor, markArchived } from "./archived-copy.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { writeEnvelope } from "./envelope.ts";

const sender = { id: "job_0001", job: "job_0001", again: false };
const again = { ...sender, again: true };

function delivery(change: Partial<DeliveryRecord>): DeliveryRecord {
  return {
    eventId: idOf("a"),
    consumer: "fulfil-order",
    type: "payment.succeeded",
    source: "stripe",
    state: "done",
    replay: 0,
    token: 1,
    attempt: 1,
    attempts: [],
    version: 1,
    ...change,
  };
}

describe("the generation of an archived event", () => {
  test("is the first replay where its consumer has not had it", () => {
    expect(archivedGeneration(undefined, sender, 0)).toBe(1);
  });

  test("is none where it is done, given up or on its way, unless it is to run again", () => {
    expect(archivedGeneration(delivery({ state: "done" }), sender, 0)).toBeUndefined();
    expect(archivedGeneration(delivery({ state: "discarded" }), sender, 0)).toBeUndefined();
    expect(archivedGeneration(delivery({ state: "scheduled" }), again, 0)).toBeUndefined();
    expect(archivedGeneration(delivery({ state: "done", replay: 3 }), again, 0)).toBe(4);
  });

  test("is the next where it is dead, and none while somebody has it", () => {
    expect(archivedGeneration(delivery({ state: "dead", replay: 1 }), sender, 0)).toBe(2);
    expect(
      archivedGeneration(delivery({ state: "dead", checkedOut: { until: 9, holder: "x" } }), sender, 5),
    ).toBeUndefined();
  });

  test("is the same for every copy of one job, whatever became of it since", () => {
    const had = markArchived(delivery({ replay: 2 }), again);

    expect(archivedGeneration({ ...had, replay: 5, state: "done" }, again, 0)).toBe(2);
    expect(archivedGeneration(had, { ...again, id: "job_0002" }, 0)).toBe(3);
  });

  test("is told apart for the newest senders only, so a delivery does not grow without end", () => {
    const senders = Array.from({ length: 12 }, (_, index) => ({ id: `mine-${index}`, again: false }));

    const record = senders.reduce(markArchived, delivery({}));

    expect(record.archived).toHaveLength(10);
    expect(record.archived?.at(-1)).toEqual({ by: "mine-11", replay: 0 });
    expect(record.job).toBeUndefined();
  });
});

test.each([
  [{}, true],
  [{ since: "2026-01-01T00:00:00.001Z" }, false],
  [{ until: "2026-01-01T00:00:00.000Z" }, false],
  [{ type: "payment.*" }, true],
  [{ type: "payment.succeeded" }, true],
  [{ type: "payment.failed" }, false],
  [{ source: "stripe" }, true],
  [{ source: "github" }, false],
])("a job that asks for %j is meant an event: %j", (query, expected) => {
  const { event } = busEntry({ providerId: "a" });
  const window = { since: "2026-01-01T00:00:00.000Z", until: "2026-01-01T00:00:00.001Z" };

  expect(isAskedFor({ ...event, data: {} } as HookyardEvent, { ...window, ...query })).toBe(expected); // safe: its data is not looked at
});

describe("what EventBridge's archive sends to a consumer", () => {
  let world: DeliveryWorld;
  beforeEach(async () => {
    world = await createDeliveryWorld({ maxReceiveCount: 1 });
  });
  afterEach(() => world.aws.close());

  const queue = (): string => world.queues["fulfil-order"]?.queue ?? "";
  const { text } = busEntry({ providerId: "a" });
  const failure = { name: "Error", message: "no such order", permanent: true };

  const sendArchived = (name: string) =>
    world.send(queue(), `${writeEnvelope(text).slice(0, -1)},"replay-name":"${name}"}`);
  const receive = () => world.deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
  const settle = async (how: "done" | "dead") => {
    const received = await receive();
    for (const { lease } of received) {
      if (how === "done") await world.deliveries.complete(lease);
      else await world.deliveries.deadLetter(lease, "permanent", failure);
    }
    return received.map(({ replay }) => replay);
  };

  test("is handled once, however often it is delivered", async () => {
    await world.deliver({ providerId: "a" });
    await settle("done");
    for (let copy = 0; copy < 3; copy += 1) await sendArchived("job_0001.1.again");

    expect(await settle("done")).toEqual([1]);
    await sendArchived("job_0001.2.again");
    expect(await receive()).toEqual([]);
  });

  test("by a replay of AWS's own console is as by a job: dead letters run again, what is done does not", async () => {
    await world.deliver({ providerId: "a" });
    await settle("dead");
    await sendArchived("from-the-console");

    expect(await settle("done")).toEqual([1]);
    await sendArchived("another-one");
    expect(await receive()).toEqual([]);
  });

  test("that fails is a letter of its generation, and is sent again as the next", async () => {
    await world.deliver({ providerId: "a" });
    await settle("done");
    await sendArchived("job_0001.1.again");
    expect(await settle("dead")).toEqual([1]);

    await world.deadLetters.replay({}, 10);

    expect(await settle("done")).toEqual([2]);
  });

  test("and SQS moves after a crash, is a letter of its generation: it is not taken for an old copy", async () => {
    await world.deliver({ providerId: "a" });
    await settle("done");
    await sendArchived("job_0001.1.again");
    await receive();
    world.aws.advance(31);
    await receive(); // SQS counts the receipts, and moves it

    const { rows } = await world.deadLetters.list({}, { limit: 10 });

    expect(rows).toMatchObject([
      { id: `${idOf("a")}:fulfil-order`, replay: 1, errorName: "ConsumerCrashed" },
    ]);
  });

  test("and never comes to an attempt, is a letter only where its consumer would have had it", async () => {
    const moved = (name: string) =>
      world.send(
        world.queues["fulfil-order"]?.targetDeadLetterQueue ?? "",
        `${writeEnvelope(text).slice(0, -1)},"replay-name":"${name}"}`,
        { ERROR_CODE: "NO_PERMISSIONS" },
      );
    await world.deliver({ providerId: "a" });
    await settle("done");

    await moved("job_0001.1");
    expect((await world.deadLetters.list({}, { limit: 10 })).rows).toEqual([]);
    await moved("job_0002.1.again");
    expect((await world.deadLetters.list({}, { limit: 10 })).rows).toMatchObject([
      { replay: 1, reason: "undelivered" },
    ]);
  });
});
