import { clientFor, type DeliveryLog, type ReconcileState } from "@hookyard/register";
import { expect, test } from "vitest";
import { gapText } from "./gap.ts";

const state: ReconcileState = {
  since: "2026-05-01T00:00:00Z",
  until: "2026-05-02T00:00:00Z",
  isComplete: true,
  recorded: 1,
  missing: [
    {
      event: { logId: "1", type: "order.paid", time: new Date("2026-05-01T10:00:00Z") },
      outcome: "missing",
    },
  ],
};

/** The lines behind the table. */
function advice(log: Pick<DeliveryLog, "hasBodies" | "redeliver">): readonly string[] {
  const client = clientFor("stripe");
  if (client === undefined) throw new TypeError("no client");
  const whole: DeliveryLog = { reachDays: 1, page: () => Promise.resolve({ events: [] }), ...log };
  const text = gapText(
    { paint: (_colour, words) => words, hint: (line) => `hookyard ${line}` },
    { client, source: "shop", state, log: whole },
  );
  return text.split("\n").filter((line) => line.includes("hookyard"));
}

const redeliver = (): Promise<undefined> => Promise.resolve(undefined);
const bringIn = "Bring them in: hookyard reconcile shop --since 2026-05-01T00:00:00Z --backfill";

test.each<[string, Pick<DeliveryLog, "hasBodies" | "redeliver">, readonly string[]]>([
  [
    "both",
    { hasBodies: true, redeliver },
    [bringIn, "Or have it sent again: hookyard reconcile shop --redeliver"],
  ],
  ["what was sent", { hasBodies: true }, [bringIn]],
  ["neither", { hasBodies: false }, []],
  [
    "only sending again",
    { hasBodies: false, redeliver },
    ["Have it sent again: hookyard reconcile shop --redeliver"],
  ],
])("what is missing comes with what can be done about it: %s", (_name, log, lines) => {
  expect(advice(log)).toEqual(lines);
});
