import { HttpResponse, http } from "msw";
import { launchdarklyClient } from "../client/launchdarkly.ts";
import { mailerliteClient } from "../client/mailerlite.ts";
import { nylasClient } from "../client/nylas.ts";
import { planetscaleClient } from "../client/planetscale.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

interface MailerliteBody {
  readonly url: string;
  readonly events: string[];
  readonly enabled?: boolean;
}

const mailerliteWebhook = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
  id,
  name: "Hookyard: mine",
  url,
  events: [...types],
  enabled: isEnabled,
  created_at: "2026-05-01 12:00:00",
});
const mailerliteWithSecret = (endpoint: FakeEndpoint) => ({
  data: { ...mailerliteWebhook(endpoint), secret: endpoint.secret },
});

const mailerlite: FakeProvider = {
  client: mailerliteClient,
  key: "mailerlite-token-hunter2",
  settings: {},
  handlers: restFake({
    base: "https://connect.mailerlite.com",
    path: "/api/webhooks",
    isAuthorized: hasHeader("authorization", "Bearer mailerlite-token-hunter2"),
    toWire: mailerliteWebhook,
    created: mailerliteWithSecret,
    updated: mailerliteWithSecret,
    fromWire: ({ url, events, enabled }: MailerliteBody) => ({
      url,
      types: events,
      ...(enabled !== undefined && { isEnabled: enabled }),
    }),
    updates: "PUT",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * 2,
    page: (data, next) => {
      const link = `https://connect.mailerlite.com/api/webhooks?limit=100&page=${(next ?? 0) / 2 + 1}`;
      return HttpResponse.json({ data, links: { next: next === undefined ? null : link }, meta: {} });
    },
  }),
};

type PatchBody = readonly { readonly op: string; readonly path: string; readonly value: string | boolean }[];
interface LaunchdarklyBody {
  readonly url: string;
  readonly secret: string;
  readonly on: boolean;
}

const launchdarkly: FakeProvider = {
  client: launchdarklyClient,
  key: "api-launchdarkly-hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://app.launchdarkly.com",
    path: "/api/v2/webhooks",
    isAuthorized: hasHeader("authorization", "api-launchdarkly-hunter2"),
    toWire: ({ id, url, isEnabled, secret }) => ({
      _id: id,
      name: "Hookyard: mine",
      url,
      secret,
      on: isEnabled,
      tags: [],
      _links: {},
    }),
    fromWire: (body: LaunchdarklyBody | PatchBody) => {
      const { url, secret, on } =
        "url" in body
          ? body
          : (Object.fromEntries(
              body.map(({ path, value }) => [path.slice(1), value]),
            ) as unknown as LaunchdarklyBody); // safe: a patch of these fields alone
      return { url, isEnabled: on, ...(secret !== undefined && { secret }) };
    },
    updates: "PATCH",
    page: (items) => HttpResponse.json({ items, _links: {} }),
  }),
};

interface NylasBody {
  readonly webhook_url: string;
  readonly trigger_types: string[];
  readonly status?: string;
}

const nylasWebhook = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
  id,
  description: "Hookyard: mine",
  trigger_types: [...types],
  webhook_url: url,
  status: isEnabled ? "active" : "failed",
});

/** `canSwitchOn`: whether a change of a failed webhook makes it active. */
export const nylasWith = (canSwitchOn: boolean): FakeProvider => ({
  client: nylasClient,
  key: "nyk_v0_hunter2hunter2",
  settings: { region: "eu" },
  handlers: restFake({
    base: "https://api.eu.nylas.com",
    path: "/v3/webhooks",
    isAuthorized: hasHeader("authorization", "Bearer nyk_v0_hunter2hunter2"),
    toWire: nylasWebhook,
    created: (endpoint) => ({
      request_id: "r1",
      data: { ...nylasWebhook(endpoint), webhook_secret: endpoint.secret },
    }),
    updated: (endpoint) => ({ request_id: "r1", data: nylasWebhook(endpoint) }),
    fromWire: ({ webhook_url, trigger_types, status }: NylasBody) => ({
      url: webhook_url,
      types: trigger_types,
      ...(canSwitchOn && status === "active" && { isEnabled: true }),
    }),
    updates: "PUT",
    removed: () => ({ request_id: "r1", data: { status: "success" } }),
    startOf: (url) => Number(url.searchParams.get("page_token") ?? 0),
    page: (data, next) =>
      HttpResponse.json({ request_id: "r1", data, ...(next !== undefined && { next_cursor: String(next) }) }),
    extra: (account, find) => [
      http.post("https://api.eu.nylas.com/v3/webhooks/rotate-secret/:id", ({ params }) => {
        const found = find(String(params["id"]));
        if (found === undefined) return HttpResponse.json({ error: { message: "no" } }, { status: 404 });
        found.secret = `nylas-secret-${account.nextNumber++}`;
        return HttpResponse.json({ data: { ...nylasWebhook(found), webhook_secret: found.secret } });
      }),
    ],
  }),
});

interface PlanetscaleBody {
  readonly url: string;
  readonly enabled: boolean;
  readonly events: string[];
}

const planetscale: FakeProvider = {
  client: planetscaleClient,
  key: "tokenid1:pscale_tkn_hunter2",
  settings: { organization: "acme", database: "shop" },
  handlers: restFake({
    base: "https://api.planetscale.com",
    path: "/v1/organizations/acme/databases/shop/webhooks",
    isAuthorized: hasHeader("authorization", "tokenid1:pscale_tkn_hunter2"),
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      id,
      type: "Webhook",
      url,
      secret,
      enabled: isEnabled,
      events: [...types],
    }),
    fromWire: ({ url, enabled, events }: PlanetscaleBody) => ({ url, types: events, isEnabled: enabled }),
    updates: "PATCH",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * 2,
    page: (data, next) =>
      HttpResponse.json({ type: "list", data, next_page: next === undefined ? null : next / 2 + 1 }),
  }),
};

export const platformProviders: readonly FakeProvider[] = [
  mailerlite,
  launchdarkly,
  nylasWith(true),
  planetscale,
];
