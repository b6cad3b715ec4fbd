import type { Json, JsonObject } from "@hookyard/core";
import { objectAt, optionalListAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/** The API's version that this was written for: https://developers.klaviyo.com/en/docs/api_versioning_and_deprecation_policy */
const revision = "2025-07-15";

/**
 * Klaviyo's system webhooks, ten at most in an account.
 * @see https://developers.klaviyo.com/en/reference/create_webhook
 */
export const klaviyoClient: ProviderClient = {
  provider: "klaviyo",
  name: "Klaviyo",
  docs: "https://developers.klaviyo.com/en/reference/create_webhook",
  permissions:
    "a private API key (pk_…) with webhooks:read, webhooks:write and events:read; Klaviyo gives webhooks to Advanced KDP customers and app partners alone",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "event:klaviyo.bounced_email",
      "event:klaviyo.bounced_push",
      "event:klaviyo.clicked_email",
      "event:klaviyo.clicked_sms",
      "event:klaviyo.dropped_email",
      "event:klaviyo.failed_to_deliver_sms",
      "event:klaviyo.marked_email_as_spam",
      "event:klaviyo.opened_email",
      "event:klaviyo.opened_push",
      "event:klaviyo.received_email",
      "event:klaviyo.received_push",
      "event:klaviyo.received_sms",
      "event:klaviyo.sent_sms",
      "event:klaviyo.subscribed_to_email_marketing",
      "event:klaviyo.subscribed_to_sms_marketing",
      "event:klaviyo.unsubscribed_from_email_marketing",
      "event:klaviyo.unsubscribed_from_sms_marketing",
    ],
  },
  open(context) {
    const api = openApi(klaviyoClient, context, {
      base: "https://a.klaviyo.com",
      headers: { authorization: `Klaviyo-API-Key ${context.key}`, revision },
    });
    const path = "/api/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { include: "webhook-topics" } },
        items: "data",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: { data: resource(wanted) } }),
        created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "data")) }),
        update: (endpoint, wanted) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { data: { ...resource(wanted, { enabled: true }), id: endpoint.id } },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function resource({ url, types, secret, description }: WantedEndpoint, more: JsonObject = {}): JsonObject {
  return {
    type: "webhook",
    attributes: {
      name: description,
      endpoint_url: url,
      ...(secret !== undefined && { secret_key: secret }),
      ...more,
    },
    relationships: {
      "webhook-topics": { data: types.map((id) => ({ type: "webhook-topic", id })) },
    },
  };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "attributes.endpoint_url"),
    types: optionalListAt(item, "relationships.webhook-topics.data").map((topic) => textAt(topic, "id")),
    status: valueAt(item, "attributes.enabled") === false ? "disabled" : "enabled",
  };
}
