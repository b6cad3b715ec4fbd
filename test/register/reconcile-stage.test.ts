import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matchingConsumers } from "@hookyard/core";
import { createBackfill } from "@hookyard/core/ingest/backfill";
import { createEntries } from "@hookyard/core/ingest/entries";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { wire } from "@hookyard/aws/testing/aws-world";
import { busOfWorld } from "@hookyard/aws/testing/bus-of-world";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { router } from "../../packages/functions/src/router.ts";
import { createRegisterStage, type RegisterStage } from "./stage-world.ts";

const env = { NO_COLOR: "1", HOOKYARD_API_KEY_STRIPE: "rk_test_51Hunter2" };
let stage: RegisterStage;
beforeEach(async () => {
  stage = await createRegisterStage({ SecretOfstripe: "whsec_reconcile" });
});
afterEach(() => stage.world.close());

type Recorded = Readonly<Record<string, unknown>>;

/** Stripe with events on record, two a page, newest first. */
function play(count: number): readonly Recorded[] {
  const now = new Date(stage.world.aws.now());
  const random = repeatableBytes("recorded");
  const events = Array.from({ length: count }, (_, number): Recorded => {
    const sample = createSample(stripe, { type: "payment_intent.succeeded", now, random });
    const event = JSON.parse(Buffer.from(sample.body).toString()) as Recorded;
    return { ...event, id: `evt_${number}`, created: Math.floor(now.getTime() / 1000) - 3_600 - number };
  });
  wire.use(
    http.get("https://api.stripe.com/v1/events", ({ request }) => {
      const after = new URL(request.url).searchParams.get("starting_after");
      const start = events.findIndex(({ id }) => id === after) + 1;
      return HttpResponse.json({ data: events.slice(start, start + 2), has_more: start + 2 < events.length });
    }),
    http.get("https://api.stripe.com/v1/webhook_endpoints", () =>
      HttpResponse.json({ data: [], has_more: false }),
    ),
  );
  return events;
}

/** The webhook's own way behind the door, spaces and all. */
async function arrive(event: Recorded): Promise<string | undefined> {
  const { bus } = busOfWorld(stage.world.aws, { matching: (one) => matchingConsumers(router, one) });
  const source = router.sources["stripe"];
  if (source === undefined) throw new Error("the router has no Stripe");
  const body = Buffer.from(JSON.stringify(event, undefined, 2));
  const request = { method: "POST", url: "https://hooks.example.com/webhooks/stripe", headers: [], body };
  const receivedAt = new Date(stage.world.aws.now());
  const results = await bus.publish(createEntries({ router, source, request, receivedAt }));
  const [result] = results;
  expect(result).not.toMatchObject({ conflict: true });
  return result?.status;
}

test("reconcile --stage prints the gap, brings it in by the bus, and a late original is a duplicate", async () => {
  const events = play(5);
  await arrive(events[0] ?? {});
  await arrive(events[3] ?? {});

  const asked = stage.terminal({ env });
  expect(await asked.run("reconcile", "stripe", "--json")).toBe(1);
  const gap = JSON.parse(asked.out()) as { missing: { providerId: string }[] };
  expect(gap).toMatchObject({ complete: true, recorded: 5 });
  expect(gap.missing.map(({ providerId }) => providerId)).toEqual(["evt_1", "evt_2", "evt_4"]);

  const filling = stage.terminal({ env });
  expect(await filling.run("reconcile", "stripe", "--backfill", "--yes")).toBe(0);
  expect(filling.out()).toContain("3 brought in");
  const { taken } = stage.world.aws.eventBridgeService;
  expect(taken).toHaveLength(5);
  expect(taken.filter(({ Detail = "" }) => Detail.includes('"backfilled":true'))).toHaveLength(3);

  const again = stage.terminal({ env });
  expect(await again.run("reconcile", "stripe", "--backfill", "--yes")).toBe(0);
  expect(again.out()).toContain("Everything arrived");
  expect(await arrive(events[1] ?? {})).toBe("duplicate");
  expect(taken).toHaveLength(5);
  expect(again.out() + filling.out() + filling.err()).not.toMatch(/rk_test|whsec_/);
});

test("a run on this machine is not resumed on a stage", async () => {
  play(5);
  const data = mkdtempSync(join(tmpdir(), "hookyard-reconcile-"));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const ofThisMachine = { since: "2026-01-01T00:00:00.000Z", isComplete: true, recorded: 0, missing: [] };
  writeFileSync(join(data, "reconcile-stripe.json"), JSON.stringify(ofThisMachine));
  const resumed = stage.terminal({ env: { ...env, HOOKYARD_DATA: data } });

  expect(await resumed.run("reconcile", "stripe", "--resume")).toBe(2);
  expect(resumed.err()).toContain("There is no run to resume");
});

test("what is brought in while its original arrives is one event, and no conflict", async () => {
  const [event = {}] = play(1);
  const { bus } = busOfWorld(stage.world.aws, { matching: (one) => matchingConsumers(router, one) });
  const backfill = createBackfill({ router, bus, now: () => new Date(stage.world.aws.now()) });

  const [arrived, [brought]] = await Promise.all([
    arrive(event),
    backfill("stripe", [{ headers: [], body: JSON.stringify(event) }]),
  ]);

  expect(new Set([arrived, brought?.status])).toEqual(new Set(["accepted", "duplicate"]));
  expect(stage.world.aws.eventBridgeService.taken).toHaveLength(1);
});
