import type { BusNotice } from "@hookyard/aws/bus/notice";
import { expect, test } from "vitest";
import { observeBus } from "./bus-observer.ts";

const eventId = "evt_1";

test.each<readonly [BusNotice, Readonly<Record<string, number>>]>([
  [{ kind: "dedupe_unavailable", eventId, code: "TimeoutError" }, { DedupeFailedOpen: 1 }],
  [{ kind: "history_unavailable", eventId, code: "TimeoutError" }, { HistoryUnavailable: 1 }],
  [{ kind: "bucket_unavailable", eventId, code: "SlowDown" }, { BucketUnavailable: 1 }],
  [{ kind: "claim_taken_over", eventId }, { ClaimsTakenOver: 1 }],
  [{ kind: "retried", entries: 3, codes: ["ThrottlingException"] }, { PutsRetried: 3 }],
  [{ kind: "overflow_used", entries: 2, codes: ["InternalFailure"] }, { OverflowUsed: 2 }],
  [{ kind: "not_published", eventId, code: "InternalFailure" }, { NotPublished: 1 }],
  [{ kind: "unroutable", eventId, consumers: ["audit", "fulfil-order"] }, { Unroutable: 2 }],
])("%o is counted, with what it tells in the same line", (notice, counts) => {
  const told: unknown[] = [];
  const observe = observeBus({ count: (...line) => told.push(line) });

  observe(notice);

  const { kind: _, ...fields } = notice;
  const texts = Object.entries(fields).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  expect(told).toEqual([[counts, {}, Object.fromEntries(texts)]]);
});
