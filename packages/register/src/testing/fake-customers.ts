import { HttpResponse, http } from "msw";
import { attioClient } from "../client/attio.ts";
import { elevenlabsClient } from "../client/elevenlabs.ts";
import { helpscoutClient } from "../client/helpscout.ts";
import { tallyClient } from "../client/tally.ts";
import { type FakeEndpoint, type FakeProvider, hasHeader, pageSize, restFake } from "./fake-account.ts";
import { nylasWith } from "./fake-platforms.ts";

interface AttioBody {
  readonly data: { readonly target_url: string; readonly subscriptions: { readonly event_type: string }[] };
}

const attioWebhook = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
  target_url: url,
  subscriptions: types.map((type) => ({ event_type: type, filter: null })),
  id: { workspace_id: "w1", webhook_id: id },
  status: isEnabled ? "active" : "inactive",
  created_at: "2026-05-01T12:00:00.000000000Z",
});

/** `canSwitchOn`: whether a change of an inactive webhook makes it active. */
function attioWith(canSwitchOn: boolean): FakeProvider {
  return {
    client: attioClient,
    key: "attio-token-hunter2",
    settings: {},
    handlers: restFake({
      base: "https://api.attio.com",
      path: "/v2/webhooks",
      isAuthorized: hasHeader("authorization", "Bearer attio-token-hunter2"),
      toWire: attioWebhook,
      created: (endpoint) => ({ data: { ...attioWebhook(endpoint), secret: endpoint.secret } }),
      updated: (endpoint) => ({ data: attioWebhook(endpoint) }),
      fromWire: ({ data }: AttioBody) => ({
        url: data.target_url,
        types: data.subscriptions.map(({ event_type }) => event_type),
        ...(canSwitchOn && { isEnabled: true }),
      }),
      updates: "PATCH",
      startOf: (url) => Number(url.searchParams.get("offset") ?? 0),
      page: (data) => HttpResponse.json({ data }),
    }),
  };
}

interface HelpscoutBody {
  readonly url: string;
  readonly events: string[];
  readonly secret?: string;
  readonly payloadVersion: string;
}

const helpscoutAt = "https://api.helpscout.net/v2/webhooks";
const helpscoutWebhook = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
  id: Number(id),
  url,
  state: isEnabled ? "enabled" : "disabled",
  events: [...types],
  notification: false,
  payloadVersion: "V2",
  label: "Hookyard: mine",
});

/** `canSwitchOn`: whether a change of a disabled webhook enables it. */
function helpscoutWith(canSwitchOn: boolean): FakeProvider {
  return {
    client: helpscoutClient,
    key: "helpscout-app-id:helpscout-app-secret",
    settings: {},
    handlers: (account) => [
      http.post("https://api.helpscout.net/v2/oauth2/token", async ({ request }) => {
        const form = new URLSearchParams(await request.text());
        return form.get("client_secret") === "helpscout-app-secret"
          ? HttpResponse.json({ token_type: "bearer", access_token: "helpscout-token", expires_in: 172800 })
          : HttpResponse.json({ error: "invalid_client" }, { status: 401 });
      }),
      ...restFake({
        base: "https://api.helpscout.net",
        path: "/v2/webhooks",
        isAuthorized: hasHeader("authorization", "Bearer helpscout-token"),
        idOf: String,
        toWire: helpscoutWebhook,
        fromWire: ({ url, events, secret }: HelpscoutBody) => ({
          url,
          types: events,
          ...(secret !== undefined && { secret }),
          ...(canSwitchOn && { isEnabled: true }),
        }),
        updates: "PUT",
        startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
        page: (webhooks, _next, url) =>
          HttpResponse.json({
            ...(webhooks.length > 0 && { _embedded: { webhooks } }),
            page: {
              size: pageSize,
              number: Number(url.searchParams.get("page") ?? 1),
              totalPages: Math.ceil(account.endpoints.length / pageSize),
            },
          }),
        extra: () => [
          // What was made is said in a header, with no body.
          http.post(helpscoutAt, async ({ request }) => {
            const { url, events, secret = "", payloadVersion } = (await request.json()) as HelpscoutBody;
            if (secret === "" || secret.length > 40 || payloadVersion !== "V2")
              return HttpResponse.json({ message: "Bad request" }, { status: 400 });
            const id = String(account.nextNumber++);
            account.endpoints.push({ id, url, types: events, isEnabled: true, secret });
            return new HttpResponse(null, { status: 201, headers: { "resource-id": id } });
          }),
        ],
      })(account),
    ],
  };
}

interface TallyBody {
  readonly formId: string;
  readonly url: string;
  readonly eventTypes: string[];
  readonly signingSecret?: string;
  readonly isEnabled?: boolean;
}

const tally: FakeProvider = {
  client: tallyClient,
  key: "tly-hunter2hunter2",
  settings: { form: "w2J4kB" },
  handlers: restFake({
    base: "https://api.tally.so",
    path: "/webhooks",
    isAuthorized: hasHeader("authorization", "Bearer tly-hunter2hunter2"),
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      id,
      formId: "w2J4kB",
      url,
      signingSecret: secret,
      eventTypes: [...types],
      isEnabled,
    }),
    fromWire: ({ formId, url, eventTypes, signingSecret, isEnabled }: TallyBody) => {
      if (formId !== "w2J4kB") throw new TypeError("another form");
      return {
        url,
        types: eventTypes,
        ...(signingSecret !== undefined && { secret: signingSecret }),
        ...(isEnabled !== undefined && { isEnabled }),
      };
    },
    updates: "PATCH",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * pageSize,
    page: (webhooks, next) => HttpResponse.json({ webhooks, hasMore: next !== undefined }),
  }),
};

interface ElevenlabsBody {
  readonly settings?: { readonly webhook_url: string; readonly auth_type: string };
  readonly is_disabled?: boolean;
}

const elevenlabs: FakeProvider = {
  client: elevenlabsClient,
  key: "sk_elevenlabs_hunter2",
  settings: {},
  isPaged: false,
  handlers: restFake({
    base: "https://api.elevenlabs.io",
    path: "/v1/workspace/webhooks",
    isAuthorized: hasHeader("xi-api-key", "sk_elevenlabs_hunter2"),
    secretOf: (number) => `wsec_${number}_hunter2`,
    toWire: ({ id, url, isEnabled }) => ({
      name: "Hookyard: mine",
      webhook_id: id,
      webhook_url: url,
      is_disabled: false,
      is_auto_disabled: !isEnabled,
      created_at_unix: 1,
      auth_type: "hmac",
    }),
    created: ({ id, secret }) => ({ webhook_id: id, webhook_secret: secret }),
    updated: () => ({ status: "ok" }),
    removed: () => ({ status: "ok" }),
    fromWire: ({ settings, is_disabled }: ElevenlabsBody) => ({
      ...(settings !== undefined && { url: settings.webhook_url }),
      ...(is_disabled === false && { isEnabled: true }),
    }),
    updates: "PATCH",
    page: (webhooks) => HttpResponse.json({ webhooks }),
  }),
};

export const customerProviders: readonly FakeProvider[] = [
  attioWith(true),
  helpscoutWith(true),
  tally,
  elevenlabs,
];

/** Providers that take a change of a disabled endpoint, and leave it disabled. */
export const unwillingProviders: readonly FakeProvider[] = [
  attioWith(false),
  helpscoutWith(false),
  nylasWith(false),
];
