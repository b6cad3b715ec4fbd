import { HttpResponse, http, type HttpHandler, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { expect, onTestFinished, test } from "vitest";
import { type LogCase, openLog, readAll, testDeliveryLog } from "../testing/delivery-log.contract.ts";

const at = "2026-05-01T10:00:00Z";
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
const githubDelivery = (number: number): JsonBodyType => ({
  id: 7_000_000_000_000_000 + number,
  guid: `guid-${number}`,
  delivered_at: at,
  redelivery: false,
  status: "Invalid HTTP Response: 503",
  status_code: 503,
  event: "push",
  action: null,
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

const cases: readonly LogCase[] = [
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
  {
    provider: "github",
    key: "github_pat",
    settings: { repository: "acme/shop" },
    ids: ["guid-2", "guid-1"],
    redelivers: true,
    handlers: () => {
      const path = "https://api.github.com/repos/acme/shop/hooks/9/deliveries";
      return [
        get(path, (query) =>
          query.get("cursor") === null
            ? json([githubDelivery(2)], { link: `<${path}?cursor=v1_2>; rel="next"` })
            : json([githubDelivery(1)]),
        ),
        get(`${path}/:id`, (_query, own) =>
          json({
            id: 1,
            request: {
              headers: {
                "X-GitHub-Event": "push",
                "X-GitHub-Delivery": `guid-${own.at(-1)}`,
                "X-Hub-Signature-256": "sha256=00",
                "content-type": "application/x-www-form-urlencoded",
              },
              payload: sample(providers.github, "push"),
            },
          }),
        ),
        http.post(`${path}/:id/attempts`, () => HttpResponse.json({}, { status: 202 })),
      ];
    },
  },
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
    key: "EAAA",
    settings: {},
    ids: ["sq_1", "sq_2"],
    handlers: () => [
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
    provider: "gocardless",
    key: "live_x",
    settings: {},
    ids: ["EV1", "EV2"],
    handlers: () => [
      get("https://api.gocardless.com/events", (query) => {
        const isFirst = query.get("after") === null;
        const [event] = sample(providers.gocardless)["events"] as unknown as Record<string, JsonBodyType>[];
        return json({
          events: [{ ...event, id: isFirst ? "EV1" : "EV2", created_at: at }],
          meta: { cursors: { after: isFirst ? "EV1" : null, before: null }, limit: 500 },
        });
      }),
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
              webhook_event: {
                id: `we_${query.get("page")}`,
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

for (const one of cases) testDeliveryLog(one);

test("shopify's resources stand in for what it sent, kind by kind and page by page", async () => {
  const server = setupServer(
    http.post("https://acme.myshopify.com/admin/api/2026-01/graphql.json", async ({ request }) => {
      const { query, variables } = (await request.json()) as {
        query: string;
        variables: { after: string | null };
      };
      const field = ["orders", "customers", "products"].find((name) => query.includes(`${name}(`)) ?? "";
      const isFirst = variables.after === null;
      return json({
        data: {
          [field]: {
            nodes: [{ id: `gid://shopify/${field}/${isFirst ? 1 : 2}`, createdAt: at }],
            pageInfo: { hasNextPage: isFirst && field === "orders", endCursor: "c1" },
          },
        },
      });
    }),
  );

  server.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => server.close());

  const events = await readAll(
    openLog({ provider: "shopify", key: "shpat", settings: { shop: "acme.myshopify.com" } }),
  );

  expect(events.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
    "orders/create gid://shopify/orders/1",
    "orders/create gid://shopify/orders/2",
    "customers/create gid://shopify/customers/1",
    "products/create gid://shopify/products/1",
  ]);
});
