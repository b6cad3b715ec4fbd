import type { Json } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, secondsAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import type { ApiClient } from "../api/api-client.ts";
import { bearer, openApi, restEndpoints, withQuery } from "./rest.ts";

/**
 * Stripe's webhook endpoints (v1), and its events of the last 30 days. A secret is told once, when an endpoint is made,
 * and there is no call that rolls it: a rotation makes a second endpoint.
 * @see https://docs.stripe.com/api/webhook_endpoints
 */
export const stripeClient: ProviderClient = {
  provider: "stripe",
  name: "Stripe",
  docs: "https://docs.stripe.com/api/webhook_endpoints",
  permissions: "Webhook Endpoints: write; for reconcile also Events: read (a restricted key, rk_…)",
  settings: [
    { name: "apiVersion", means: "the version of the events, such as 2025-09-30.clover", isRequired: false },
    { name: "account", means: "a connected account, acct_…", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: { every: ["*"] },
  open(context) {
    const { account } = context.settings;
    const api = openApi(stripeClient, context, {
      base: "https://api.stripe.com",
      headers: { ...bearer(context.key), ...(account !== undefined && { "stripe-account": account }) },
    });
    return { endpoints: endpointsOf(api, context), deliveries: () => eventLog(api) };
  },
};

const path = "/v1/webhook_endpoints";

function endpointsOf(api: ApiClient, { settings }: ClientContext) {
  const { apiVersion } = settings;
  return restEndpoints(api, {
    list: { method: "GET", path, query: { limit: "100" } },
    items: "data",
    next: ({ json }, call) => {
      const last = listAt(json, "data").at(-1);
      if (valueAt(json, "has_more") !== true || last === undefined) return undefined;
      return { ...call, query: { ...call.query, starting_after: textAt(last, "id") } };
    },
    read: readEndpoint,
    create: (wanted) => ({
      method: "POST",
      path,
      form: [...fields(wanted), ...(apiVersion === undefined ? [] : [["api_version", apiVersion] as const])],
    }),
    created: ({ json }) => ({ endpoint: readEndpoint(json), secret: textAt(json, "secret") }),
    update: ({ id }, wanted) => ({
      method: "POST",
      path: `${path}/${encodeURIComponent(id)}`,
      form: [...fields(wanted), ["disabled", "false"]],
      isRepeatable: true,
    }),
    remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
  });
}

function fields({ url, types, description }: WantedEndpoint): readonly (readonly [string, string])[] {
  return [
    ["url", url],
    ...types.map((type, index) => [`enabled_events[${index}]`, type] as const),
    ["description", description],
  ];
}

function readEndpoint(item: Json): Endpoint {
  const apiVersion = optionalTextAt(item, "api_version");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "enabled_events"),
    status: textAt(item, "status") === "enabled" ? "enabled" : "disabled",
    ...(apiVersion !== undefined && { apiVersion }),
  };
}

/** Newest first, behind an id: what is new while it is read does not move what is older. */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its events",
          ...withQuery(
            {
              method: "GET",
              path: "/v1/events",
              query: {
                limit: "100",
                "created[gte]": seconds(since),
                "created[lt]": seconds(until),
              },
            },
            cursor === undefined ? {} : { starting_after: cursor },
          ),
        },
        ({ json }) => {
          const items = listAt(json, "data");
          const last = items.at(-1);
          return {
            events: items.map(readEvent),
            ...(valueAt(json, "has_more") === true && last !== undefined && { next: textAt(last, "id") }),
          };
        },
      ),
  };
}

function readEvent(item: Json): LoggedEvent {
  const id = textAt(item, "id");
  const pending = Number(optionalTextAt(item, "pending_webhooks") ?? 0);
  return {
    logId: id,
    providerId: id,
    type: textAt(item, "type"),
    time: secondsAt(item, "created"),
    ...(pending > 0 && { failure: "not answered with 2xx yet" }),
    request: requestOf(objectAt(item, "")),
  };
}

function seconds(time: Date): string {
  return String(Math.ceil(time.getTime() / 1000));
}
