import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Lemon Squeezy's webhooks of a store (JSON:API). It lists no deliveries.
 * @see https://docs.lemonsqueezy.com/api/webhooks
 */
export const lemonSqueezyClient: ProviderClient = {
  provider: "lemon-squeezy",
  name: "Lemon Squeezy",
  docs: "https://docs.lemonsqueezy.com/api/webhooks",
  permissions: "an API key of the account (keys have no scopes), of test or live mode",
  settings: [{ name: "store", means: "its id, a number", isRequired: true }],
  // 6 to 40 characters: https://docs.lemonsqueezy.com/api/webhooks/create-webhook
  secret: { kind: "chosen", create: (random) => Buffer.from(random(20)).toString("hex") },
  subscriptions: {
    every: [
      "order_created",
      "order_refunded",
      "subscription_created",
      "subscription_updated",
      "subscription_cancelled",
      "subscription_resumed",
      "subscription_expired",
      "subscription_paused",
      "subscription_unpaused",
      "subscription_payment_success",
      "subscription_payment_failed",
      "subscription_payment_recovered",
      "subscription_payment_refunded",
      "subscription_plan_changed",
      "license_key_created",
      "license_key_updated",
      "affiliate_activated",
    ],
  },
  open(context) {
    const store = context.settings["store"];
    if (store === undefined) throw new ConfigError(`the source "${context.source}" needs the setting store`);
    const type = "application/vnd.api+json";
    const api = openApi(lemonSqueezyClient, context, {
      base: "https://api.lemonsqueezy.com",
      headers: { ...bearer(context.key), accept: type, "content-type": type },
    });
    const path = "/v1/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { "filter[store_id]": store, "page[size]": "100" } },
        items: "data",
        next: ({ json }) => {
          const next = optionalTextAt(json, "links.next");
          return next === undefined ? undefined : { method: "GET", path: next };
        },
        read: readWebhook,
        create: (wanted) => ({
          method: "POST",
          path,
          json: {
            data: {
              type: "webhooks",
              attributes: attributes(wanted),
              relationships: { store: { data: { type: "stores", id: store } } },
            },
          },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "data")) }),
        update: (endpoint, wanted) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { data: { type: "webhooks", id: endpoint.id, attributes: attributes(wanted) } },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function attributes({ url, types, secret }: WantedEndpoint): JsonObject {
  return { url, events: [...types], ...(secret !== undefined && { secret }) };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "attributes.url"),
    types: textsAt(item, "attributes.events"),
    status: "enabled",
  };
}
