import { openOperator } from "@hookyard/embedded";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { startHookyard } from "@hookyard/embedded";
import { stripe } from "@hookyard/core/provider/stripe";
import { signWebhook } from "@hookyard/core/testing/sign-webhook";
import { HttpResponse, http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createWorld, routerFile } from "./world.ts";

const server = setupServer(http.all("http://127.0.0.1:*/*", () => passthrough()));
const secret = "whsec_reconcile_secret";
const env = { NO_COLOR: "1", HOOKYARD_API_KEY_STRIPE: "rk_test_51Hunter2", HOOKYARD_SECRET_STRIPE: secret };

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

/** Stripe with events on record, two a page, newest first. */
function recorded(count: number, now: Date): readonly Record<string, unknown>[] {
  const random = repeatableBytes("recorded");
  return Array.from({ length: count }, (_, number) => {
    const sample = createSample(stripe, { type: "payment_intent.succeeded", now, random });
    const event = JSON.parse(Buffer.from(sample.body).toString()) as Record<string, unknown>;
    return { ...event, id: `evt_${number}`, created: Math.floor(now.getTime() / 1000) - 3_600 - number };
  });
}

function play(events: readonly Record<string, unknown>[]): void {
  server.use(
    http.get("https://api.stripe.com/v1/events", ({ request }) => {
      const after = new URL(request.url).searchParams.get("starting_after");
      const start = events.findIndex(({ id }) => id === after) + 1;
      return HttpResponse.json({ data: events.slice(start, start + 2), has_more: start + 2 < events.length });
    }),
    http.get("https://api.stripe.com/v1/webhook_endpoints", () =>
      HttpResponse.json({ data: [], has_more: false }),
    ),
  );
}

test("the gap is printed, brought in under the webhooks' own ids, and a late original is a duplicate", async () => {
  const now = new Date();
  const events = recorded(5, now);
  play(events);
  const world = createWorld({ env, now: () => now });
  const running = await startHookyard({
    routerFile,
    dataDirectory: world.data,
    host: "127.0.0.1",
    port: 0,
    operatorPort: 0,
    env,
    log: () => undefined,
  });
  const post = async (event: Record<string, unknown>): Promise<unknown> => {
    const target = `${running.url}/webhooks/stripe`;
    const body = Buffer.from(JSON.stringify(event, undefined, 2));
    const signed = await signWebhook(stripe, { secret, url: target, now, method: "POST", headers: {}, body });
    const response = await fetch(target, { method: "POST", headers: signed.headers, body: signed.body });
    return response.json();
  };

  try {
    await post(events[0] ?? {});
    await post(events[3] ?? {});
    expect(await world.run("reconcile", "stripe", "--json")).toBe(1);
    const gap = JSON.parse(world.out()) as { missing: { providerId: string }[] };
    expect(gap).toMatchObject({ complete: true, recorded: 5 });
    expect(gap.missing.map(({ providerId }) => providerId)).toEqual(["evt_1", "evt_2", "evt_4"]);

    const filling = createWorld({ env, now: () => now, data: world.data });
    expect(await filling.run("reconcile", "stripe", "--backfill", "--yes")).toBe(0);
    expect(filling.out()).toContain("3 brought in");
    const again = createWorld({ env, now: () => now, data: world.data });
    expect(await again.run("reconcile", "stripe", "--backfill", "--yes")).toBe(0);
    expect(again.out()).toContain("Everything arrived");

    expect(await post(events[1] ?? {})).toMatchObject({ status: "duplicate" });
    const { operator } = await openOperator({ dataDirectory: world.data });
    const { rows } = await operator.events({ source: "stripe", limit: 100 });
    expect(rows.map(({ providerid }) => providerid).toSorted()).toEqual([
      "evt_0",
      "evt_1",
      "evt_2",
      "evt_3",
      "evt_4",
    ]);
    expect(rows.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBe(0);
    const late = rows.find(({ providerid }) => providerid === "evt_1");
    const detail = await operator.event(late?.id ?? "");
    expect(detail).toMatchObject({ duplicates: 1, event: { backfilled: true } });
    expect(detail?.history.length).toBeGreaterThan(0);
    await operator.close();
  } finally {
    await running.stop();
  }
});
