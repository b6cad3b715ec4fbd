import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import { describe, expect, test } from "vitest";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { createRememberedGroups } from "./remembered-groups.ts";

function letterOf(number: number): DeliveryRecord {
  return {
    eventId: `evt_${number}`,
    consumer: "audit",
    type: "payment.succeeded",
    source: "stripe",
    state: "dead",
    reason: "permanent",
    failure: { name: "Error", message: "no such order" },
    deadTime: number,
    replay: 0,
    token: 1,
    attempt: 1,
    attempts: [],
    version: 1,
  };
}

/** A stage with so many letters, and what was asked of it. */
function setUp(count: number) {
  const asked = { sweeps: 0, walks: 0 };
  let time = 0;
  const grouped = createRememberedGroups({
    now: () => time,
    deadLetters: {
      async sweep() {
        asked.sweeps += 1;
      },
      async *walk(_filter: DeadLetterFilter) {
        asked.walks += 1;
        for (let number = 0; number < count; number += 1) yield letterOf(number);
      },
    },
  });
  return { grouped, asked, advance: (seconds: number) => (time += seconds * 1000) };
}

describe("groups of dead letters, asked for again and again", () => {
  test("are of now while there are few, and the queues are looked through every half minute", async () => {
    const { grouped, asked, advance } = setUp(3);

    for (let look = 0; look < 6; look += 1) {
      expect(await grouped.groups({})).toMatchObject([{ consumer: "audit", count: 3 }]);
      advance(5);
    }
    await grouped.groups({});

    expect(asked).toEqual({ sweeps: 2, walks: 7 });
  });

  test("hold longer the more letters there are, until some are replayed or discarded", async () => {
    const { grouped, asked, advance } = setUp(2_000);

    await grouped.groups({});
    advance(19);
    await grouped.groups({});
    expect(asked.walks).toBe(1);
    advance(1);
    await grouped.groups({});
    expect(asked.walks).toBe(2);
    grouped.changed();
    await grouped.groups({});

    expect(asked.walks).toBe(3);
  });

  test("are of their own filter, however many there are", async () => {
    const { grouped, asked } = setUp(600);

    for (let look = 0; look < 30; look += 1) await grouped.groups({ error: `error ${look}` });
    await grouped.groups({ error: "error 29" });

    expect(asked.walks).toBe(30);
  });
});
