import { join } from "node:path";
import { letterRecord } from "@hookyard/core/operator/operator-records";
import { describe, expect, test } from "vitest";
import { runLettersHere } from "./run-letters-here.ts";

const routerFile = join(import.meta.dirname, "../../../cli/fixture/router.ts");

const options = {
  routerFile,
  env: { PATH: process.env["PATH"], HOOKYARD_SECRET_STRIPE: "whsec_never_seen" },
  inspect: false,
  stop: new AbortController().signal,
  onRun: () => undefined,
};

describe("running handlers on letters in this terminal", () => {
  test("runs each letter's own handler on its event and says what became of it, in order", async () => {
    const told: string[] = [];

    const runs = await runLettersHere({
      ...options,
      letters: [
        letterRecord({ eventId: "evt_1", consumer: "count-payment" }),
        letterRecord({ eventId: "evt_2", consumer: "refuse-push" }),
        letterRecord({ eventId: "evt_3", consumer: "nobody" }),
      ],
      onRun: ({ id }) => told.push(id),
    });

    expect(runs).toMatchObject([
      { id: "evt_1:count-payment", outcome: "done" },
      {
        id: "evt_2:refuse-push",
        outcome: "failed",
        failure: { name: "PermanentError", message: "nobody wants this push" },
      },
      { id: "evt_3:nobody", outcome: "failed" },
    ]);
    expect(told).toEqual(runs.map(({ id }) => id));
  });

  test("a handler that never ends is ended by the stop, and the letters without a result are left out", async () => {
    const stop = new AbortController();

    const runs = await runLettersHere({
      ...options,
      stop: stop.signal,
      letters: [
        letterRecord({ eventId: "evt_1", consumer: "count-payment" }),
        letterRecord({ eventId: "evt_2", consumer: "never-end" }),
      ],
      onRun: () => stop.abort(),
    });

    expect(runs.map(({ id }) => id)).toEqual(["evt_1:count-payment"]);
  });
});
