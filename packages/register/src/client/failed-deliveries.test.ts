import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { ConfigError, defineRouter, source } from "@hookyard/core";
import { createEntries } from "@hookyard/core/ingest/entries";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { describe, expect, test } from "vitest";
import { type LogCase, openLog, play, readAll, testDeliveryLog } from "../testing/delivery-log.contract.ts";
import {
  figmaAt,
  figmaEvent,
  figmaHook as hook,
  figmaRequest,
  figmaRequestHandlers,
  figmaWebhook,
} from "../testing/fake-figma-requests.ts";
import { lithicAt, lithicCase, lithicEvent } from "../testing/fake-lithic-events.ts";

const at = "2026-05-01T10:00:00.000Z";
const seconds = Date.parse(at) / 1000;

type Id = "figma" | "bigcommerce";

function sample(id: Id): Record<string, JsonBodyType> {
  const { body } = createSample({ id }, { now: new Date(at), random: repeatableBytes(id) });
  return JSON.parse(Buffer.from(body).toString()) as Record<string, JsonBodyType>;
}
const get = (url: string, answer: (query: URLSearchParams) => JsonBodyType): HttpHandler =>
  http.get(url, ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams)));

/** The provider's id of an event that comes by the door. */
function idByTheDoor(id: Id, payload: JsonBodyType): string | undefined {
  const router = defineRouter({ sources: { mine: source(providers[id]) }, consumers: {} });
  const definition = router.sources["mine"];
  if (definition === undefined) throw new TypeError("no source");
  const body = Buffer.from(JSON.stringify(payload));
  const request = { method: "POST", url: hook, headers: [], body };
  return createEntries({ router, source: definition, request, receivedAt: new Date(at) })[0]?.event
    .providerid;
}

const figmaCase: LogCase = {
  provider: "figma",
  key: "figd_x",
  settings: { context: "team", contextId: "42" },
  endpoint: hook,
  ids: ["21", "22"].map((webhook) => idByTheDoor("figma", figmaEvent(webhook)) ?? ""),
  handlers: figmaRequestHandlers,
};

const bigcommerceEvent = (id: number): Record<string, JsonBodyType> => ({
  ...sample("bigcommerce"),
  scope: "store/order/updated",
  data: { type: "order", id },
  hash: `hash${id}`,
  created_at: seconds,
});
const bigcommerceId = (id: number): string => idByTheDoor("bigcommerce", bigcommerceEvent(id)) ?? "";
const hooksAt = "https://api.bigcommerce.com/stores/s1/v3/hooks";
const bigcommerceHook = (events_history_enabled: boolean): JsonBodyType => ({
  id: 1,
  scope: "store/order/updated",
  destination: hook,
  is_active: true,
  events_history_enabled,
});
const bigcommercePage = (data: JsonBodyType[], total: number, total_pages: number): JsonBodyType => ({
  data,
  meta: { pagination: { total, total_pages } },
});
const bigcommerceCase: LogCase = {
  provider: "bigcommerce",
  key: "token",
  settings: { store: "s1" },
  endpoint: hook,
  ids: [bigcommerceId(1), bigcommerceId(2)],
  handlers: () => [
    get(`${hooksAt}/events`, (query) => bigcommercePage([bigcommerceEvent(Number(query.get("page")))], 2, 2)),
    get(hooksAt, () => bigcommercePage([bigcommerceHook(true)], 1, 1)),
  ],
};

for (const one of [figmaCase, bigcommerceCase, lithicCase]) testDeliveryLog(one);

describe("figma's requests", () => {
  test("are one event for all its tries, as the last one ended, whatever order its fields stand in", async () => {
    const { event_type = null, ...rest } = figmaEvent("21");
    const tries = [
      figmaRequest({ ...rest, event_type, retries: 2 }, "500", "2026-05-01T10:35:00Z"),
      figmaRequest({ event_type, ...rest, retries: 0 }, undefined, "2026-05-01T10:00:01Z"),
      figmaRequest({ event_type, ...rest, retries: 1 }, "503", "2026-05-01T10:05:00Z"),
    ];
    play(
      get(`${figmaAt}/21/requests`, () => ({ requests: tries })),
      get(figmaAt, () => ({ webhooks: [figmaWebhook("21", hook)] })),
    );

    const events = await readAll(openLog(figmaCase));

    expect(events).toMatchObject([
      { providerId: figmaCase.ids[0], failure: "answered 500", time: new Date(at) },
    ]);
  });

  test("are read without the passcode, and without the question that a new webhook begins with", async () => {
    const ping = { event_type: "PING", passcode: "open sesame", timestamp: at };
    const requests = [
      figmaRequest(ping, "200"),
      figmaRequest({ ...figmaEvent("21"), passcode: "open sesame" }, "200"),
    ];
    play(
      get(`${figmaAt}/21/requests`, () => ({ requests })),
      get(figmaAt, () => ({ webhooks: [figmaWebhook("21", hook)] })),
    );

    const events = await readAll(openLog(figmaCase));

    expect(events.map(({ type }) => type)).toEqual(["FILE_COMMENT"]);
    expect(events[0]).not.toHaveProperty("failure");
    expect(JSON.stringify(events)).not.toContain("open sesame");
  });

  test("are of the range alone, by the event's own time", async () => {
    const times = ["2026-04-30T23:59:59.999Z", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"];
    const requests = times.map((timestamp) => figmaRequest({ ...figmaEvent("21"), timestamp }, "503"));
    play(
      get(`${figmaAt}/21/requests`, () => ({ requests })),
      get(figmaAt, () => ({ webhooks: [figmaWebhook("21", hook)] })),
    );

    const events = await readAll(openLog(figmaCase));

    expect(events.map(({ time }) => time.toISOString())).toEqual(["2026-05-01T00:00:00.000Z"]);
  });

  test("that are another thing than documented are no empty list", async () => {
    play(
      get(`${figmaAt}/21/requests`, () => ({ requests: [{ request_info: { payload: {} } }] })),
      get(figmaAt, () => ({ webhooks: [figmaWebhook("21", hook)] })),
    );

    await expect(readAll(openLog(figmaCase))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });

  test.each([undefined, "https://gone.example.com"])(
    "are not read where it is not known of which webhooks: %s",
    async (endpoint) => {
      play(
        get(figmaAt, () => ({
          webhooks: [figmaWebhook("21", hook), figmaWebhook("22", "https://b.example")],
        })),
      );
      const { endpoint: _own, ...rest } = figmaCase;
      const log = openLog({ ...rest, endpoint: endpoint ?? "" });

      await expect(readAll(log)).rejects.toThrow(ConfigError);
    },
  );
});

describe("bigcommerce's events", () => {
  test("are read from the start again where the list has changed, so that none slips past", async () => {
    let lists = [
      [1, 2],
      [3, 4],
    ];
    const answered: string[] = [];
    play(
      get(`${hooksAt}/events`, (query) => {
        const page = query.get("page") ?? "";
        const total = lists.flat().length;
        const data = (lists[Number(page) - 1] ?? []).map(bigcommerceEvent);
        answered.push(page);
        lists = [[2, 3], [4]]; // the oldest is forgotten, and 3 slips to the page that was read
        return bigcommercePage(data, total, 2);
      }),
      get(hooksAt, () => bigcommercePage([bigcommerceHook(true)], 1, 1)),
    );

    const events = await readAll(openLog(bigcommerceCase));

    expect(answered).toEqual(["1", "2", "1", "2"]);
    expect(new Set(events.map(({ providerId }) => providerId))).toEqual(
      new Set([1, 2, 3, 4].map(bigcommerceId)),
    );
  });

  test("are given up being read anew where the list never rests", async () => {
    let total = 1;
    play(
      get(`${hooksAt}/events`, () => bigcommercePage([bigcommerceEvent(1)], total++, 2)),
      get(hooksAt, () => bigcommercePage([bigcommerceHook(true)], 1, 1)),
    );

    const events = await readAll(openLog(bigcommerceCase));

    expect(events).toHaveLength(12);
  });

  test("are of the range alone", async () => {
    const times = [-1, 0, 86_400].map((offset) => Date.parse("2026-05-01T00:00:00Z") / 1000 + offset);
    const data = times.map((created_at) => ({ ...bigcommerceEvent(1), created_at }));
    play(
      get(`${hooksAt}/events`, () => bigcommercePage(data, 3, 1)),
      get(hooksAt, () => bigcommercePage([bigcommerceHook(true)], 1, 1)),
    );

    const events = await readAll(openLog(bigcommerceCase));

    expect(events.map(({ time }) => time.toISOString())).toEqual(["2026-05-01T00:00:00.000Z"]);
  });

  test.each([
    ["no hash", { hash: null }],
    ["no time", { created_at: "yesterday" }],
  ])("with %s are no empty list", async (_name, fields) => {
    play(
      get(`${hooksAt}/events`, () => bigcommercePage([{ ...bigcommerceEvent(1), ...fields }], 1, 1)),
      get(hooksAt, () => bigcommercePage([bigcommerceHook(true)], 1, 1)),
    );

    await expect(readAll(openLog(bigcommerceCase))).rejects.toMatchObject({ code: "api_answer_invalid" });
  });

  test("are asked for only where a webhook keeps them", async () => {
    play(get(hooksAt, () => bigcommercePage([bigcommerceHook(false)], 1, 1)));

    await expect(readAll(openLog(bigcommerceCase))).rejects.toThrow(ConfigError);
  });
});

describe("lithic's events", () => {
  test("say why they did not arrive: by the last attempt", async () => {
    play(...lithicCase.handlers());

    const events = await readAll(openLog(lithicCase));

    expect(events.map(({ logId, failure }) => [logId, failure])).toEqual([
      ["msg_2", "no answer"],
      ["msg_1", "answered 503"],
    ]);
  });

  test("are of the range alone, which the provider takes without its beginning", async () => {
    const asked: (string | null)[] = [];
    play(
      get(`${lithicAt}/events`, (query) => {
        asked.push(query.get("begin"), query.get("end"));
        const times = ["2026-04-30T23:59:59.999Z", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"];
        return { data: times.map((time, index) => lithicEvent(`msg_${index}`, time)), has_more: false };
      }),
      get(`${lithicAt}/event_subscriptions/ep_1/attempts`, () => ({ data: [], has_more: false })),
    );

    const events = await readAll(openLog(lithicCase));

    expect(asked).toEqual(["2026-04-30T23:59:59.000Z", "2026-05-02T00:00:00.000Z"]);
    expect(events.map(({ logId }) => logId)).toEqual(["msg_1"]);
  });
});
