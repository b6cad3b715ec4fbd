import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { type LogRecord, openOperator, type RunningHookyard, startHookyard } from "@hookyard/embedded";
import { HttpResponse, http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startSourceSchedules } from "../../packages/cli/src/schedule/source-schedules.ts";

const server = setupServer(http.all("http://127.0.0.1:*/*", () => passthrough()));
const keys = {
  HOOKYARD_API_KEY_STRIPE: "rk_test_51Hunter2",
  HOOKYARD_API_KEY_STRIPE_EU: "rk_test_52Hunter2",
};

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

/** Stripe, whose accounts have all sent the same: one page. It answers 401 to no key of theirs. */
function play(now: Date): { readonly events: Record<string, unknown>[] } {
  const random = repeatableBytes("schedule");
  const events = ["evt_1", "evt_2"].map((id) => {
    const sample = createSample(stripe, { type: "payment_intent.succeeded", now, random });
    const event = JSON.parse(Buffer.from(sample.body).toString()) as Record<string, unknown>;
    return { ...event, id, created: Math.floor(now.getTime() / 1000) - 1_800 };
  });
  const list = (data: readonly Record<string, unknown>[]) => (request: Request) =>
    Object.values(keys).some((key) => request.headers.get("authorization") === `Bearer ${key}`)
      ? HttpResponse.json({ data, has_more: false })
      : HttpResponse.json({ error: {} }, { status: 401 });
  server.use(
    http.get("https://api.stripe.com/v1/events", ({ request }) => list(events)(request)),
    http.get("https://api.stripe.com/v1/webhook_endpoints", ({ request }) => list([])(request)),
  );
  return { events };
}

interface Turn {
  readonly seconds: number;
  readonly end: () => void;
}

/** The whole system on a data directory, with timers that a test ends. */
async function start(now: Date, dataDirectory: string) {
  const log: LogRecord[] = [];
  const turns: Turn[] = [];
  let told = Promise.withResolvers<void>();
  const running = await startHookyard({
    routerFile: join(import.meta.dirname, "fixture/scheduled/router.ts"),
    dataDirectory,
    host: "127.0.0.1",
    port: 0,
    operatorPort: 0,
    env: {},
    log: (record) => void log.push(record),
    schedules: (parts) =>
      startSourceSchedules(parts, {
        env: keys,
        fetch: (...call) => globalThis.fetch(...call),
        now: () => now,
        wait: (milliseconds, signal) => {
          const { promise, resolve } = Promise.withResolvers<void>();
          signal.addEventListener("abort", () => resolve());
          turns.push({ seconds: milliseconds / 1000, end: resolve });
          told.resolve();
          return promise;
        },
      }),
  });
  return {
    running,
    log: (source: string) => log.filter(({ fields }) => fields["source"] === source && "recorded" in fields),
    all: log,
    turns,
    /** Waits until so many waits have begun. */
    async waits(count: number) {
      while (turns.length < count) {
        await told.promise;
        told = Promise.withResolvers<void>();
      }
    },
  };
}

async function stored(running: RunningHookyard, dataDirectory: string): Promise<readonly string[]> {
  expect(running.url).toContain("127.0.0.1");
  const { operator } = await openOperator({ dataDirectory });
  const { rows } = await operator.events({ limit: 10 });
  await operator.close();
  return rows.map(({ source, providerid }) => `${source} ${providerid}`).toSorted();
}

test("one process honours the line of each source: at once, then by its clock, from where it was", async () => {
  const now = new Date();
  const data = mkdtempSync(join(tmpdir(), "hookyard-schedule-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  play(now);

  const first = await start(now, data);
  await first.waits(3);

  expect(first.turns.map(({ seconds }) => seconds).toSorted((one, other) => one - other)).toEqual([
    3_600, 3_600, 86_400,
  ]);
  expect(await stored(first.running, data)).toEqual(["stripe evt_1", "stripe evt_2"]);
  expect(first.log("stripe")).toMatchObject([
    { level: "warn", fields: { recorded: 2, neverArrived: 2, backfilled: 2 } },
  ]);
  const [eu] = first.log("stripe-eu");
  expect(eu).toMatchObject({ level: "error", fields: { recorded: 2, neverArrived: 2, backfilled: 0 } });
  expect(eu?.message).toContain("npx hookyard reconcile stripe-eu --since ");
  expect(first.all.filter(({ fields }) => fields["source"] === "stripe-us")).toMatchObject([
    { level: "error", message: expect.stringContaining("HOOKYARD_API_KEY_STRIPE_US") },
  ]);
  expect(first.all.some(({ fields }) => fields["source"] === "stripe-by-hand")).toBe(false);

  for (const { seconds, end } of first.turns) if (seconds === 3_600) end();
  await first.waits(5);
  expect(first.log("stripe").at(-1)).toMatchObject({ level: "info", fields: { neverArrived: 0 } });
  await first.running.stop();

  const kept = JSON.parse(readFileSync(join(data, "reconcile-stripe.schedule.json"), "utf8")) as object;
  expect(kept).toEqual({ comparedUntil: new Date(now.getTime() - 120_000).toISOString() });

  const later = new Date(now.getTime() + 5 * 3_600_000);
  const second = await start(later, data);
  await second.waits(3);
  await second.running.stop();

  expect(second.log("stripe")[0]?.fields["since"]).toBe(new Date(now.getTime() - 120_000).toISOString());
  expect(JSON.stringify([...first.all, ...second.all])).not.toContain("Hunter2");
});
