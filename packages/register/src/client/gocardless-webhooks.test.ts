import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openLog } from "../testing/delivery-log.contract.ts";
import {
  type GocardlessCalls,
  gocardlessWebhook,
  gocardlessWebhooks,
} from "../testing/fake-gocardless-webhooks.ts";

const at = "2026-05-01T10:00:00.000Z";
const get = (url: string, answer: (query: URLSearchParams) => JsonBodyType): HttpHandler =>
  http.get(url, ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams)));

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

describe("gocardless sends again", () => {
  const base = "https://api.gocardless.com";
  const event = (logId: string) => ({ logId, providerId: logId, type: "payments.paid", time: new Date(at) });
  const webhook = gocardlessWebhook;
  /** Its webhooks; and what it was asked to send. */
  const play = (...webhooks: JsonBodyType[]): GocardlessCalls => {
    const calls: GocardlessCalls = { lists: [], retried: [] };
    server.use(...gocardlessWebhooks(webhooks, calls));
    return calls;
  };
  const open = () => openLog({ provider: "gocardless", key: "live_x", settings: {} });

  test("the webhook that held the event, found behind the first page, once for all of its events", async () => {
    const calls = play(
      webhook("WB1", false, "EV9"),
      webhook("WB2", true, "EV8"),
      webhook("WB3", false, "EV1", "EV2"),
    );
    const log = open();

    expect(await log.redeliver?.(event("EV1"))).toBeUndefined();
    expect(await log.redeliver?.(event("EV2"))).toBeUndefined();

    expect(calls.retried).toEqual(["WB3"]);
    expect(calls.lists).toHaveLength(2);
    expect(calls.lists[0]?.get("created_at[gte]")).toBe("2026-05-01T09:59:00.000Z");
    expect(calls.lists[0]?.get("created_at[lt]")).toBe("2026-05-01T11:00:00.000Z");
  });

  test("the one of several that failed, and each where none did", async () => {
    const calls = play(
      webhook("WB1", true, "EV1", "EV2"),
      webhook("WB2", false, "EV1"),
      webhook("WB3", true, "EV2"),
    );
    const log = open();

    await log.redeliver?.(event("EV1"));
    await log.redeliver?.(event("EV2"));

    expect(calls.retried).toEqual(["WB2", "WB1", "WB3"]);
  });

  test("nothing for an event that no webhook held", async () => {
    const calls = play(webhook("WB1", false, "EV9"));

    expect(await open().redeliver?.(event("EV1"))).toBe("unavailable");
    expect(calls.retried).toEqual([]);
  });

  test("nothing where the list is another than documented", async () => {
    server.use(get(`${base}/webhooks`, () => ({ surprise: true })));

    await expect(open().redeliver?.(event("EV1"))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });

  test("nothing where the key may only read", async () => {
    play(webhook("WB1", false, "EV1"));
    server.use(http.post(`${base}/webhooks/:id/actions/retry`, () => HttpResponse.json({}, { status: 403 })));

    await expect(open().redeliver?.(event("EV1"))).rejects.toMatchObject({ code: "api_key_refused" });
  });
});
