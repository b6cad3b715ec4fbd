import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import type { LogCase } from "./delivery-log.contract.ts";
import { gocardlessWebhook, gocardlessWebhooks } from "./fake-gocardless-webhooks.ts";

/** When all of it happened. */
export const recordedAt = "2026-05-01T10:00:00.000Z";
const at = recordedAt;
const seconds = Date.parse(at) / 1000;

const presets = Object.values(providers);
const sample = (id: (typeof presets)[number]["id"]): Record<string, JsonBodyType> => {
  const made = createSample({ id }, { now: new Date(at), random: repeatableBytes(id) });
  return JSON.parse(Buffer.from(made.body).toString()) as Record<string, JsonBodyType>;
};
/** A `GET` that is answered by what it asks for. */
export const get = (url: string, answer: (query: URLSearchParams) => JsonBodyType): HttpHandler =>
  http.get(url, ({ request }) => HttpResponse.json(answer(new URL(request.url).searchParams)));
const accepts = (url: string): HttpHandler => http.post(url, () => HttpResponse.json({}, { status: 202 }));

const oktaEntry = (uuid: string): JsonBodyType => ({
  ...(sample("okta")["data"] as { events: Record<string, JsonBodyType>[] }).events[0],
  uuid,
  published: at,
});

/** Providers that list their events, as they list them. */
export const recordedEvents: readonly LogCase[] = [
  {
    provider: "svix",
    key: "sk_x.eu",
    settings: { application: "app_1" },
    ids: ["msg_1", "msg_2"],
    redelivers: true,
    handlers: () => [
      get("https://api.eu.svix.com/api/v1/app/app_1/endpoint/9/msg", (query) => {
        const isFirst = query.get("iterator") === null;
        const message = {
          id: isFirst ? "msg_1" : "msg_2",
          eventType: "report.ready",
          status: 2,
          timestamp: at,
        };
        return {
          data: [{ ...message, payload: sample("svix") }],
          done: !isFirst,
          iterator: isFirst ? "i1" : null,
        };
      }),
      accepts("https://api.eu.svix.com/api/v1/app/app_1/msg/:id/endpoint/9/resend"),
    ],
  },
  {
    provider: "easypost",
    key: "EZAK",
    settings: {},
    ids: ["evt_1", "evt_2"],
    handlers: () => [
      get("https://api.easypost.com/v2/events", (query) => {
        const isFirst = query.get("before_id") === null;
        const event = { id: isFirst ? "evt_1" : "evt_2", description: "tracker.updated", created_at: at };
        return { events: [{ ...event, object: "Event", status: "failed" }], has_more: isFirst };
      }),
      http.get("https://api.easypost.com/v2/events/:id/payloads", ({ params }) =>
        HttpResponse.json({
          payloads: [
            {
              id: "payload_1",
              request_url: "https://hooks.example.com",
              request_headers: { "Content-Type": "application/json" },
              request_body: JSON.stringify({ ...sample("easypost"), id: String(params["id"]) }),
              response_code: 503,
            },
          ],
        }),
      ),
    ],
  },
  {
    provider: "okta",
    key: "00x",
    settings: { domain: "acme.okta.com" },
    ids: ["log-1", "log-2"],
    handlers: () => [
      http.get("https://acme.okta.com/api/v1/logs", ({ request }) => {
        const after = new URL(request.url).searchParams.get("after");
        const link = (name: string) => ({
          link: `<https://acme.okta.com/api/v1/logs?after=${name}>; rel="next"`,
        });
        if (after === null) return HttpResponse.json([oktaEntry("log-1")], { headers: link("a") });
        if (after === "a") return HttpResponse.json([oktaEntry("log-2")], { headers: link("b") });
        return HttpResponse.json([], { headers: link("b") }); // it links on without an end
      }),
    ],
  },
  {
    provider: "workos",
    key: "sk",
    settings: {},
    ids: ["event_1", "event_2"],
    handlers: () => [
      get("https://api.workos.com/events", (query) => {
        const isFirst = query.get("after") === null;
        return {
          data: [{ ...sample("workos"), id: isFirst ? "event_1" : "event_2", created_at: at }],
          list_metadata: { after: isFirst ? "event_1" : null },
        };
      }),
    ],
  },
  {
    provider: "chargebee",
    key: "live",
    settings: { site: "acme" },
    ids: ["ev_1", "ev_2"],
    handlers: () => [
      get("https://acme.chargebee.com/api/v2/events", (query) => {
        const isFirst = query.get("offset") === null;
        const event = {
          ...sample("chargebee"),
          id: isFirst ? "ev_1" : "ev_2",
          occurred_at: seconds,
          webhook_status: "failed",
        };
        return { list: [{ event }], ...(isFirst && { next_offset: '["1"]' }) };
      }),
    ],
  },
  {
    provider: "contentful",
    key: "CFPAT",
    settings: { space: "s1" },
    ids: ["key-1", "key-2"],
    handlers: () => {
      const path = "https://api.contentful.com/spaces/s1/webhooks/9/calls";
      const call = (id: string, requestAt: string): JsonBodyType => ({
        sys: { id },
        statusCode: 503,
        requestAt,
      });
      return [
        // The third is of another day.
        get(path, () => ({ items: [call("1", at), call("2", at), call("3", "2026-04-01T00:00:00Z")] })),
        http.get(`${path}/:id`, ({ params }) =>
          HttpResponse.json({
            ...(call(String(params["id"]), at) as object),
            request: {
              url: "https://hooks.example.com",
              method: "POST",
              headers: {
                "X-Contentful-Topic": "ContentManagement.Asset.save",
                "X-Contentful-Idempotency-Key": `key-${String(params["id"])}`,
                "X-Contentful-Signature": "hidden",
              },
              body: JSON.stringify(sample("contentful")),
            },
          }),
        ),
      ];
    },
  },
  {
    provider: "auth0",
    key: "id:secret",
    settings: { domain: "acme.eu.auth0.com" },
    ids: ["evt_1", "evt_2"],
    redelivers: true,
    handlers: () => {
      const stream = "https://acme.eu.auth0.com/api/v2/event-streams/9";
      return [
        http.post("https://acme.eu.auth0.com/oauth/token", () => HttpResponse.json({ access_token: "a" })),
        get(`${stream}/deliveries`, (query) => {
          const isFirst = query.get("from") === null;
          const { type, ...rest } = sample("auth0");
          const event = { ...rest, type, id: isFirst ? "evt_1" : "evt_2", time: at };
          return {
            deliveries: [{ id: "d1", status: "failed", event_type: type ?? null, attempts: [], event }],
            ...(isFirst && { next: "n1" }),
          };
        }),
        accepts(`${stream}/redeliver/:id`),
      ];
    },
  },
  {
    provider: "persona",
    key: "persona",
    settings: {},
    ids: ["evt_1", "evt_2"],
    handlers: () => [
      get("https://api.withpersona.com/api/v1/events", (query) => {
        const isFirst = query.get("page[after]") === null;
        const { data } = sample("persona") as { data: { attributes: Record<string, JsonBodyType> } };
        const attributes = { ...data.attributes, "created-at": at };
        return {
          data: [{ ...data, attributes, id: isFirst ? "evt_1" : "evt_2" }],
          links: { next: isFirst ? "/api/v1/events?page[after]=evt_1" : null },
        };
      }),
    ],
  },
  {
    provider: "telnyx",
    key: "KEY",
    settings: { messagingProfile: "mp1" },
    ids: ["ev_1", "ev_2"],
    handlers: () => [
      get("https://api.telnyx.com/v2/webhook_deliveries", (query) => {
        const { data } = sample("telnyx") as { data: Record<string, JsonBodyType> };
        const page = query.get("page[number]");
        const webhook = { ...data, id: `ev_${page}`, occurred_at: at };
        const attempts = [503, 404].map((status) => ({ status: "failed", http: { response: { status } } }));
        return {
          data: [{ id: `d${page}`, status: "failed", attempts, webhook }],
          meta: { page_number: Number(page), page_size: 1, total_pages: 2, total_results: 2 },
        };
      }),
    ],
  },
  {
    provider: "zendesk",
    key: "ann@acme.example:token",
    settings: { subdomain: "acme" },
    ids: ["inv_1", "inv_2"],
    handlers: () => {
      const path = "https://acme.zendesk.com/api/v2/webhooks/9/invocations";
      return [
        get(path, (query) => {
          const isFirst = query.get("page[after]") === null;
          const invocation = { id: isFirst ? "inv_1" : "inv_2", status: "failed", status_code: 503 };
          return {
            invocations: [{ ...invocation, latest_completed_at: at }],
            meta: { has_more: isFirst, after_cursor: "c1" },
          };
        }),
        http.get(`${path}/:id/attempts`, ({ params }) =>
          HttpResponse.json({
            attempts: [
              {
                id: "a1",
                request: { payload: JSON.stringify({ ...sample("zendesk"), id: String(params["id"]) }) },
              },
            ],
          }),
        ),
      ];
    },
  },
  {
    provider: "modern-treasury",
    key: "org:key",
    settings: {},
    ids: ["mt_1", "mt_2"],
    handlers: () => [
      http.get("https://app.moderntreasury.com/api/events", ({ request }) => {
        const isFirst = new URL(request.url).searchParams.get("after_cursor") === null;
        const { event, data } = sample("modern-treasury");
        const item = { id: isFirst ? "mt_1" : "mt_2", event_name: event, event_time: at, data };
        return HttpResponse.json([{ ...item, object: "event", resource: "payment_order" }], {
          headers: isFirst ? { "x-after-cursor": "c1" } : {},
        });
      }),
    ],
  },
  {
    provider: "coinbase-commerce",
    key: "cc",
    settings: {},
    ids: ["cc_1", "cc_2"],
    handlers: () => [
      get("https://api.commerce.coinbase.com/events", (query) => {
        const isFirst = query.get("starting_after") === null;
        const event = sample("coinbase-commerce")["event"] as Record<string, JsonBodyType>;
        const older = { ...event, id: "cc_0", created_at: "2026-04-01T00:00:00Z" };
        const shown = { ...event, id: isFirst ? "cc_1" : "cc_2", created_at: at };
        return { data: isFirst ? [shown] : [shown, older], pagination: { next_uri: "https://more" } };
      }),
    ],
  },
  {
    provider: "gocardless",
    key: "live_x",
    settings: {},
    ids: ["EV1", "EV2"],
    redelivers: true,
    handlers: () => [
      get("https://api.gocardless.com/events", (query) => {
        const isFirst = query.get("after") === null;
        const [event] = sample("gocardless")["events"] as unknown as Record<string, JsonBodyType>[];
        return {
          events: [{ ...event, id: isFirst ? "EV1" : "EV2", created_at: at }],
          meta: { cursors: { after: isFirst ? "EV1" : null, before: null }, limit: 500 },
        };
      }),
      ...gocardlessWebhooks([
        gocardlessWebhook("WB1", false, "EV9"),
        gocardlessWebhook("WB2", true, "EV8"),
        gocardlessWebhook("WB3", false, "EV1", "EV2"),
      ]),
    ],
  },
];
