import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import type { LogCase } from "./delivery-log.contract.ts";
import { githubDeliveries } from "./fake-github-deliveries.ts";

/** When all of it happened. */
export const loggedAt = "2026-05-01T10:00:00Z";
const at = loggedAt;
const seconds = Date.parse(at) / 1000;

const sample = (provider: { readonly id: string }, type?: string): Record<string, JsonBodyType> => {
  const made = createSample(provider, {
    now: new Date(at),
    random: repeatableBytes(provider.id),
    ...(type !== undefined && { type }),
  });
  return JSON.parse(Buffer.from(made.body).toString()) as Record<string, JsonBodyType>;
};
const get = (url: string, answer: (query: URLSearchParams, path: string) => Response): HttpHandler =>
  http.get(url, ({ request }) => answer(new URL(request.url).searchParams, new URL(request.url).pathname));
const json = (body: JsonBodyType, headers: Readonly<Record<string, string>> = {}): Response =>
  HttpResponse.json(body, { headers });

const stripeEvent = (id: string): JsonBodyType => ({
  ...sample(providers.stripe),
  id,
  created: seconds,
  pending_webhooks: 1,
});
const paddleEvent = (id: string): JsonBodyType => ({
  id: `ntf_${id}`,
  type: "transaction.paid",
  status: "failed",
  occurred_at: at,
  payload: { ...sample(providers.paddle), event_id: id },
});
const gitlabEvent = (id: string): JsonBodyType => ({
  id: 5,
  url: "https://x",
  trigger: "push_hooks",
  request_headers: { "Content-Type": "application/json", "webhook-id": id, "X-Gitlab-Token": "hidden" },
  request_data: sample(providers.gitlab),
  response_status: "503",
  created_at: at,
});

/** Providers that list what they sent, as they list it. */
export const loggedDeliveries: readonly LogCase[] = [
  {
    provider: "stripe",
    key: "rk_test",
    settings: {},
    ids: ["evt_2", "evt_1"],
    handlers: () => [
      get("https://api.stripe.com/v1/events", (query) =>
        query.get("starting_after") === null
          ? json({ data: [stripeEvent("evt_2")], has_more: true })
          : json({ data: [stripeEvent("evt_1")], has_more: false }),
      ),
    ],
  },
  githubDeliveries,
  {
    provider: "gitlab",
    key: "glpat",
    settings: { project: "acme/shop" },
    ids: ["msg_2", "msg_1"],
    redelivers: true,
    handlers: () => {
      const path = "https://gitlab.com/api/v4/projects/acme%2Fshop/hooks/9/events";
      return [
        get(path, (query) =>
          query.get("page") === "1"
            ? json([gitlabEvent("msg_2")], { "x-next-page": "2" })
            : json([gitlabEvent("msg_1")], { "x-next-page": "" }),
        ),
        http.post(`${path}/:id/resend`, () => HttpResponse.json({ response_status: 200 }, { status: 201 })),
      ];
    },
  },
  {
    provider: "square",
    asksBy: "post",
    leavesOutEmptyLists: true,
    key: "EAAA",
    settings: {},
    ids: ["sq_1", "sq_2"],
    handlers: () => [
      http.put("https://connect.squareup.com/v2/events/enable", () => json({})),
      http.post("https://connect.squareup.com/v2/events", async ({ request }) => {
        const { cursor } = (await request.json()) as { cursor?: string };
        const event = {
          ...sample(providers.square),
          event_id: cursor === undefined ? "sq_1" : "sq_2",
          created_at: at,
        };
        return json({ events: [event], ...(cursor === undefined && { cursor: "more" }) });
      }),
    ],
  },
  {
    provider: "paypal",
    leavesOutEmptyLists: true,
    key: "id:secret",
    settings: {},
    ids: ["WH-1", "WH-2"],
    redelivers: true,
    handlers: () => {
      const path = "https://api-m.paypal.com/v1/notifications/webhooks-events";
      return [
        http.post("https://api-m.paypal.com/v1/oauth2/token", () => json({ access_token: "A21" })),
        get(path, (query) => {
          const isFirst = query.get("next_page_token") === null;
          const event = {
            ...sample(providers.paypal),
            id: isFirst ? "WH-1" : "WH-2",
            create_time: at,
            status: "FAILURE",
          };
          return json({
            events: [event],
            links: isFirst ? [{ rel: "next", href: `${path}?next_page_token=x`, method: "GET" }] : [],
          });
        }),
        http.post(`${path}/:id/resend`, () => HttpResponse.json({}, { status: 202 })),
      ];
    },
  },
  {
    provider: "paddle",
    key: "pdl",
    settings: {},
    ids: ["evt_1", "evt_2"],
    redelivers: true,
    handlers: () => [
      get("https://api.paddle.com/notifications", (query) => {
        const isFirst = query.get("after") === null;
        return json({
          data: [paddleEvent(isFirst ? "evt_1" : "evt_2")],
          meta: {
            pagination: { has_more: isFirst, next: "https://api.paddle.com/notifications?after=ntf_evt_1" },
          },
        });
      }),
      http.post("https://api.paddle.com/notifications/:id/replay", () => json({ data: {} })),
    ],
  },
  {
    provider: "mailgun",
    key: "key",
    settings: { domain: "mg.example.com" },
    ids: ["mg_1", "mg_2"],
    handlers: () => {
      const path = "https://api.mailgun.net/v3/mg.example.com/events";
      const page = (id: string | undefined, next: string): Response => {
        const event = sample(providers.mailgun)["event-data"] as unknown as Record<string, JsonBodyType>;
        return json({
          items: id === undefined ? [] : [{ ...event, id, timestamp: seconds }],
          paging: { next: `${path}/${next}` },
        });
      };
      return [
        get(path, () => page("mg_1", "p2")),
        get(`${path}/p2`, () => page("mg_2", "p3")),
        get(`${path}/p3`, () => page(undefined, "p3")),
      ];
    },
  },
  {
    provider: "polar",
    key: "polar",
    settings: {},
    ids: ["we_1", "we_2"],
    redelivers: true,
    handlers: () => [
      get("https://api.polar.sh/v1/webhooks/deliveries", (query) =>
        json({
          items: [
            {
              id: "d1",
              succeeded: false,
              http_code: 503,
              response: "",
              created_at: at,
              modified_at: null,
              webhook_event: {
                id: `we_${query.get("page")}`,
                modified_at: null,
                skipped: false,
                is_archived: false,
                type: "order.paid",
                created_at: at,
                payload: JSON.stringify(sample(providers.polar)),
              },
            },
          ],
          pagination: { total_count: 2, max_page: 2 },
        }),
      ),
      http.post("https://api.polar.sh/v1/webhooks/events/:id/redeliver", () =>
        HttpResponse.json({}, { status: 202 }),
      ),
    ],
  },
];
