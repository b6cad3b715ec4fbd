import { eventId, parseEvent } from "@hookyard/core/envelope";
import { createMemoryOperator, type MemoryOperatorState } from "@hookyard/core/operator/memory-operator";
import { describe, expect, test } from "vitest";
import { acceptedEvents } from "./accepted-events.ts";

const since = new Date("2026-05-01T00:00:00Z");
const at = new Date("2026-05-01T10:00:00Z");

type Detail = MemoryOperatorState["events"][number];

/** An event of the source `mine`, as it was received. */
function received(
  providerid: string,
  providertype: string,
  subject: string,
  receivedtime = "2026-05-01T10:00:05.000Z",
): Detail {
  const id = eventId("mine", providerid);
  return {
    id,
    source: "mine",
    type: `anyone.${providertype}`,
    subject,
    provider: "anyone",
    providertype,
    providerid,
    receivedtime,
    duplicates: 0,
    conflicts: 0,
    deliveries: [],
    event: parseEvent(JSON.stringify({ id })),
    history: [],
    conflicting: [],
  };
}

const acceptedOf = (...events: Detail[]) =>
  acceptedEvents(createMemoryOperator({ events }).operator, "mine", since);

describe("what was accepted", () => {
  test("is known by the provider's id", async () => {
    const accepted = await acceptedOf(received("evt_1", "made", "s1"));

    expect(await accepted.has({ logId: "1", providerId: "evt_1", type: "made", time: at })).toBe(true);
    expect(await accepted.has({ logId: "2", providerId: "evt_2", type: "made", time: at })).toBe(false);
  });

  test("is known by type and subject where there is no id, and by nothing where there is neither", async () => {
    const accepted = await acceptedOf(received("evt_1", "made", "s1"));

    expect(await accepted.has({ logId: "1", type: "made", subject: "s1", time: at })).toBe(true);
    expect(await accepted.has({ logId: "1", type: "gone", subject: "s1", time: at })).toBe(false);
    expect(await accepted.has({ logId: "1", type: "made", subject: "s2", time: at })).toBe(false);
    expect(await accepted.has({ logId: "1", type: "made", time: at })).toBe(false);
  });

  test("may have come under another type", async () => {
    const events = [received("evt_1", "object.made", "s1")];
    const { operator, state } = createMemoryOperator({ events });
    const accepted = await acceptedEvents(operator, "mine", since);
    const event = { logId: "1", type: "made", otherTypes: ["object.made"], time: at };

    expect(await accepted.has({ ...event, subject: "s1" })).toBe(true);
    expect(await accepted.has({ ...event, subject: "s2" })).toBe(false);

    state.events.push(received("evt_2", "object.made", "s2"));
    expect(await accepted.has({ ...event, subject: "s2" })).toBe(true);
  });

  test("tells of a change when it came at that moment or later, and not when it came before", async () => {
    const accepted = await acceptedOf(
      received("n1", "notification", "app1", "2026-05-01T10:00:00.000Z"),
      received("n2", "other", "app1", "2026-05-01T11:00:00.000Z"),
    );
    const notice = { logId: "1", type: "notification", subject: "app1", isToldByLater: true } as const;

    expect(await accepted.has({ ...notice, time: at })).toBe(true);
    expect(await accepted.has({ ...notice, time: new Date("2026-05-01T10:00:00.001Z") })).toBe(false);
  });
});
