import { HttpResponse, http } from "msw";
import { adyenClient } from "../client/adyen.ts";
import { lemonSqueezyClient } from "../client/lemon-squeezy.ts";
import { mollieClient } from "../client/mollie.ts";
import { paddleClient } from "../client/paddle.ts";
import { paypalClient } from "../client/paypal.ts";
import { polarClient } from "../client/polar.ts";
import { squareClient } from "../client/square.ts";
import { stripeClient } from "../client/stripe.ts";
import { type FakeEndpoint, type FakeProvider, formFields, hasHeader, restFake } from "./fake-account.ts";

const bearer = (key: string) => hasHeader("authorization", `Bearer ${key}`);

const stripe: FakeProvider = {
  client: stripeClient,
  key: "rk_test_51Hunter2Hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.stripe.com",
    path: "/v1/webhook_endpoints",
    isAuthorized: bearer("rk_test_51Hunter2Hunter2"),
    readBody: formFields,
    idOf: (number) => `we_${number}`,
    secretOf: (number) => `whsec_theirs${number}theirs`,
    toWire: ({ id, url, types, isEnabled }) => ({
      id,
      object: "webhook_endpoint",
      api_version: null,
      description: "",
      enabled_events: [...types],
      livemode: false,
      status: isEnabled ? "enabled" : "disabled",
      url,
    }),
    created: ({ id, url, types, secret }) => ({
      id,
      object: "webhook_endpoint",
      enabled_events: [...types],
      status: "enabled",
      url,
      secret,
    }),
    fromWire: (body: { url: string; enabled_events: readonly string[]; disabled?: string }) => ({
      url: body.url,
      types: body.enabled_events,
      ...(body.disabled === "false" && { isEnabled: true }),
    }),
    updates: "POST",
    removed: ({ id }) => ({ id, object: "webhook_endpoint", deleted: true }),
    startOf: (url, all) => all.findIndex(({ id }) => id === url.searchParams.get("starting_after")) + 1,
    page: (data, next) =>
      HttpResponse.json({ object: "list", data, has_more: next !== undefined, url: "/v1" }),
  }),
};

const square: FakeProvider = {
  client: squareClient,
  key: "EAAAl-square-personal-token",
  settings: {},
  surprise: { subscriptions: "none" },
  handlers: restFake({
    base: "https://connect.squareup.com",
    path: "/v2/webhooks/subscriptions",
    isAuthorized: bearer("EAAAl-square-personal-token"),
    idOf: (number) => `wbhk_${number}`,
    toWire: (endpoint) => squareSubscription(endpoint),
    created: (endpoint) => ({ subscription: squareSubscription(endpoint) }),
    updated: (endpoint) => ({ subscription: squareSubscription(endpoint) }),
    fromWire: ({
      subscription,
    }: {
      subscription: { notification_url: string; event_types: string[]; enabled: boolean };
    }) => ({
      url: subscription.notification_url,
      types: subscription.event_types,
      isEnabled: subscription.enabled,
    }),
    updates: "PUT",
    removed: () => ({}),
    startOf: (url) => Number(url.searchParams.get("cursor") ?? 0),
    page: (subscriptions, next) =>
      HttpResponse.json({
        ...(subscriptions.length > 0 && { subscriptions }), // left out where there are none
        ...(next !== undefined && { cursor: String(next) }),
      }),
    extra: (account, find) => [
      http.post("https://connect.squareup.com/v2/webhooks/subscriptions/:id/signature-key", ({ params }) => {
        const endpoint = find(String(params["id"]));
        if (endpoint === undefined) return HttpResponse.json({}, { status: 404 });
        endpoint.secret = `rotated-signature-key-${account.nextNumber++}`;
        return HttpResponse.json({ signature_key: endpoint.secret });
      }),
    ],
  }),
};

function squareSubscription({ id, url, types, isEnabled, secret }: FakeEndpoint) {
  return {
    id,
    name: "Hookyard",
    enabled: isEnabled,
    event_types: [...types],
    notification_url: url,
    signature_key: secret,
  };
}

const paypalKey = "AYclientidAYclient:EPclientsecretEP";
const paypal: FakeProvider = {
  client: paypalClient,
  key: paypalKey,
  settings: {},
  isPaged: false,
  handlers: (account) => [
    http.post("https://api-m.paypal.com/v1/oauth2/token", ({ request }) => {
      const basic = `Basic ${Buffer.from(paypalKey).toString("base64")}`;
      return request.headers.get("authorization") === basic
        ? HttpResponse.json({ access_token: "A21-token", token_type: "Bearer", expires_in: 32400 })
        : HttpResponse.json({ error: "invalid_client" }, { status: 401 });
    }),
    ...restFake({
      base: "https://api-m.paypal.com",
      path: "/v1/notifications/webhooks",
      isAuthorized: bearer("A21-token"),
      toWire: ({ id, url, types, isEnabled }) => ({
        id,
        url,
        event_types: types.map((name) => ({ name, status: isEnabled ? "ENABLED" : "DISABLED" })),
      }),
      fromWire: (body: PaypalBody) => {
        if (!Array.isArray(body)) return { url: body.url, types: body.event_types.map(({ name }) => name) };
        const value = (path: string) => body.find((each) => each.path === path)?.value;
        return {
          url: value("/url") as string,
          types: (value("/event_types") as { name: string }[]).map(({ name }) => name),
          isEnabled: true,
        };
      },
      updates: "PATCH",
      page: (webhooks) => HttpResponse.json({ webhooks }),
    })(account),
  ],
};
type PaypalBody =
  | { url: string; event_types: { name: string }[] }
  | { op: string; path: string; value: unknown }[];

const paddle: FakeProvider = {
  client: paddleClient,
  key: "pdl_live_apikey_01gtxx_hunter",
  settings: {},
  handlers: restFake({
    base: "https://api.paddle.com",
    path: "/notification-settings",
    // Its own library writes the scheme in lower case.
    isAuthorized: (request) =>
      /^bearer pdl_live_apikey_01gtxx_hunter$/i.test(request.headers.get("authorization") ?? ""),
    idOf: (number) => `ntfset_${number}`,
    secretOf: (number) => `pdl_ntfset_${number}_secret`,
    toWire: paddleSetting,
    created: (endpoint) => ({ data: paddleSetting(endpoint) }),
    updated: (endpoint) => ({ data: paddleSetting(endpoint) }),
    fromWire: (body: { destination: string; subscribed_events: string[]; active?: boolean }) => ({
      url: body.destination,
      types: body.subscribed_events,
      ...(body.active !== undefined && { isEnabled: body.active }),
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("after") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        data,
        meta: {
          pagination: {
            has_more: next !== undefined,
            next: `https://api.paddle.com/notification-settings?after=${next ?? ""}`,
          },
        },
      }),
  }),
};

function paddleSetting({
  id,
  url,
  types,
  isEnabled,
  secret,
}: {
  id: string;
  url: string;
  types: readonly string[];
  isEnabled: boolean;
  secret: string;
}) {
  return {
    id,
    type: "url",
    destination: url,
    active: isEnabled,
    subscribed_events: types.map((name) => ({ name, group: "x" })),
    endpoint_secret_key: secret,
  };
}

const lemonSqueezy: FakeProvider = {
  client: lemonSqueezyClient,
  key: "eyJ0eXAi-lemon-api-key",
  settings: { store: "7" },
  canDisable: false,
  handlers: restFake({
    base: "https://api.lemonsqueezy.com",
    path: "/v1/webhooks",
    isAuthorized: (request) =>
      request.headers.get("authorization") === "Bearer eyJ0eXAi-lemon-api-key" &&
      request.headers.get("accept") === "application/vnd.api+json",
    toWire: lemonWebhook,
    created: (endpoint) => ({ data: lemonWebhook(endpoint) }),
    updated: (endpoint) => ({ data: lemonWebhook(endpoint) }),
    fromWire: ({ data }: { data: { attributes: { url: string; events: string[]; secret: string } } }) => ({
      url: data.attributes.url,
      types: data.attributes.events,
      secret: data.attributes.secret,
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("page[number]") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        data,
        links:
          next === undefined
            ? {}
            : { next: `https://api.lemonsqueezy.com/v1/webhooks?page%5Bnumber%5D=${next}` },
      }),
  }),
};

function lemonWebhook({ id, url, types }: { id: string; url: string; types: readonly string[] }) {
  return { type: "webhooks", id, attributes: { store_id: 7, url, events: [...types], last_sent_at: null } };
}

const adyen: FakeProvider = {
  client: adyenClient,
  key: "AQE-adyen-api-key",
  settings: { merchantAccount: "AcmeECOM" },
  surprise: { data: "none" },
  handlers: restFake({
    base: "https://management-live.adyen.com",
    path: "/v3/merchants/AcmeECOM/webhooks",
    isAuthorized: hasHeader("x-api-key", "AQE-adyen-api-key"),
    toWire: ({ id, url, isEnabled }) => ({
      id,
      type: "standard",
      url,
      active: isEnabled,
      hasError: false,
      communicationFormat: "json",
    }),
    fromWire: ({ url, active }: { url: string; active: boolean }) => ({ url, isEnabled: active, secret: "" }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("pageNumber") ?? 0),
    page: (data, next) =>
      HttpResponse.json({
        itemsTotal: 9,
        ...(data.length > 0 && { data }),
        _links:
          next === undefined
            ? {}
            : {
                next: {
                  href: `https://management-live.adyen.com/v3/merchants/AcmeECOM/webhooks?pageNumber=${next}`,
                },
              },
      }),
    extra: (account, find) => [
      http.post(
        "https://management-live.adyen.com/v3/merchants/AcmeECOM/webhooks/:id/generateHmac",
        ({ params }) => {
          const endpoint = find(String(params["id"]));
          if (endpoint === undefined) return HttpResponse.json({}, { status: 404 });
          endpoint.secret = `ABCDEF${account.nextNumber++}`;
          return HttpResponse.json({ hmacKey: endpoint.secret });
        },
      ),
    ],
  }),
};

const halJson = "application/hal+json";
const mollie: FakeProvider = {
  client: mollieClient,
  key: "access_mollie_token",
  settings: {},
  handlers: restFake({
    base: "https://api.mollie.com",
    path: "/v2/webhooks",
    isAuthorized: bearer("access_mollie_token"),
    mediaType: halJson,
    toWire: (endpoint) => mollieWebhook(endpoint),
    created: (endpoint) => ({ ...mollieWebhook(endpoint), webhookSecret: endpoint.secret }),
    fromWire: ({ url, eventTypes }: { url: string; eventTypes: readonly string[] }) => ({
      url,
      types: eventTypes,
      isEnabled: true,
    }),
    updates: "PATCH",
    startOf: (url) => Number(url.searchParams.get("from") ?? 0),
    page: (webhooks, next) =>
      HttpResponse.json(
        {
          count: webhooks.length,
          _embedded: { webhooks },
          _links: {
            self: mollieLink("webhooks"),
            previous: null,
            next: next === undefined ? null : mollieLink(`webhooks?from=${next}`),
            documentation: mollieLink("documentation"),
          },
        },
        { headers: { "content-type": halJson } },
      ),
  }),
};

function mollieLink(path: string) {
  return { href: `https://api.mollie.com/v2/${path}`, type: halJson };
}

function mollieWebhook({ id, url, types, isEnabled }: FakeEndpoint) {
  return {
    resource: "webhook",
    id,
    url,
    profileId: "pfl_1",
    createdAt: "2026-05-01T00:00:00Z",
    name: "Hookyard: mine",
    eventTypes: [...types],
    status: isEnabled ? "enabled" : "disabled",
    mode: "live",
    _links: { self: mollieLink(`webhooks/${id}`), documentation: mollieLink("documentation") },
  };
}

const polar: FakeProvider = {
  client: polarClient,
  key: "polar_oat_hunter2hunter2",
  settings: {},
  handlers: restFake({
    base: "https://api.polar.sh",
    path: "/v1/webhooks/endpoints",
    isAuthorized: bearer("polar_oat_hunter2hunter2"),
    secretOf: (number) => `polar_whs_${number}`,
    toWire: ({ id, url, types, isEnabled, secret }) => ({
      id,
      url,
      name: null,
      format: "raw",
      events: [...types],
      enabled: isEnabled,
      secret,
      organization_id: "1dbfc517-0bbf-4301-9ba8-555ca42b9737",
      created_at: "2026-05-01T10:00:00Z",
      modified_at: null,
    }),
    fromWire: (body: { url: string; events: string[]; enabled?: boolean }) => ({
      url: body.url,
      types: body.events,
      ...(body.enabled !== undefined && { isEnabled: body.enabled }),
    }),
    updates: "PATCH",
    startOf: (url) => (Number(url.searchParams.get("page") ?? 1) - 1) * 2,
    page: (items, next, url) =>
      HttpResponse.json({
        items,
        pagination: {
          total_count: 9,
          max_page: next === undefined ? Number(url.searchParams.get("page") ?? 1) : 99,
        },
      }),
    extra: (account, find) => [
      http.patch("https://api.polar.sh/v1/webhooks/endpoints/:id/secret", ({ params }) => {
        const endpoint = find(String(params["id"]));
        if (endpoint === undefined) return HttpResponse.json({}, { status: 404 });
        endpoint.secret = `polar_whs_reset_${account.nextNumber++}`;
        return HttpResponse.json({
          id: endpoint.id,
          url: endpoint.url,
          events: [...endpoint.types],
          secret: endpoint.secret,
        });
      }),
    ],
  }),
};

export const paymentProviders: readonly FakeProvider[] = [
  stripe,
  square,
  paypal,
  paddle,
  lemonSqueezy,
  adyen,
  mollie,
  polar,
];
