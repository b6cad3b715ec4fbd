import type { Json } from "@hookyard/core";
import { isTrueAt, objectAt, optionalListAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * X's webhooks of an app. X asks the URL for an answer (CRC) while one is made and once an hour; one that failed is
 * asked again by an update. Which accounts are heard is subscribed to by each of them.
 * @see https://docs.x.com/x-api/webhooks/introduction
 */
export const xTwitterClient: ProviderClient = {
  provider: "x-twitter",
  name: "X",
  docs: "https://docs.x.com/x-api/webhooks/introduction",
  permissions: "the app's bearer token (app-only)",
  settings: [],
  secret: { kind: "account", where: "https://developer.x.com, your app > Keys and tokens: API key secret" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  notes: "X asks the URL for an answer while the webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const api = openApi(xTwitterClient, context, { base: "https://api.x.com", headers: bearer(context.key) });
    const path = "/2/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        // Where there are none it says how many, and has no list.
        items: ({ json }) => (isNone(json) ? [] : optionalListAt(objectAt(json, ""), "data")),
        read: readWebhook,
        create: ({ url }) => ({ method: "POST", path, json: { url } }),
        created: ({ json }) => ({ endpoint: readWebhook(objectAt(json, "data")) }),
        update: (endpoint) => ({ method: "PUT", path: at(endpoint) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function isNone(json: Json): boolean {
  return textAt(json, "meta.result_count") === "0";
}

function readWebhook(item: Json): Endpoint {
  const isValid = isTrueAt(item, "valid");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: [],
    status: isValid ? "enabled" : "disabled",
    ...(!isValid && { detail: "its URL did not answer X's question" }),
  };
}
