import { expect, test } from "vitest";
import { checkDeliveries } from "./delivery-check.ts";
import { eventId } from "./event-id.ts";
import type { TraceEntry } from "./trace.ts";

const tags = ["A1x", "A2x"];

function entry(index: number, status = 200): TraceEntry {
  const id = eventId("A2x", index);
  return { id, dueAt: 0, sentAt: 1, answeredAt: 2, status, answer: `{"id":"${id}","status":"accepted"}` };
}

function delivered(...ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
  return new Map(ids.map((id) => [id, ids.filter((other) => other === id).map(() => 3)]));
}

test("every acknowledged id that was delivered once is in order, whatever earlier runs delivered", () => {
  const deliveries = delivered(eventId("A2x", 0), eventId("A2x", 1), eventId("A1x", 0));

  expect(checkDeliveries([entry(0), entry(1)], deliveries, tags)).toEqual({
    acknowledged: 2,
    missing: 0,
    repeated: 0,
    invented: 0,
    confused: 0,
    examples: [],
  });
});

test("a lost, a repeated and an invented event are each found", () => {
  const deliveries = delivered(eventId("A2x", 1), eventId("A2x", 1), "evt_of_nobody");

  expect(checkDeliveries([entry(0), entry(1)], deliveries, tags)).toMatchObject({
    missing: 1,
    repeated: 1,
    invented: 1,
    examples: [eventId("A2x", 0), eventId("A2x", 1), "evt_of_nobody"],
  });
});

test("what was refused may be missing", () => {
  expect(checkDeliveries([entry(0, 503)], delivered(), tags)).toMatchObject({ acknowledged: 0, missing: 0 });
});

test("two answers that name the same event are confused", () => {
  const twice = [entry(0), { ...entry(1), answer: entry(0).answer }];

  expect(checkDeliveries(twice, undefined, tags)).toMatchObject({ confused: 1 });
});
