import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * LaunchDarkly's webhooks of an account: without a policy, which is left as it is, they hear of every entry of the audit
 * log. (Paths and fields read in launchdarkly-api-typescript 17.2.0.)
 * @see https://launchdarkly.com/docs/api/webhooks
 */
export const launchdarklyClient: ProviderClient = {
  provider: "launchdarkly",
  name: "LaunchDarkly",
  docs: "https://launchdarkly.com/docs/api/webhooks",
  permissions:
    "an access token with the role Writer or Admin, or createWebhook, updateOn, updateUrl, updateSecret",
  settings: [
    {
      name: "apiUrl",
      means: "of another instance: https://app.eu.launchdarkly.com, https://app.launchdarkly.us",
      isRequired: false,
    },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const api = openApi(launchdarklyClient, context, {
      base: context.settings["apiUrl"] ?? "https://app.launchdarkly.com",
      headers: { authorization: context.key },
    });
    const path = "/api/v2/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "items",
        read: readWebhook,
        create: ({ url, secret, description }) => ({
          method: "POST",
          path,
          json: { name: description, url, on: true, sign: true, ...(secret !== undefined && { secret }) },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: changes(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

/** As a JSON patch. @see https://www.rfc-editor.org/rfc/rfc6902 */
function changes({ url, secret }: WantedEndpoint): JsonObject[] {
  return [
    { op: "replace", path: "/url", value: url },
    { op: "replace", path: "/on", value: true },
    ...(secret === undefined ? [] : [{ op: "add", path: "/secret", value: secret }]),
  ];
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "_id"),
    url: textAt(item, "url"),
    types: [],
    status: isTrueAt(item, "on") ? "enabled" : "disabled",
  };
}
