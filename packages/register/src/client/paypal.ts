import { ConfigError, type Json } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { withAccessToken } from "./oauth.ts";
import { basic, bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * PayPal's webhooks of an app, its events of the last 30 days, and their resending. There is no secret: the webhook's
 * id is a part of what is signed, and belongs into the source's settings.
 * @see https://developer.paypal.com/docs/api/webhooks/v1/
 */
export const paypalClient: ProviderClient = {
  provider: "paypal",
  name: "PayPal",
  docs: "https://developer.paypal.com/docs/api/webhooks/v1/",
  permissions: "the REST app's client id and secret, as id:secret, with the feature Webhooks",
  settings: [{ name: "environment", means: "live (default) or sandbox", isRequired: false }],
  secret: { kind: "none" },
  settingFromId: "webhookId",
  subscriptions: { every: ["*"] },
  open(context) {
    const api = openPaypal(context);
    const path = "/v1/notifications/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const named = ({ types }: WantedEndpoint): Json => types.map((name) => ({ name }));
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "webhooks",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: { url: wanted.url, event_types: named(wanted) } }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({
          method: "PATCH",
          path: at(endpoint),
          json: [
            { op: "replace", path: "/url", value: wanted.url },
            { op: "replace", path: "/event_types", value: named(wanted) },
          ],
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
      deliveries: (id) => eventLog(api, id),
    };
  },
};

function openPaypal(context: ClientContext): ApiClient {
  const { key, source, settings } = context;
  const [id = "", secret = ""] = key.split(":", 2);
  if (id === "" || secret === "")
    throw new ConfigError(`the API key of "${source}" is no id:secret, which PayPal's API needs`);
  const base =
    settings["environment"] === "sandbox" ? "https://api-m.sandbox.paypal.com" : "https://api-m.paypal.com";
  const tokens = openApi(paypalClient, context, { base, headers: basic(id, secret), secrets: [secret] });
  return withAccessToken(
    { api: tokens, path: "/v1/oauth2/token", form: [["grant_type", "client_credentials"]] },
    (token) => openApi(paypalClient, context, { base, headers: bearer(token), secrets: [secret, token] }),
  );
}

function readWebhook(item: Json): Endpoint {
  const types = listAt(item, "event_types");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: types.map((type) => textAt(type, "name")),
    status: types.some((type) => optionalTextAt(type, "status") === "DISABLED") ? "disabled" : "enabled",
  };
}

/** @see https://developer.paypal.com/docs/api/webhooks/v1/#webhooks-events_list */
function eventLog(api: ApiClient, endpointId: string | undefined): DeliveryLog {
  const path = "/v1/notifications/webhooks-events";
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          ...(cursor === undefined
            ? {
                path,
                query: { page_size: "100", start_time: since.toISOString(), end_time: until.toISOString() },
              }
            : { path: cursor }),
        },
        ({ json }) => {
          const next = optionalListAt(json, "links").find((link) => optionalTextAt(link, "rel") === "next");
          const href = next === undefined ? undefined : new URL(textAt(next, "href"));
          return {
            events: optionalListAt(json, "events").map((event) => {
              const status = optionalTextAt(event, "status");
              return {
                logId: textAt(event, "id"),
                providerId: textAt(event, "id"),
                type: textAt(event, "event_type"),
                time: timeAt(event, "create_time"),
                ...(status !== undefined && status !== "SUCCESS" && { failure: status.toLowerCase() }),
                request: requestOf(objectAt(event, "")),
              };
            }),
            ...(href !== undefined && { next: `${href.pathname}${href.search}` }),
          };
        },
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "resend",
          method: "POST",
          path: `${path}/${encodeURIComponent(logId)}/resend`,
          json: endpointId === undefined ? {} : { webhook_ids: [endpointId] },
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}
