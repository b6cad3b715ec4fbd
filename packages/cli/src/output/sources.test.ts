import { sourceRecord } from "@hookyard/core/operator/operator-records";
import { expect, test } from "vitest";
import { sourcesSections } from "./sources.ts";

const now = new Date("2026-05-01T12:00:00.000Z");
const sources = ["stripe", "standard-webhooks"].map((source) =>
  sourceRecord({ source, url: `http://127.0.0.1:3000/webhooks/${source}`, accepted: 5 }),
);

test("on a narrow terminal the address is said once", () => {
  const [table] = sourcesSections(sources, {
    now,
    paint: (_style, text) => text,
    isDefined: true,
    width: 80,
  });

  expect(table).toBe(
    [
      "SOURCE             PROVIDER  SECRETS    ACCEPTED  LAST EVENT",
      "stripe             stripe    made here         5  never",
      "standard-webhooks  stripe    made here         5  never",
      "",
      "URL http://127.0.0.1:3000/webhooks/<source>",
      "",
    ].join("\n"),
  );
});

test("on a wide one it stands on each line", () => {
  const [table] = sourcesSections(sources, {
    now,
    paint: (_style, text) => text,
    isDefined: true,
    width: 160,
  });

  expect(table).toContain("stripe    http://127.0.0.1:3000/webhooks/stripe");
});

test("without a router nothing is said of providers and secrets", () => {
  const [table] = sourcesSections(sources, { now, paint: (_style, text) => text, isDefined: false });

  expect(table?.split("\n")[0]).toMatch(/^SOURCE +URL +ACCEPTED +LAST EVENT$/);
});

test("what explains the last refusal stands beside its reason", () => {
  const refused = [
    { reason: "header_missing", count: 2, lastTime: "2026-05-01T11:59:00.000Z" },
    {
      reason: "signature_mismatch",
      count: 1,
      lastTime: "2026-05-01T11:00:00.000Z",
      explanation: { code: "clock_off", message: "made 3600 s before", evidence: "signature" } as const,
    },
  ];

  const [, table] = sourcesSections([sourceRecord({ source: "stripe", refused })], {
    now,
    paint: (_style, text) => text,
    isDefined: true,
  });

  expect(table?.split("\n")).toEqual([
    "REFUSED AT  REASON              TIMES  LAST       LAST EXPLANATION",
    "stripe      header_missing          2  1 min ago",
    "stripe      signature_mismatch      1  1 h ago    made 3600 s before",
    "",
  ]);
});
