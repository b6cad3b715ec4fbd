import { HttpResponse, http } from "msw";
import { auth0Client } from "../client/auth0.ts";
import { checkrClient } from "../client/checkr.ts";
import { oktaClient } from "../client/okta.ts";
import { onfidoClient } from "../client/onfido.ts";
import { personaClient } from "../client/persona.ts";
import { workosClient } from "../client/workos.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, restFake } from "./fake-account.ts";

interface OktaHook {
  readonly events: { readonly items: string[] };
  readonly channel: {
    readonly config: { readonly uri: string; readonly authScheme: { readonly value?: string } };
  };
}

const oktaAt = "https://acme.okta.com/api/v1/eventHooks";
const okta: FakeProvider = {
  client: oktaClient,
  key: "00hunter2hunter2",
  settings: { domain: "acme.okta.com" },
  handlers: restFake({
    base: "https://acme.okta.com",
    path: "/api/v1/eventHooks",
    isAuthorized: hasHeader("authorization", "SSWS 00hunter2hunter2"),
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      name: "Hookyard: mine",
      status: isEnabled ? "ACTIVE" : "INACTIVE",
      verificationStatus: "VERIFIED",
      events: { type: "EVENT_TYPE", items: [...types], filter: null },
      channel: {
        type: "HTTP",
        version: "1.0.0",
        config: {
          uri: url,
          method: "POST",
          headers: [],
          authScheme: { type: "HEADER", key: "authorization" },
        },
      },
    }),
    fromWire: ({ events, channel: { config } }: OktaHook) => ({
      url: config.uri,
      types: events.items,
      ...(config.authScheme.value !== undefined && { secret: config.authScheme.value }),
    }),
    updates: "PUT",
    startOf: (url) => Number(url.searchParams.get("after") ?? 0),
    page: (items, next) =>
      HttpResponse.json(items, {
        headers: next === undefined ? {} : { link: `<${oktaAt}?after=${next}>; rel="next"` },
      }),
    extra: (_account, find) => [
      http.post(`${oktaAt}/:id/lifecycle/:step`, ({ params }) => {
        const found = find(String(params["id"]));
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        if (params["step"] !== "verify") found.isEnabled = params["step"] === "activate";
        return HttpResponse.json({});
      }),
      http.delete(`${oktaAt}/:id`, ({ params }) =>
        find(String(params["id"]))?.isEnabled === true
          ? HttpResponse.json({ errorSummary: "an active hook cannot be deleted" }, { status: 400 })
          : undefined,
      ),
    ],
  }),
};

const workos: FakeProvider = {
  client: workosClient,
  key: "sk_example_hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.workos.com",
    path: "/webhook_endpoints",
    isAuthorized: hasHeader("authorization", "Bearer sk_example_hunter2"),
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      object: "webhook_endpoint",
      id,
      endpoint_url: url,
      secret,
      status: isEnabled ? "enabled" : "disabled",
      events: [...types],
      created_at: "2026-05-01T00:00:00.000Z",
      updated_at: "2026-05-01T00:00:00.000Z",
    }),
    fromWire: (body: { endpoint_url: string; events: string[]; status?: string }) => ({
      url: body.endpoint_url,
      types: body.events,
      ...(body.status !== undefined && { isEnabled: body.status === "enabled" }),
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("after") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        object: "list",
        data,
        list_metadata: { before: null, after: next === undefined ? null : String(next) },
      }),
  }),
};

const onfido: FakeProvider = {
  client: onfidoClient,
  key: "api_live.hunter2hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://api.eu.onfido.com",
    path: "/v3.6/webhooks",
    isAuthorized: hasHeader("authorization", "Token token=api_live.hunter2hunter2"),
    toWire: onfidoWebhook,
    created: (endpoint) => ({ ...onfidoWebhook(endpoint), token: endpoint.secret }),
    fromWire: (body: { url: string; enabled: boolean; events: string[] }) => ({
      url: body.url,
      types: body.events,
      isEnabled: body.enabled,
    }),
    updates: "PUT",
    updated: onfidoWebhook,
    page: (webhooks) => HttpResponse.json({ webhooks }),
  }),
};

function onfidoWebhook({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    id,
    url,
    enabled: isEnabled,
    events: [...types],
    environments: ["live"],
    href: `/v3.6/webhooks/${id}`,
  };
}

interface Auth0Stream {
  readonly subscriptions: { readonly event_type: string }[];
  readonly status: string;
  readonly destination: {
    readonly configuration: {
      readonly webhook_endpoint: string;
      readonly webhook_authorization?: { readonly token: string };
    };
  };
}

const auth0: FakeProvider = {
  client: auth0Client,
  key: "client-id:auth0-secret-hunter2",
  settings: { domain: "acme.eu.auth0.com" },
  handlers: (account) => [
    http.post("https://acme.eu.auth0.com/oauth/token", async ({ request }) => {
      const form = new URLSearchParams(await request.text());
      const isKnown =
        form.get("client_secret") === "auth0-secret-hunter2" &&
        form.get("audience") === "https://acme.eu.auth0.com/api/v2/";
      return isKnown
        ? HttpResponse.json({ access_token: "auth0-access-hunter2", token_type: "Bearer" })
        : HttpResponse.json({ error: "access_denied" }, { status: 401 });
    }),
    ...restFake({
      base: "https://acme.eu.auth0.com",
      path: "/api/v2/event-streams",
      isAuthorized: hasHeader("authorization", "Bearer auth0-access-hunter2"),
      toWire: ({ id, url, types, isEnabled }) => ({
        id,
        status: isEnabled ? "enabled" : "disabled",
        subscriptions: types.map((event_type) => ({ event_type })),
        destination: {
          type: "webhook",
          configuration: { webhook_endpoint: url, webhook_authorization: { method: "bearer" } },
        },
      }),
      fromWire: ({ subscriptions, status, destination: { configuration } }: Auth0Stream) => ({
        url: configuration.webhook_endpoint,
        types: subscriptions.map(({ event_type }) => event_type),
        isEnabled: status === "enabled",
        ...(configuration.webhook_authorization !== undefined && {
          secret: `Bearer ${configuration.webhook_authorization.token}`,
        }),
      }),
      updates: "PATCH",
      startOf: (url) => Number(url.searchParams.get("from") ?? 0),
      page: (eventStreams, next) =>
        HttpResponse.json({ eventStreams, ...(next !== undefined && { next: String(next) }) }),
    })(account),
  ],
};

interface PersonaBody {
  readonly data: { readonly attributes: { readonly url: string; readonly "enabled-events": string[] } };
}

const personaAt = "https://api.withpersona.com/api/v1/webhooks";
const persona: FakeProvider = {
  client: personaClient,
  key: "persona_production_hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.withpersona.com",
    path: "/api/v1/webhooks",
    isAuthorized: hasHeader("authorization", "Bearer persona_production_hunter2"),
    toWire: personaWebhook,
    created: (endpoint) => ({ data: personaWebhook(endpoint) }),
    updated: (endpoint) => ({ data: personaWebhook(endpoint) }),
    fromWire: ({ data: { attributes } }: PersonaBody) => ({
      url: attributes.url,
      types: attributes["enabled-events"],
    }),
    updates: "PATCH",
    startOf: (url, endpoints) => {
      const after = url.searchParams.get("page[after]");
      return after === null ? 0 : endpoints.findIndex(({ id }) => id === after) + 1;
    },
    page: (data, next) =>
      HttpResponse.json({
        data,
        links: { prev: null, next: next === undefined ? null : "/api/v1/webhooks" },
      }),
    extra: (account, find) => [
      http.post(`${personaAt}/:id/:step`, ({ params }) => {
        const found = find(String(params["id"]));
        if (found === undefined) return HttpResponse.json({}, { status: 404 });
        if (params["step"] === "rotate-secret") found.secret = `persona-rotated-${account.nextNumber++}`;
        if (params["step"] === "enable") found.isEnabled = true;
        if (params["step"] === "archive")
          account.endpoints = account.endpoints.filter((one) => one !== found);
        return HttpResponse.json({ data: personaWebhook(found) });
      }),
    ],
  }),
};

function personaWebhook({ id, url, types, isEnabled, secret }: FakeEndpoint) {
  return {
    type: "webhook",
    id,
    attributes: { status: isEnabled ? "enabled" : "disabled", url, secret, "enabled-events": [...types] },
  };
}

const checkr: FakeProvider = {
  client: checkrClient,
  key: "checkr-key-hunter2",
  settings: {},
  canDisable: false,
  handlers: restFake({
    base: "https://api.checkr.com",
    path: "/v1/webhooks",
    isAuthorized: hasHeader(
      "authorization",
      `Basic ${Buffer.from("checkr-key-hunter2:").toString("base64")}`,
    ),
    toWire: ({ id, url }) => ({
      id,
      object: "webhook",
      webhook_url: url,
      include_object: true,
      deleted_at: null,
    }),
    fromWire: (body: { webhook_url: string }) => ({ url: body.webhook_url }),
    startOf: (url) => Number(url.searchParams.get("page") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        data,
        object: "list",
        next_href: next === undefined ? null : `https://api.checkr.com/v1/webhooks?page=${next}`,
      }),
  }),
};

export const identityProviders: readonly FakeProvider[] = [okta, workos, onfido, auth0, persona, checkr];
