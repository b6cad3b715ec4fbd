import { HttpResponse, http } from "msw";
import { bitbucketClient } from "../client/bitbucket.ts";
import { githubClient } from "../client/github.ts";
import { gitlabClient } from "../client/gitlab.ts";
import { linearClient } from "../client/linear.ts";
import { sentryClient } from "../client/sentry.ts";
import { vercelClient } from "../client/vercel.ts";
import {
  type FakeAccount,
  type FakeEndpoint,
  type FakeProvider,
  hasHeader,
  pageSize,
  restFake,
} from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

interface GithubHook {
  readonly active?: boolean;
  readonly events: string[];
  readonly config: { readonly url: string; readonly content_type: string; readonly secret?: string };
}

function githubFake(place: string, settings: FakeProvider["settings"]): FakeProvider {
  const base = "https://api.github.com";
  const path = `/${place}/hooks`;
  return {
    client: githubClient,
    key: "github_pat_11HUNTER2hunter2",
    settings,
    surprise: [{ id: 1, events: "push" }],
    handlers: restFake({
      base,
      path,
      isAuthorized: bearer("github_pat_11HUNTER2hunter2"),
      idOf: String,
      toWire: (endpoint) => githubHook(`${base}${path}`, endpoint),
      fromWire: ({ active, events, config }: GithubHook) => ({
        url: config.url,
        types: events,
        ...(active !== undefined && { isEnabled: active }),
        ...(config.secret !== undefined && { secret: config.secret }),
      }),
      updates: "PATCH",
      startOf: (url) => Number(url.searchParams.get("page") ?? 0),
      page: (items, next) =>
        HttpResponse.json(items, {
          headers:
            next === undefined
              ? {}
              : {
                  link: `<${base}${path}?per_page=100&page=${next}>; rel="next"`,
                },
        }),
    }),
  };
}

const github = githubFake("repos/acme/shop", { repository: "acme/shop" });

/** The same of an organisation's hooks. */
export const githubOrganization = githubFake("orgs/acme", { organization: "acme" });

function githubHook(hooks: string, { id, url, types, isEnabled, secret }: FakeEndpoint) {
  const at = `${hooks}/${id}`;
  const isRepository = hooks.includes("/repos/");
  return {
    type: isRepository ? "Repository" : "Organization",
    id: Number(id),
    name: "web",
    active: isEnabled,
    events: [...types],
    config: { url, content_type: "json", insecure_ssl: "0", ...(secret !== "" && { secret: "********" }) },
    created_at: "2026-05-01T00:00:00Z",
    updated_at: "2026-05-01T00:00:00Z",
    url: at,
    ping_url: `${at}/pings`,
    deliveries_url: `${at}/deliveries`,
    ...(isRepository && {
      test_url: `${at}/test`,
      last_response: { code: null, status: "unused", message: null },
    }),
  };
}

const gitlabNames = gitlabClient.subscriptions.every;
const gitlab: FakeProvider = {
  client: gitlabClient,
  key: "glpat-hunter2hunter2",
  settings: { project: "acme/shop" },
  surprise: [{ url: 5 }],
  handlers: restFake({
    base: "https://gitlab.com",
    path: "/api/v4/projects/acme%2Fshop/hooks",
    isAuthorized: hasHeader("private-token", "glpat-hunter2hunter2"),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      url,
      enable_ssl_verification: true,
      alert_status: isEnabled ? "executable" : "disabled",
      ...Object.fromEntries(gitlabNames.map((name) => [`${name}_events`, types.includes(name)])),
    }),
    fromWire: (body: Record<string, unknown>) => ({
      url: String(body["url"]),
      types: gitlabNames.filter((name) => body[`${name}_events`] === true),
      isEnabled: true,
      secret: String(body["token"] ?? body["signing_token"]),
    }),
    updates: "PUT",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
    page: (items, next) =>
      HttpResponse.json(items, {
        headers: { "x-next-page": next === undefined ? "" : String(next / pageSize + 1) },
      }),
  }),
};

const bitbucket: FakeProvider = {
  client: bitbucketClient,
  key: "ATCTT-hunter2-hunter2",
  settings: { workspace: "acme", repository: "shop" },
  handlers: restFake({
    base: "https://api.bitbucket.org",
    path: "/2.0/repositories/acme/shop/hooks",
    isAuthorized: bearer("ATCTT-hunter2-hunter2"),
    idOf: (number) => `{uuid-${number}}`,
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      uuid: id,
      url,
      events: [...types],
      active: isEnabled,
      secret_set: secret !== "",
    }),
    fromWire: (body: { url: string; events: string[]; active: boolean; secret?: string }) => ({
      url: body.url,
      types: body.events,
      isEnabled: body.active,
      ...(body.secret !== undefined && { secret: body.secret }),
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("page") ?? 0),
    page: (values, next) =>
      HttpResponse.json({
        values,
        ...(next !== undefined && {
          next: `https://api.bitbucket.org/2.0/repositories/acme/shop/hooks?pagelen=100&page=${next}`,
        }),
      }),
  }),
};

const vercel: FakeProvider = {
  client: vercelClient,
  key: "vcp_hunter2hunter2hunter2",
  settings: { team: "team_1" },
  isPaged: false,
  canDisable: false,
  surprise: [{ id: "x" }],
  handlers: restFake({
    base: "https://api.vercel.com",
    path: "/v1/webhooks",
    isAuthorized: bearer("vcp_hunter2hunter2hunter2"),
    toWire: vercelWebhook,
    created: (endpoint) => ({ ...vercelWebhook(endpoint), secret: endpoint.secret }),
    createdStatus: 200,
    fromWire: ({ url, events }: { url: string; events: string[] }) => ({ url, types: events }),
    page: (items) => HttpResponse.json(items),
  }),
};

function vercelWebhook({ id, url, types }: FakeEndpoint) {
  return {
    id,
    url,
    events: [...types],
    ownerId: "team_1",
    createdAt: 1_777_600_000_000,
    updatedAt: 1_777_600_000_000,
  };
}

interface SentryApp {
  readonly name: string;
  readonly webhookUrl: string;
  readonly events: string[];
}

const sentry: FakeProvider = {
  client: sentryClient,
  key: "sntryu_hunter2hunter2",
  settings: { organization: "acme" },
  isPaged: false,
  canDisable: false,
  handlers: (account) => {
    const toWire = ({ id, url, types, secret }: FakeEndpoint) => ({
      allowedOrigins: [],
      avatars: [],
      featureData: [],
      metadata: "{}",
      schema: "{}",
      scopes: ["event:read", "org:read", "project:read"],
      status: "internal",
      uuid: "0f0e0d0c-0000-4000-8000-000000000000",
      verifyInstall: false,
      slug: id,
      name: "Hookyard mine",
      webhookUrl: url,
      events: [...types],
      isAlertable: true,
      clientSecret: secret,
    });
    const base = "https://sentry.io/api/0";
    const find = (id: unknown) => account.endpoints.find((each) => each.id === id);
    return [
      http.get(`${base}/organizations/acme/sentry-apps/`, () =>
        HttpResponse.json(account.endpoints.map(toWire)),
      ),
      http.post(`${base}/sentry-apps/`, async ({ request }) => {
        const { webhookUrl, events } = (await request.json()) as SentryApp;
        const number = account.nextNumber++;
        const made = {
          id: `hookyard-${number}`,
          url: webhookUrl,
          types: events,
          isEnabled: true,
          secret: `sentry-secret-${number}`,
        };
        account.endpoints.push(made);
        return HttpResponse.json(toWire(made), { status: 201 });
      }),
      http.get(`${base}/sentry-apps/:id/`, ({ params }) => {
        const found = find(params["id"]);
        return found === undefined
          ? HttpResponse.json({}, { status: 404 })
          : HttpResponse.json(toWire(found));
      }),
      http.put(`${base}/sentry-apps/:id/`, async ({ params, request }) => {
        const { webhookUrl, events } = (await request.json()) as SentryApp;
        const found = find(params["id"]);
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        Object.assign(found, { url: webhookUrl, types: events });
        return HttpResponse.json(toWire(found));
      }),
      http.post(`${base}/sentry-apps/:id/rotate-secret/`, ({ params }) => {
        const found = find(params["id"]);
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        found.secret = `sentry-rotated-${account.nextNumber++}`;
        return HttpResponse.json({ clientSecret: found.secret });
      }),
      http.delete(`${base}/sentry-apps/:id/`, ({ params }) => {
        account.endpoints = account.endpoints.filter(({ id }) => id !== params["id"]);
        return new HttpResponse(null, { status: 204 });
      }),
    ];
  },
};

interface Graphql {
  readonly query: string;
  readonly variables?: {
    readonly after?: string | null;
    readonly id?: string;
    readonly input?: { url: string; resourceTypes: string[]; enabled: boolean; secret?: string };
  };
}

const linear: FakeProvider = {
  client: linearClient,
  key: "lin_api_hunter2hunter2",
  settings: {},
  handlers: (account) => [
    http.post("https://api.linear.app/graphql", async ({ request }) => {
      if (request.headers.get("authorization") !== "lin_api_hunter2hunter2")
        return HttpResponse.json({ errors: [{ message: "Authentication required" }] }, { status: 401 });
      return HttpResponse.json({ data: linearAnswer(account, (await request.json()) as Graphql) });
    }),
  ],
};

function linearAnswer(account: FakeAccount, { query, variables = {} }: Graphql): Record<string, object> {
  const { after, id, input } = variables;
  const toWire = ({ id: webhook, url, types, isEnabled }: FakeEndpoint) => ({
    id: webhook,
    url,
    enabled: isEnabled,
    resourceTypes: [...types],
  });
  const change =
    input === undefined ? {} : { url: input.url, types: input.resourceTypes, isEnabled: input.enabled };
  const secret = input?.secret === undefined ? {} : { secret: input.secret };
  if (query.includes("webhookCreate")) {
    const made = {
      id: `wh_${account.nextNumber++}`,
      url: "",
      types: [],
      isEnabled: true,
      secret: "",
      ...change,
      ...secret,
    };
    account.endpoints.push(made);
    return { webhookCreate: { success: true, webhook: toWire(made) } };
  }
  if (query.includes("webhookUpdate")) {
    const found = account.endpoints.find((each) => each.id === id);
    if (found !== undefined) Object.assign(found, change, secret);
    return { webhookUpdate: { success: found !== undefined } };
  }
  if (query.includes("webhookDelete")) {
    account.endpoints = account.endpoints.filter((each) => each.id !== id);
    return { webhookDelete: { success: true } };
  }
  const start = Number(after ?? 0);
  const end = start + pageSize;
  return {
    webhooks: {
      nodes: account.endpoints.slice(start, end).map(toWire),
      pageInfo: { hasNextPage: end < account.endpoints.length, endCursor: String(end) },
    },
  };
}

export const codeProviders: readonly FakeProvider[] = [github, gitlab, bitbucket, vercel, sentry, linear];
