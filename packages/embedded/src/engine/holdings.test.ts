import { busEntry } from "@hookyard/core/port/contract-harness";
import { expect, test, vi } from "vitest";
import { clearHoldings, createHoldingsMemory, ingestThreads, openHoldings } from "./holdings.ts";
import { createPublisher } from "./publisher.ts";

test("each thread changes its own share, and all see the sum", () => {
  const memory = createHoldingsMemory();
  const [one, other] = [openHoldings(memory, 0), openHoldings(memory, 1)];

  one.bufferedBytes.add(100);
  other.bufferedBytes.add(20);
  one.bufferedBytes.add(-40);
  other.pendingEvents.add(3);

  expect([one.bufferedBytes.total(), other.bufferedBytes.total()]).toEqual([80, 80]);
  expect([one.pendingEvents.total(), one.pendingCharacters.total()]).toEqual([3, 0]);
});

test("what a thread held that is no more is free again, and the next one begins with nothing", () => {
  const memory = createHoldingsMemory();
  const one = openHoldings(memory, 0);
  one.pendingEvents.add(5);
  openHoldings(memory, 1).pendingEvents.add(7);

  clearHoldings(memory, 1);

  expect(one.pendingEvents.total()).toBe(5);
  const next = openHoldings(memory, 1);
  next.pendingEvents.add(1);
  expect(one.pendingEvents.total()).toBe(6);
});

test("what one thread has on its way to the engine fills the limit of all", async () => {
  const memory = createHoldingsMemory();
  const limits = { maxPendingEvents: 2, maxPendingCharacters: 1_000_000 };
  const sent: number[] = [];
  const [one, other] = [0, 1].map((thread) =>
    createPublisher(limits, (publications) => sent.push(...publications.map(({ request }) => request)), {
      holdings: openHoldings(memory, thread),
      firstRequest: thread,
      step: ingestThreads,
    }),
  );
  const entries = [busEntry({ providerId: "p1" })];
  const first = one?.bus.publish(entries);
  const second = other?.bus.publish(entries);

  expect(await other?.bus.publish(entries)).toEqual([{ status: "refused", reason: "overloaded" }]);

  await vi.waitFor(() => expect(new Set(sent)).toEqual(new Set([0, 1])), 20_000);
  one?.acknowledged([{ request: 0, statuses: ["accepted"] }]);
  other?.acknowledged([{ request: 1, statuses: ["duplicate"] }]);
  expect(await Promise.all([first, second])).toEqual([
    [{ status: "accepted" }],
    [{ status: "duplicate", conflict: false }],
  ]);
  expect(openHoldings(memory, 0).pendingEvents.total() + openHoldings(memory, 1).pendingEvents.total()).toBe(
    0,
  );
});
