import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Provider } from "@hookyard/core/provider";
import { airtable } from "@hookyard/core/provider/airtable";
import { hubspot } from "@hookyard/core/provider/hubspot";
import { trello } from "@hookyard/core/provider/trello";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes, signWebhook } from "@hookyard/core/testing/sign-webhook";
import {
  createRegistrationStore,
  loadRouter,
  openOperator,
  readOwner,
  readSecrets,
  startHookyard,
} from "@hookyard/embedded";
import { HttpResponse, http, type JsonBodyType, passthrough } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { createTestIo } from "../../packages/cli/src/testing/test-io.ts";

const routerFile = join(import.meta.dirname, "fixture/reconciled/router.ts");
const secrets = {
  trello: "the app's secret",
  hubspot: "a client secret",
  airtable: Buffer.from("a shared secret").toString("base64"),
};
const env = {
  NO_COLOR: "1",
  HOOKYARD_API_KEY_TRELLO: "trello-key:ATTA-hunter2",
  HOOKYARD_API_KEY_AIRTABLE: "pat.hunter2",
  HOOKYARD_API_KEY_HUBSPOT: "pat-eu1-hunter2",
  HOOKYARD_SECRET_HUBSPOT: secrets.hubspot,
  HOOKYARD_SECRET_TRELLO: secrets.trello,
  HOOKYARD_SECRET_AIRTABLE: secrets.airtable,
};
const minute = 60_000;

const server = setupServer(http.all("http://127.0.0.1:*/*", () => passthrough()));
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

/** The whole system on a data directory, and a command line beside it. */
async function start() {
  const data = mkdtempSync(join(tmpdir(), "hookyard-records-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const running = await startHookyard({
    routerFile,
    dataDirectory: data,
    host: "127.0.0.1",
    port: 0,
    operatorPort: 0,
    env,
    log: () => undefined,
  });
  onTestFinished(() => running.stop());
  return {
    data,
    /** Posts what the provider would send, and gives Hookyard's answer. */
    async post(provider: Provider, secret: string, payload: JsonBodyType): Promise<unknown> {
      const url = `${running.url}/webhooks/${provider.id}`;
      const body = Buffer.from(JSON.stringify(payload, undefined, 2));
      const signed = await signWebhook(provider, {
        secret,
        url,
        now: new Date(),
        method: "POST",
        headers: {},
        body,
      });
      const response = await fetch(url, { method: "POST", headers: signed.headers, body: signed.body });
      return response.status === 204 ? undefined : response.json();
    },
    /** Runs a command as of a moment, and gives its exit code and its words. */
    async run(now: Date, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
      const io = createTestIo({
        env,
        now: () => now,
        fetch: (...call) => globalThis.fetch(...call),
        engine: { createRegistrationStore, loadRouter, openOperator, readOwner, readSecrets },
      });
      const code = await io.run(...argv, "--data", data, "--router", routerFile);
      return { code, out: io.out(), err: io.err() };
    },
  };
}

test("what trello recorded comes in as its webhook would have, and the late original is no conflict", async () => {
  const now = new Date();
  const sample = createSample(trello, { type: "createCard", now, random: repeatableBytes("trello") });
  const original = JSON.parse(Buffer.from(sample.body).toString()) as {
    action: Record<string, JsonBodyType>;
  };
  const action = (id: string) => ({
    ...original.action,
    id,
    date: new Date(now.getTime() - 5 * minute).toISOString(),
  });
  server.use(
    http.get("https://api.trello.com/1/tokens/ATTA-hunter2/webhooks", () => HttpResponse.json([])),
    http.get("https://api.trello.com/1/boards/b1/actions", () =>
      HttpResponse.json([action("a2"), action("a1")]),
    ),
  );
  const world = await start();
  await world.post(trello, secrets.trello, { ...original, action: action("a1") });

  const gap = await world.run(now, "reconcile", "trello");
  const filled = await world.run(now, "reconcile", "trello", "--backfill", "--yes");
  const again = await world.run(now, "reconcile", "trello");

  expect(gap).toMatchObject({ code: 1, out: expect.stringContaining("1 event never arrived") });
  expect(filled).toMatchObject({ code: 0, out: expect.stringContaining("1 brought in") });
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Everything arrived") });
  expect(await world.post(trello, secrets.trello, { ...original, action: action("a2") })).toMatchObject({
    status: "duplicate",
  });
  const { operator } = await openOperator({ dataDirectory: world.data });
  const { rows } = await operator.events({ source: "trello", limit: 10 });
  await operator.close();
  expect(rows.map(({ providerid, conflicts }) => `${providerid} ${conflicts}`).toSorted()).toEqual([
    "a1 0",
    "a2 0",
  ]);
});

test("one notification tells of every change before it, and the change behind the last one is a gap", async () => {
  const now = new Date();
  const later = new Date(now.getTime() + 60 * minute);
  const changes = [new Date(now.getTime() - 9 * minute), new Date(now.getTime() - 5 * minute)];
  server.use(
    http.get("https://api.airtable.com/v0/bases/app1/webhooks", () =>
      HttpResponse.json({ webhooks: [{ id: "ach1", areNotificationsEnabled: true }] }),
    ),
    http.get("https://api.airtable.com/v0/bases/app1/webhooks/ach1/payloads", () =>
      HttpResponse.json({
        payloads: changes.map((time) => ({ timestamp: time.toISOString(), payloadFormat: "v0" })),
        cursor: 3,
        mightHaveMore: false,
      }),
    ),
  );
  const world = await start();

  await world.post(airtable, secrets.airtable, {
    base: { id: "app1" },
    webhook: { id: "ach1" },
    timestamp: now.toISOString(),
  });
  const told = await world.run(now, "reconcile", "airtable");
  changes.push(new Date(now.getTime() + 30 * minute));
  const gap = await world.run(later, "reconcile", "airtable", "--json");

  expect(told).toMatchObject({ code: 0, out: expect.stringContaining("Everything arrived") });
  expect(gap.code).toBe(1);
  expect(JSON.parse(gap.out)).toMatchObject({
    recorded: 1,
    missing: [{ type: "notification", subject: "app1", time: changes[2]?.toISOString(), outcome: "missing" }],
  });
});

test("a change that nobody was told of is told of by what is brought in", async () => {
  const now = new Date();
  const change = new Date(now.getTime() - 5 * minute).toISOString();
  server.use(
    http.get("https://api.airtable.com/v0/bases/app1/webhooks", () =>
      HttpResponse.json({ webhooks: [{ id: "ach1", areNotificationsEnabled: true }] }),
    ),
    http.get("https://api.airtable.com/v0/bases/app1/webhooks/ach1/payloads", () =>
      HttpResponse.json({ payloads: [{ timestamp: change }], cursor: 2, mightHaveMore: false }),
    ),
  );
  const world = await start();

  const filled = await world.run(now, "reconcile", "airtable", "--backfill", "--yes");
  const again = await world.run(now, "reconcile", "airtable", "--backfill", "--yes");

  expect(filled).toMatchObject({ code: 0, out: expect.stringContaining("1 brought in") });
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Everything arrived") });
});

test("hubspot's contacts should have come under either name of their type", async () => {
  const now = new Date();
  const createdate = new Date(now.getTime() - 5 * minute).toISOString();
  server.use(
    http.post("https://api.hubapi.com/crm/v3/objects/contacts/search", () =>
      HttpResponse.json({
        total: 3,
        results: ["501", "502", "503"].map((id) => ({ id, properties: { createdate } })),
      }),
    ),
  );
  const world = await start();
  const event = (objectId: number, subscriptionType: string) => ({
    eventId: objectId,
    subscriptionId: 25,
    portalId: 33,
    occurredAt: now.getTime(),
    subscriptionType,
    objectId,
  });
  await world.post(hubspot, secrets.hubspot, [event(501, "contact.creation"), event(502, "object.creation")]);

  const gap = await world.run(now, "reconcile", "hubspot", "--json");
  const filled = await world.run(now, "reconcile", "hubspot", "--backfill", "--yes");
  const registered = await world.run(
    now,
    "register",
    "hubspot",
    "--url",
    "https://hooks.example.com",
    "--yes",
  );

  expect(JSON.parse(gap.out)).toMatchObject({
    recorded: 3,
    missing: [{ type: "contact.creation", subject: "503", outcome: "missing" }],
  });
  expect(gap.code).toBe(1);
  expect(filled.code).toBe(2);
  expect(registered.code).toBe(2);
  expect(registered.err).toContain("hapikey");
  expect(registered.err).not.toContain("hunter2");
});
