import { describe, expect, test } from "vitest";
import type { DoorCounts } from "../database/observations.ts";
import type { LogRecord } from "../log.ts";
import type { KeptRefusal, OfferedRefusal } from "../refused/keeper.ts";
import { createDoor } from "./door.ts";

const request = {
  method: "POST",
  url: "https://a.example/webhooks/stripe",
  headers: [],
  body: new Uint8Array(3),
};
const bad = { source: "stripe", code: "signature_invalid", reason: "signature_mismatch" } as const;

function world(takes = true) {
  const lines: LogRecord[] = [];
  const counts: DoorCounts[] = [];
  const offered: { readonly refusal: OfferedRefusal; readonly told: (kept?: KeptRefusal) => void }[] = [];
  const door = createDoor({
    sources: ["stripe"],
    log: (record) => lines.push(record),
    logsAccepted: true,
    save: (more) => counts.push(more),
    keeper: {
      offer(refusal, told) {
        if (takes) offered.push({ refusal, told });
        return takes;
      },
    },
    now: () => new Date("2026-05-01T12:00:00.000Z"),
  });
  door.stop();
  return { door, lines, counts, offered };
}

describe("a refused request", () => {
  test("that is looked into has one line, with what was found", () => {
    const { door, lines, offered } = world();

    door.observer.refused(bad, request);
    expect(lines).toEqual([]);
    const explanation = { code: "clock_off", message: "made 5 s before", evidence: "signature" } as const;
    offered[0]?.told({ explanation, id: "ref_7" });

    expect(lines).toMatchObject([
      {
        level: "warn",
        event: "refused",
        message: "signature mismatch: made 5 s before",
        fields: { ...bad, explanation: "clock_off", refused: "ref_7" },
      },
    ]);
  });

  test.each([
    ["that nobody has time for", world(false), bad],
    ["at no source", world(), { ...bad, source: "nobody", code: "source_unknown" } as const],
    [
      "by another method",
      world(),
      { ...bad, code: "method_not_allowed", reason: "method_not_allowed" } as const,
    ],
  ])("%s has its line at once, and is not offered", (_what, { door, lines, offered }, refusal) => {
    door.observer.refused(refusal, request);

    expect(offered).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  test("of which nothing could be found has its line all the same", () => {
    const { door, lines, offered } = world();

    door.observer.refused(bad, request);
    offered[0]?.told(undefined);

    expect(lines).toMatchObject([{ message: "signature mismatch" }]);
  });

  test("is counted whatever becomes of it, and beyond fifty a second it is only counted", () => {
    const { door, lines, counts, offered } = world();

    for (let index = 0; index < 60; index++) door.observer.refused(bad, request);
    for (const { told } of offered) told();
    door.flush();

    expect(offered).toHaveLength(50);
    expect(counts[0]?.refusals).toMatchObject([
      { source: "stripe", reason: "signature_mismatch", count: 60 },
    ]);
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)?.message).toContain("10 more requests were refused");
  });
});
