import { HttpResponse, http } from "msw";
import { asanaClient } from "../client/asana.ts";
import { calendlyClient } from "../client/calendly.ts";
import { hubspotClient } from "../client/hubspot.ts";
import { pagerdutyClient } from "../client/pagerduty.ts";
import { typeformClient } from "../client/typeform.ts";
import { zendeskClient } from "../client/zendesk.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

const typeformAt = "https://api.typeform.com/forms/abc123/webhooks";
const typeform: FakeProvider = {
  client: typeformClient,
  key: "tfp_hunter2hunter2",
  settings: { form: "abc123" },
  isPaged: false,
  handlers: (account) => {
    const toWire = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
      id: `01G${id}`,
      form_id: "abc123",
      tag: id,
      url,
      enabled: isEnabled,
      verify_ssl: true,
      event_types: Object.fromEntries(
        typeformClient.subscriptions.every.map((name) => [name, types.includes(name)]),
      ),
    });
    return [
      http.get(typeformAt, () => HttpResponse.json({ items: account.endpoints.map(toWire) })),
      http.put(`${typeformAt}/:tag`, async ({ request, params }) => {
        const body = (await request.json()) as {
          url: string;
          enabled: boolean;
          secret: string;
          event_types?: Record<string, boolean>;
        };
        const events = body.event_types ?? { form_response: true };
        const id = String(params["tag"]);
        const put = {
          id,
          url: body.url,
          isEnabled: body.enabled,
          secret: body.secret,
          types: Object.entries(events).flatMap(([name, isOn]) => (isOn ? [name] : [])),
        };
        account.endpoints = [...account.endpoints.filter((each) => each.id !== id), put];
        return HttpResponse.json(toWire(put));
      }),
      http.delete(`${typeformAt}/:tag`, ({ params }) => {
        account.endpoints = account.endpoints.filter(({ id }) => id !== params["tag"]);
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  },
};

const calendly: FakeProvider = {
  client: calendlyClient,
  key: "eyJraWQ-calendly-token",
  settings: { organization: "https://api.calendly.com/organizations/O1" },
  handlers: restFake({
    base: "https://api.calendly.com",
    path: "/webhook_subscriptions",
    isAuthorized: bearer("eyJraWQ-calendly-token"),
    toWire: calendlySubscription,
    created: (endpoint) => ({ resource: calendlySubscription(endpoint) }),
    fromWire: (body: { url: string; events: string[]; signing_key: string; organization: string }) => ({
      url: body.url,
      types: body.events,
      secret: body.signing_key,
    }),
    startOf: (url) => Number(url.searchParams.get("page_token") ?? 0),
    page: (collection, next) =>
      HttpResponse.json({
        collection,
        pagination: { count: collection.length, next_page_token: next === undefined ? null : String(next) },
      }),
    extra: (account) => [
      http.post("https://api.calendly.com/webhook_subscriptions", async ({ request }) => {
        const { url } = (await request.clone().json()) as { url: string };
        // A second one at the same URL is refused.
        if (account.endpoints.some((each) => each.url === url))
          return HttpResponse.json(
            { title: "Already Exists", message: "Hook with this url already exists" },
            { status: 409 },
          );
        return undefined;
      }),
    ],
  }),
};

function calendlySubscription({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    uri: `https://api.calendly.com/webhook_subscriptions/${id}`,
    callback_url: url,
    state: isEnabled ? "active" : "disabled",
    events: [...types],
    scope: "organization",
  };
}

const hubspotAt = "https://api.hubapi.com/webhooks/v3/77";
const hubspot: FakeProvider = {
  client: hubspotClient,
  key: "hubspot-developer-key",
  settings: { app: "77", properties: "email" },
  isPaged: false,
  canDisable: false,
  handlers: (account) => {
    const one = (): FakeEndpoint => {
      const [found] = account.endpoints;
      if (found !== undefined) return found;
      const made = { id: "77", url: "", types: [], isEnabled: true, secret: "" };
      account.endpoints.push(made);
      return made;
    };
    return [
      http.all("*", ({ request }) =>
        new URL(request.url).searchParams.get("hapikey") === "hubspot-developer-key"
          ? undefined
          : HttpResponse.json({ message: "no key" }, { status: 401 }),
      ),
      http.get(`${hubspotAt}/settings`, () =>
        account.endpoints.length === 0
          ? HttpResponse.json({ status: "error", message: "not configured" }, { status: 404 })
          : HttpResponse.json({
              targetUrl: one().url,
              throttling: { period: "SECONDLY", maxConcurrentRequests: 10 },
              createdAt: "2026-05-01T00:00:00Z",
            }),
      ),
      http.put(`${hubspotAt}/settings`, async ({ request }) => {
        one().url = ((await request.json()) as { targetUrl: string }).targetUrl;
        return HttpResponse.json({ targetUrl: one().url });
      }),
      http.delete(`${hubspotAt}/settings`, () => {
        account.endpoints = [];
        return new HttpResponse(null, { status: 204 });
      }),
      http.get(`${hubspotAt}/subscriptions`, () =>
        HttpResponse.json({
          results: (account.endpoints[0]?.types ?? []).map((eventType) => ({
            id: eventType,
            eventType,
            active: true,
          })),
        }),
      ),
      http.post(`${hubspotAt}/subscriptions`, async ({ request }) => {
        const { eventType } = (await request.json()) as { eventType: string };
        one().types = [...one().types, eventType];
        return HttpResponse.json({ id: eventType, eventType, active: true }, { status: 201 });
      }),
      http.delete(`${hubspotAt}/subscriptions/:id`, ({ params }) => {
        one().types = one().types.filter((type) => type !== params["id"]);
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  },
};

const zendesk: FakeProvider = {
  client: zendeskClient,
  key: "ann@acme.example:zendesk-api-token",
  settings: { subdomain: "acme" },
  handlers: restFake({
    base: "https://acme.zendesk.com",
    path: "/api/v2/webhooks",
    isAuthorized: hasHeader(
      "authorization",
      `Basic ${Buffer.from("ann@acme.example/token:zendesk-api-token").toString("base64")}`,
    ),
    toWire: zendeskWebhook,
    created: (endpoint) => ({ webhook: zendeskWebhook(endpoint) }),
    updated: (endpoint) => ({ webhook: zendeskWebhook(endpoint) }),
    fromWire: ({ webhook }: { webhook: { endpoint: string; subscriptions: string[]; status: string } }) => ({
      url: webhook.endpoint,
      types: webhook.subscriptions,
      isEnabled: webhook.status === "active",
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("page[after]") ?? 0),
    page: (webhooks, next) =>
      HttpResponse.json({
        webhooks,
        meta: { has_more: next !== undefined },
        links: { next: `https://acme.zendesk.com/api/v2/webhooks?page%5Bafter%5D=${next}` },
      }),
    extra: (account, find) => {
      const at = "https://acme.zendesk.com/api/v2/webhooks/:id/signing_secret";
      const answer = (id: unknown, renew: boolean): Response => {
        const found = find(String(id));
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        if (renew) found.secret = `zendesk-renewed-${account.nextNumber++}`;
        return HttpResponse.json({ signing_secret: { algorithm: "SHA256", secret: found.secret } });
      };
      return [
        http.get(at, ({ params }) => answer(params["id"], false)),
        http.post(at, ({ params }) => answer(params["id"], true)),
      ];
    },
  }),
};

function zendeskWebhook({ id, url, types, isEnabled, secret }: FakeEndpoint) {
  return {
    id,
    endpoint: url,
    http_method: "POST",
    status: isEnabled ? "active" : "inactive",
    subscriptions: [...types],
    signing_secret: { algorithm: "SHA256", secret },
  };
}

const asana: FakeProvider = {
  client: asanaClient,
  key: "2/120/hunter2:asana-token",
  settings: { workspace: "11", resource: "22" },
  handlers: restFake({
    base: "https://app.asana.com",
    path: "/api/1.0/webhooks",
    isAuthorized: bearer("2/120/hunter2:asana-token"),
    toWire: asanaWebhook,
    created: (endpoint) => ({ data: asanaWebhook(endpoint), "X-Hook-Secret": endpoint.secret }),
    updated: (endpoint) => ({ data: asanaWebhook(endpoint) }),
    fromWire: ({
      data,
    }: {
      data: { target?: string; filters: { resource_type: string; action: string }[] };
    }) => ({
      ...(data.target !== undefined && { url: data.target }),
      types: data.filters.map(({ resource_type, action }) => `${resource_type}.${action}`),
      isEnabled: true,
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("offset") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        data,
        next_page: next === undefined ? null : { offset: String(next), path: "/", uri: "" },
      }),
  }),
};

function asanaWebhook({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    gid: id,
    target: url,
    active: isEnabled,
    resource: { gid: "22" },
    filters: types.map((type) => ({
      resource_type: type.split(".")[0] ?? "",
      action: type.split(".")[1] ?? "",
    })),
    last_failure_content: "",
  };
}

interface PagerdutyBody {
  readonly webhook_subscription: {
    readonly delivery_method: { readonly url: string };
    readonly events: string[];
    readonly active: boolean;
  };
}

const pagerduty: FakeProvider = {
  client: pagerdutyClient,
  key: "u+pagerdutykeyhunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.pagerduty.com",
    path: "/webhook_subscriptions",
    isAuthorized: hasHeader("authorization", "Token token=u+pagerdutykeyhunter2"),
    toWire: (endpoint) => pagerdutySubscription(endpoint, null),
    created: (endpoint) => ({ webhook_subscription: pagerdutySubscription(endpoint, endpoint.secret) }),
    updated: (endpoint) => ({ webhook_subscription: pagerdutySubscription(endpoint, null) }),
    fromWire: ({ webhook_subscription: { delivery_method, events } }: PagerdutyBody) => ({
      url: delivery_method.url,
      types: events,
    }),
    updates: "PUT",
    // Its pages are counted in subscriptions; fifty of these fakes' make one of theirs.
    startOf: (url) => Number(url.searchParams.get("offset") ?? 0) / 50,
    page: (webhook_subscriptions, next) =>
      HttpResponse.json({ webhook_subscriptions, more: next !== undefined }),
    extra: (_account, find) => [
      http.post("https://api.pagerduty.com/webhook_subscriptions/:id/enable", ({ params }) => {
        const found = find(String(params["id"]));
        if (found !== undefined) found.isEnabled = true;
        return HttpResponse.json({}, { status: found === undefined ? 404 : 200 });
      }),
    ],
  }),
};

function pagerdutySubscription({ id, url, types, isEnabled }: FakeEndpoint, secret: string | null) {
  return {
    id,
    type: "webhook_subscription",
    active: true,
    events: [...types],
    delivery_method: {
      id: "D1",
      type: "http_delivery_method",
      url,
      secret,
      temporarily_disabled: !isEnabled,
    },
    filter: { type: "account_reference" },
  };
}

export const teamProviders: readonly FakeProvider[] = [
  typeform,
  calendly,
  hubspot,
  zendesk,
  asana,
  pagerduty,
];
