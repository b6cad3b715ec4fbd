import { describe, expect, test } from "vitest";
import {
  type DeliveryLease,
  type DeliveryRecord,
  deliveryReport,
  maxAttemptsKept,
} from "./delivery-record.ts";
import {
  buried,
  checkedOut,
  completed,
  crashedError,
  discarded,
  foundDead,
  handOut,
  replayed,
  retried,
} from "./transitions.ts";

const carried = {
  eventId: "evt_1",
  consumer: "fulfil-order",
  type: "payment.succeeded",
  source: "stripe",
  replay: 0,
};
const failed = {
  failure: { name: "TypeError", message: "cannot read", stack: "at x", permanent: false },
  outcome: "failed",
} as const;

function lease(startTime: number, until: number): DeliveryLease {
  return { startTime, until, version: "7" };
}

function begin(known: DeliveryRecord | undefined, now: number, replay = 0): DeliveryRecord {
  const result = handOut(known, { ...carried, replay }, lease(now, now + 30_000));
  if (result.kind !== "begin") throw new Error(`it is ${result.kind}`);
  return result.record;
}

describe("hand-out", () => {
  test("a message that nobody has seen begins the first attempt", () => {
    expect(begin(undefined, 1000)).toMatchObject({
      state: "scheduled",
      token: 1,
      attempt: 1,
      replay: 0,
      lease: { startTime: 1000, until: 31_000 },
    });
  });

  test("a copy of a delivery that is being handled waits until that lease is over", () => {
    const record = begin(undefined, 1000);

    expect(handOut(record, carried, lease(2000, 9000))).toEqual({ kind: "later", time: 31_000 });
  });

  test("a message before its time waits, and that is no attempt", () => {
    const record = retried(begin(undefined, 0), failed, { at: 90_000_000, now: 100 });

    expect(handOut(record, carried, lease(43_200_000, 43_230_000))).toEqual({
      kind: "later",
      time: 90_000_000,
    });
    expect(begin(record, 90_000_000)).toMatchObject({ attempt: 2, token: 2 });
  });

  test("an attempt that ended without an answer counts, and stands in the history as crashed", () => {
    const second = handOut(begin(undefined, 0), carried, lease(30_001, 60_000));

    expect(second).toMatchObject({
      kind: "begin",
      crashed: true,
      record: { attempt: 2, token: 2, attempts: [{ number: 1, outcome: "crashed", error: crashedError }] },
    });
  });

  test.each([
    ["done", (record: DeliveryRecord) => completed(record, 10)],
    ["dead", (record: DeliveryRecord) => buried(record, "permanent", failed, 10)],
    ["discarded", (record: DeliveryRecord) => discarded(buried(record, "permanent", failed, 10), "x")],
  ])("a copy of what is %s is a ghost", (_state, end) => {
    expect(handOut(end(begin(undefined, 0)), carried, lease(20, 30))).toEqual({ kind: "ghost" });
  });

  test("a copy of an earlier generation is a ghost", () => {
    const sentAgain = replayed(buried(begin(undefined, 0), "permanent", failed, 10));

    expect(handOut(sentAgain, carried, lease(20, 30))).toEqual({ kind: "ghost" });
  });

  test("a message of a later generation than the table knows begins it: it was sent, and not yet written down", () => {
    const letter = buried(begin(undefined, 0), "permanent", failed, 10);

    const record = begin(letter, 20, 1);

    expect(record).toMatchObject({ state: "scheduled", replay: 1, attempt: 1, token: 2 });
    expect(record).not.toHaveProperty("deadTime");
    expect(record).not.toHaveProperty("reason");
    expect(record.attempts).toHaveLength(1);
  });
});

describe("after an attempt", () => {
  test("no more than the newest attempts are kept", () => {
    let record = begin(undefined, 0);
    for (let time = 1; time <= maxAttemptsKept + 5; time++) {
      record = begin(retried(record, failed, { at: time, now: time }), time);
    }

    expect(record.attempts).toHaveLength(maxAttemptsKept);
    expect(record.attempts.at(-1)?.number).toBe(maxAttemptsKept + 5);
  });

  test("a dead letter keeps its reason, its failure and its time", () => {
    expect(buried(begin(undefined, 0), "permanent", failed, 10)).toMatchObject({
      state: "dead",
      reason: "permanent",
      deadTime: 10,
      failure: { name: "TypeError", message: "cannot read" },
      attempts: [{ number: 1, outcome: "failed", error: { name: "TypeError", stack: "at x" }, version: "7" }],
    });
  });

  test("every step counts the version up by one, so that of two writers one loses", () => {
    const one = begin(undefined, 0);
    const dead = buried(one, "permanent", failed, 10);

    expect(
      [one, completed(one, 1), retried(one, failed, { at: 9, now: 1 }), dead].map((it) => it.version),
    ).toEqual([1, 2, 2, 2]);
    expect(
      [replayed(dead), discarded(dead, "x"), checkedOut(dead, { until: 5 })].map((it) => it.version),
    ).toEqual([3, 3, 3]);
  });

  test("a report says when the next attempt is due, and that one is running", () => {
    const running = begin(undefined, 0);
    const waiting = retried(running, failed, { at: 60_000, now: 10 });

    expect(deliveryReport(running, 10)).toMatchObject({ state: "scheduled", running: true });
    expect(deliveryReport(running, 40_000)).toMatchObject({ running: false });
    expect(deliveryReport(waiting, 10)).toMatchObject({
      running: false,
      dueTime: "1970-01-01T00:01:00.000Z",
    });
  });
});

describe("a letter", () => {
  test("sent again is the next generation, with its attempts counted anew and the old ones kept", () => {
    const letter = checkedOut(buried(begin(undefined, 0), "permanent", failed, 10), {
      until: 99,
      holder: "me",
    });

    const record = begin(replayed(letter), 20, 1);

    expect(record).toMatchObject({ replay: 1, attempt: 1, token: 2, attempts: [{ number: 1, replay: 0 }] });
    expect(record).not.toHaveProperty("checkedOut");
  });

  test("that SQS moved, found in the queue, has the attempt in it that ended without an answer", () => {
    const dead = { reason: "attempts_exhausted", failure: crashedError };

    expect(foundDead(begin(undefined, 0), carried, dead, 40_000)).toMatchObject({
      state: "dead",
      deadTime: 40_000,
      attempts: [{ outcome: "crashed" }],
      version: 2,
    });
    expect(foundDead(undefined, carried, dead, 40_000)).toMatchObject({
      state: "dead",
      attempts: [],
      version: 1,
    });
  });
});
