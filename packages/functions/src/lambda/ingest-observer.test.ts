import { busEntry } from "@hookyard/core/port/contract-harness";
import { expect, test } from "vitest";
import { createColdStart } from "./cold-start.ts";
import { createIngestObserver } from "./ingest-observer.ts";

function watch(sinceStart: () => number) {
  const counted: (readonly [counts: object, of: object])[] = [];
  const observer = createIngestObserver({
    sources: ["slack", "raw"],
    deadlines: new Map([
      ["slack", 3],
      ["raw", undefined],
    ]),
    coldStart: createColdStart(sinceStart),
    telemetry: { log: () => undefined, count: (counts, of) => void counted.push([counts, of]) },
    keep: () => undefined,
  });
  return { observer, counted };
}

test("each answer is counted with how long its sender waited, the start of the instance included", () => {
  const { observer, counted } = watch(() => 412.34);

  observer.answered?.({ source: "slack", milliseconds: 12.25, isRetry: false });
  observer.answered?.({ source: "slack", milliseconds: 8, isRetry: true });

  expect(counted).toEqual([
    [{ AnswerMilliseconds: 412.3, ColdStarts: 1 }, { source: "slack" }],
    [{ AnswerMilliseconds: 8, SentAgain: 1 }, { source: "slack" }],
  ]);
});

test("an answer after the provider's deadline is late, and never where the provider has none", () => {
  const { observer, counted } = watch(() => 60_000);

  observer.answered?.({ source: "slack", milliseconds: 3_001, isRetry: false });
  observer.answered?.({ source: "raw", milliseconds: 3_001, isRetry: false });

  expect(counted.map(([counts]) => counts)).toEqual([
    { AnswerMilliseconds: 3_001, AnsweredLate: 1 },
    { AnswerMilliseconds: 3_001 },
  ]);
});

test("what an older secret verified is counted by its position, and what the newest did is not", () => {
  const { observer, counted } = watch(() => 0);
  const entries = [busEntry({ providerId: "a" }), busEntry({ providerId: "b" })];
  const results = [{ status: "accepted" }, { status: "duplicate", conflict: false }] as const;

  for (const secretIndex of [0, 1, 2, 7, undefined])
    observer.published({ source: "slack", entries, results, secretIndex });

  expect(counted.map(([counts]) => counts)).toEqual([
    { Accepted: 1 },
    { Duplicates: 1 },
    { Accepted: 1, VerifiedBySecret1: 1 },
    { Duplicates: 1, VerifiedBySecret1: 1 },
    { Accepted: 1, VerifiedBySecret2: 1 },
    { Duplicates: 1, VerifiedBySecret2: 1 },
    { Accepted: 1, VerifiedBySecret3: 1 },
    { Duplicates: 1, VerifiedBySecret3: 1 },
    { Accepted: 1 },
    { Duplicates: 1 },
  ]);
});
