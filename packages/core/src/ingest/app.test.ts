import { describe, expect, test } from "vitest";
import type { Bus, BusEntry, PublishResult } from "../port/bus.ts";
import { defineProvider } from "../provider.ts";
import { github } from "../provider/github.ts";
import { slack } from "../provider/slack.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { unsigned } from "../scheme/unsigned.ts";
import { signWebhook } from "../testing/sign-webhook.ts";
import { createIngest, type IngestObserver } from "./app.ts";
import { createByteBudget } from "./byte-budget.ts";
import { createIntake } from "./intake.ts";

const now = (): Date => new Date("2026-05-01T10:00:00Z");
const secret = "a secret of this test";

/** Sends lists of events in one request, and wants to hear `[OK]`. */
const lister = defineProvider({
  id: "lister",
  name: "Lister",
  docs: "https://example.com",
  scheme: unsigned(),
  split: (payload) => (Array.isArray(payload) ? payload : []),
  identify: ({ payload, index }) => ({
    id: `${JSON.stringify(payload)}-${index}`,
    type: "listed",
    time: undefined,
  }),
  horizonSeconds: 60,
  response: { status: 202, body: "[OK]", headers: { "content-type": "text/plain" } },
  domain: {},
});

/** The app over a bus that answers what a test wants to see. */
function createWorld(
  publish: (entries: readonly BusEntry[]) => readonly PublishResult[] = accept,
  maxBufferedBytes = 1_000_000,
) {
  const { response: _wanted, ...silent } = lister;
  const router = defineRouter({
    sources: { github: source(github), slack: source(slack), lister: source(lister), silent: source(silent) },
    consumers: { all: { on: ["*"] } },
  });
  const published: (readonly BusEntry[])[] = [];
  const refused: Parameters<IngestObserver["refused"]>[0][] = [];
  const failed: unknown[] = [];
  const bus: Bus = {
    async publish(entries) {
      published.push(entries);
      return publish(entries);
    },
  };
  const app = createIngest({
    router,
    intake: createIntake({ router, secrets: () => [secret], now }),
    bus,
    observer: {
      refused: (refusal) => refused.push(refusal),
      handshake: () => undefined,
      published: () => undefined,
      failed: (_source, error) => failed.push(error),
    },
    maxBodyBytes: 1_000,
    bodyTimeoutMilliseconds: 50,
    budget: createByteBudget(maxBufferedBytes),
    retryAfterSeconds: 5,
  });
  return { app, published, refused, failed };
}

function accept(entries: readonly BusEntry[]): readonly PublishResult[] {
  return entries.map(() => ({ status: "accepted" }));
}

async function signedPush(text = '{"ref":"refs/heads/main"}') {
  const url = "http://localhost/webhooks/github";
  const headers = { "x-github-event": "push", "x-github-delivery": "d-1" };
  return signWebhook(github, { secret, url, headers, body: new TextEncoder().encode(text), now: now() });
}

describe("the ingest app", () => {
  test("a genuine webhook is published and answered with its id", async () => {
    const { app, published } = createWorld();
    const request = await signedPush();

    const answer = await app.request(new Request(request.url, request));

    const entry = published[0]?.[0];
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ id: entry?.event.id, status: "accepted" });
    expect(entry?.event).toMatchObject({
      type: "github.push",
      providerid: "d-1",
      source: "/webhooks/github",
    });
    expect(entry?.consumers).toEqual(["all"]);
  });

  test("what the bus refuses is 503 with Retry-After, and the sender is told nothing else", async () => {
    const { app } = createWorld((entries) =>
      entries.map(() => ({ status: "refused", reason: "storage_full" })),
    );
    const request = await signedPush();

    const answer = await app.request(new Request(request.url, request));

    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.text()).not.toContain("storage");
  });

  test("one request with many events is published in one call and answered for each", async () => {
    const { app, published } = createWorld((entries) =>
      entries.map(
        (_entry, index): PublishResult =>
          index === 0 ? { status: "duplicate", conflict: false } : { status: "accepted" },
      ),
    );

    const answer = await app.request("/webhooks/silent", { method: "POST", body: "[1,2]" });

    const ids = published[0]?.map(({ event }) => event.id) ?? [];
    expect(published).toHaveLength(1);
    expect(await answer.json()).toEqual({
      id: ids[0],
      status: "accepted",
      events: [
        { id: ids[0], status: "duplicate" },
        { id: ids[1], status: "accepted" },
      ],
    });
  });

  test("a provider that wants a certain answer gets it", async () => {
    const answer = await createWorld().app.request("/webhooks/lister", { method: "POST", body: "[1]" });

    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe("[OK]");
  });

  test("the parts of a request are refused together", async () => {
    const { app } = createWorld((entries) =>
      entries.map(() => ({ status: "refused", reason: "backlog_full" })),
    );

    expect((await app.request("/webhooks/lister", { method: "POST", body: "[1,2]" })).status).toBe(503);
  });

  test.each([
    ["/webhooks/nobody", "POST", 404, "source_unknown"],
    ["/webhooks/constructor", "POST", 404, "source_unknown"],
    ["/webhooks/github/", "POST", 404, "source_unknown"],
    ["/webhooks/github/more", "POST", 404, "source_unknown"],
    ["/elsewhere", "GET", 404, "source_unknown"],
    ["/webhooks/github", "GET", 405, "method_not_allowed"],
    ["/webhooks/github", "DELETE", 405, "method_not_allowed"],
    ["/webhooks/github", "POST", 401, "signature_invalid"],
  ])("%s by %s is %i %s", async (path, method, status, code) => {
    const answer = await createWorld().app.request(path, {
      method,
      ...(method === "POST" && { body: "{}" }),
    });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ type: "about:blank", title: expect.any(String), status, code });
  });

  test("why a signature was refused is told to the observer and not to the sender", async () => {
    const { app, refused } = createWorld();
    const request = await signedPush();

    const answer = await app.request(new Request(request.url, { ...request, body: "{}" }));

    expect(refused).toEqual([{ source: "github", code: "signature_invalid", reason: "signature_mismatch" }]);
    expect(await answer.text()).not.toContain("mismatch");
  });

  test("a signed body that is no JSON is 400 body_malformed", async () => {
    const request = await signedPush("no json");

    const answer = await createWorld().app.request(new Request(request.url, request));

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "body_malformed" });
  });

  test("a body over the limit is 413, announced or not", async () => {
    const { app } = createWorld();
    const stream = new Blob(["x".repeat(1_001)]).stream();
    const chunked = new Request("http://localhost/webhooks/lister", {
      method: "POST",
      body: stream,
      duplex: "half",
    });

    expect((await app.request(chunked)).status).toBe(413);
    const announced = { method: "POST", body: "x".repeat(1_001), headers: { "content-length": "1001" } };
    expect((await app.request("/webhooks/lister", announced)).status).toBe(413);
  });

  test("a body that does not end in time is 408", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode("[")),
    });
    const request = new Request("http://localhost/webhooks/lister", { method: "POST", body, duplex: "half" });

    const answer = await createWorld().app.request(request);

    expect(answer.status).toBe(408);
    expect(await answer.json()).toMatchObject({ code: "body_timeout" });
  });

  test("bodies that are too much together are 503, and room comes back when they are answered", async () => {
    const held = Promise.withResolvers<void>();
    const { app } = createWorld(accept, 10);
    const waiting = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("[1,2,3]"));
        void held.promise.then(() => controller.close());
      },
    });
    const first = app.request(
      new Request("http://localhost/webhooks/lister", { method: "POST", body: waiting, duplex: "half" }),
    );

    const second = await app.request("/webhooks/lister", { method: "POST", body: "[4,5,6]" });
    held.resolve();

    expect(second.status).toBe(503);
    expect(second.headers.get("retry-after")).toBe("5");
    expect((await first).status).toBe(202);
    expect((await app.request("/webhooks/lister", { method: "POST", body: "[4,5,6]" })).status).toBe(202);
  });

  test("a fault of ours is 500, told to the observer, and shows nothing of itself", async () => {
    const { app, failed } = createWorld(() => {
      throw new Error("the wires are crossed");
    });

    const answer = await app.request("/webhooks/lister", { method: "POST", body: "[1]" });

    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("wires");
    expect(failed).toHaveLength(1);
  });

  test("a signed handshake is answered and publishes nothing", async () => {
    const { app, published } = createWorld();
    const body = new TextEncoder().encode('{"type":"url_verification","challenge":"c-1"}');
    const request = await signWebhook(slack, {
      secret,
      url: "http://localhost/webhooks/slack",
      body,
      now: now(),
    });

    const answer = await app.request(new Request(request.url, request));

    expect(await answer.text()).toBe("c-1");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(published).toEqual([]);
  });

  test("a handshake that is not signed is refused", async () => {
    const body = '{"type":"url_verification","challenge":"c-1"}';

    const answer = await createWorld().app.request("/webhooks/slack", { method: "POST", body });

    expect(answer.status).toBe(401);
  });

  test("healthz says ok", async () => {
    const answer = await createWorld().app.request("/healthz");

    expect(await answer.json()).toEqual({ status: "ok" });
  });
});
