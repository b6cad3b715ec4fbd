import { type HttpHandler, HttpResponse, http } from "msw";
import { dockerHubClient } from "../client/docker-hub.ts";
import { muxClient } from "../client/mux.ts";
import { npmHooksClient } from "../client/npm-hooks.ts";
import { slackClient } from "../client/slack.ts";
import {
  type FakeAccount,
  type FakeEndpoint,
  type FakeProvider,
  hasHeader,
  pageSize,
  restFake,
} from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

interface SlackManifest {
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly socket_mode_enabled?: boolean;
    readonly event_subscriptions?: { readonly request_url: string; readonly bot_events: readonly string[] };
  };
}

/** Slack's app as its manifest; tests look into it. */
export function slackWith(app: {
  manifest: SlackManifest & Readonly<Record<string, unknown>>;
}): FakeProvider {
  const answer = (json: object): Response => HttpResponse.json(json);
  return {
    client: slackClient,
    key: "xoxe.xoxp-1-hunter2hunter2",
    settings: { app: "A012ABCD0A0" },
    isPaged: false,
    canDisable: false,
    handlers: (account) => [
      http.post("https://slack.com/api/:method", async ({ request, params }) => {
        const form = new URLSearchParams(await request.text());
        account.requests.push({ method: String(params["method"]), url: request.url, body: form.toString() });
        if (!bearer("xoxe.xoxp-1-hunter2hunter2")(request))
          return answer({ ok: false, error: "invalid_auth" });
        if (form.get("app_id") !== "A012ABCD0A0") return answer({ ok: false, error: "invalid_app_id" });
        if (params["method"] === "apps.manifest.export") return answer({ ok: true, manifest: app.manifest });
        return takeManifest(account, app, form.get("manifest") ?? "");
      }),
    ],
  };
}

const historyScopes: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  "message.im": "im:history",
};

function takeManifest(account: FakeAccount, app: { manifest: SlackManifest }, text: string): Response {
  const manifest = JSON.parse(text) as SlackManifest;
  const scopes = manifest.oauth_config?.scopes?.bot ?? [];
  const { request_url: url = "", bot_events: types = [] } = manifest.settings?.event_subscriptions ?? {};
  const missing = types.find((type) => {
    const scope = historyScopes[type];
    return scope !== undefined && !scopes.includes(scope);
  });
  if (missing !== undefined)
    return HttpResponse.json({
      ok: false,
      error: "invalid_manifest",
      errors: [
        { message: `Event needs a scope: ${missing}`, pointer: "/settings/event_subscriptions/bot_events" },
      ],
    });
  app.manifest = manifest;
  account.endpoints = url === "" ? [] : [{ id: "A012ABCD0A0", url, types, isEnabled: true, secret: "" }];
  return HttpResponse.json({ ok: true, app_id: "A012ABCD0A0", permissions_updated: true });
}

const muxAt = "https://api.mux.com/system/v1/webhooks";
export const mux: FakeProvider = {
  client: muxClient,
  key: "mux-token-id:mux-secret-hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.mux.com",
    path: "/system/v1/webhooks",
    isAuthorized: hasHeader(
      "authorization",
      `Basic ${Buffer.from("mux-token-id:mux-secret-hunter2").toString("base64")}`,
    ),
    toWire: muxWebhook,
    created: (endpoint) => ({ data: { ...muxWebhook(endpoint), signing_secret: endpoint.secret } }),
    updated: (endpoint) => ({ data: muxWebhook(endpoint) }),
    fromWire: (body: { address: string; enabled?: boolean }) => ({
      url: body.address,
      ...(body.enabled !== undefined && { isEnabled: body.enabled }),
    }),
    updates: "PATCH",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
    page: (data) => HttpResponse.json({ data }),
    extra: (account) => [uniqueAddress(account)],
  }),
};

function muxWebhook({ id, url, isEnabled }: FakeEndpoint) {
  return { id, address: url, created_at: "2026-07-15T12:00:00.000000Z", enabled: isEnabled };
}

/** Two webhooks cannot have one address. */
function uniqueAddress(account: FakeAccount): HttpHandler {
  return http.post(muxAt, async ({ request }) => {
    const { address } = (await request.clone().json()) as { readonly address: string };
    return account.endpoints.some(({ url }) => url === address)
      ? HttpResponse.json({ error: { messages: ["address has already been taken"] } }, { status: 422 })
      : undefined;
  });
}

const npmAt = "https://npm.acme.example/-/npm/v1/hooks";
const npmKey = "npm_hunter2hunter2";
/** Hooks of the package in the settings, and one of another package at the same URL. */
export const npmHooks: FakeProvider = {
  client: npmHooksClient,
  key: npmKey,
  settings: { registry: "https://npm.acme.example/", package: "@acme/prices" },
  canDisable: false,
  handlers: restFake({
    base: "https://npm.acme.example",
    path: "/-/npm/v1/hooks/hook",
    isAuthorized: bearer(npmKey),
    toWire: npmHook,
    fromWire: (body: { endpoint: string; secret: string }) => ({ url: body.endpoint, secret: body.secret }),
    updates: "PUT",
    removed: (hook) => ({ ...npmHook(hook), deleted: true }),
    page: (objects) => HttpResponse.json({ objects }),
    extra: (account) => [
      http.get(npmAt, ({ request }) => {
        if (!bearer(npmKey)(request)) return HttpResponse.json({ error: "bad token" }, { status: 401 });
        const start = Number(new URL(request.url).searchParams.get("offset") ?? 0);
        const other = { id: "other", url: "https://hooks.example.com/webhooks/mine", types: [] };
        const all = [
          { ...npmHook({ ...other, isEnabled: true, secret: "" }), name: "@acme/other" },
          ...account.endpoints.map(npmHook),
        ];
        return HttpResponse.json({ objects: all.slice(start, start + pageSize) });
      }),
      http.post(`${npmAt}/hook`, async ({ request }) => {
        const { type, name } = (await request.clone().json()) as Readonly<Record<string, string>>;
        return type === "package" && name === "@acme/prices"
          ? undefined
          : HttpResponse.json({ error: "of what?" }, { status: 400 });
      }),
    ],
  }),
};

function npmHook({ id, url }: FakeEndpoint) {
  return { id, username: "ada", type: "package", name: "@acme/prices", endpoint: url, status: "active" };
}

const dockerAt = "https://hub.docker.com/v2/repositories/acme/shop/webhook_pipeline";
export const dockerHub: FakeProvider = {
  client: dockerHubClient,
  key: "ada:dckr_pat_hunter2",
  settings: { repository: "acme/shop" },
  canDisable: false,
  handlers: (account) => [
    http.post("https://hub.docker.com/v2/auth/token", async ({ request }) => {
      const { identifier, secret } = (await request.json()) as Readonly<Record<string, string>>;
      return identifier === "ada" && secret === "dckr_pat_hunter2"
        ? HttpResponse.json({ access_token: "docker-access-hunter2" })
        : HttpResponse.json({ detail: "Incorrect authentication credentials" }, { status: 401 });
    }),
    ...restFake({
      base: "https://hub.docker.com",
      path: "/v2/repositories/acme/shop/webhook_pipeline/",
      isAuthorized: bearer("docker-access-hunter2"),
      toWire: pipeline,
      fromWire: (body: { name: string; webhooks: { hook_url: string }[] }) => {
        const url = new URL(body.webhooks[0]?.hook_url ?? "");
        const secret = url.searchParams.get("token") ?? "";
        url.search = "";
        return { id: body.name, url: url.href, secret };
      },
      startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
      page: (results, next) =>
        HttpResponse.json({
          count: account.endpoints.length,
          next: next === undefined ? null : `${dockerAt}/?page=${next / pageSize + 1}`,
          previous: null,
          results,
        }),
      extra: (_account, find) => [
        http.post(`${dockerAt}/`, async ({ request }) => {
          const { name } = (await request.clone().json()) as { readonly name: string };
          return find(name) === undefined
            ? undefined
            : HttpResponse.json({ name: [`Webhook ${name} already exists`] }, { status: 400 });
        }),
        http.delete(`${dockerAt}/:id/`, ({ params }) => {
          account.endpoints = account.endpoints.filter(({ id }) => id !== params["id"]);
          return new HttpResponse(null, { status: 204 });
        }),
      ],
    })(account),
  ],
};

function pipeline({ id, url, secret }: FakeEndpoint) {
  const hook_url = `${url}?token=${secret}`;
  return { slug: id, name: id, expect_final_callback: false, webhooks: [{ name: id, hook_url }] };
}

const slack: FakeProvider = {
  ...slackWith({ manifest: {} }),
  handlers: (account) => slackWith({ manifest: { display_information: { name: "Shop" } } }).handlers(account),
};

export const appProviders: readonly FakeProvider[] = [slack, mux, npmHooks, dockerHub];
