import { ConfigError, type Json } from "@hookyard/core";
import { textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Strava's subscription of an app: one, to everything. Nothing is signed; our secret is the verify token with which
 * Strava asks the URL for an answer while it is made.
 * @see https://developers.strava.com/docs/webhooks/
 */
export const stravaClient: ProviderClient = {
  provider: "strava",
  name: "Strava",
  docs: "https://developers.strava.com/docs/webhooks/",
  permissions: "the app's client id and client secret, as id:secret",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  recreates: "old_first",
  notes:
    "Strava asks the URL for an answer while the subscription is made: Hookyard has to be reachable there.",
  open(context) {
    const [id = "", secret = ""] = context.key.split(":");
    if (secret === "") throw new ConfigError(`the API key of "${context.source}" is id:secret, in one`);
    const api = openApi(stravaClient, context, {
      base: "https://www.strava.com",
      headers: {},
      secrets: [secret],
    });
    const path = "/api/v3/push_subscriptions";
    const query = { client_id: id, client_secret: secret };
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query },
        items: "",
        read: readSubscription,
        create: ({ url, secret: token = "" }) => ({
          method: "POST",
          path,
          form: [
            ["client_id", id],
            ["client_secret", secret],
            ["callback_url", url],
            ["verify_token", token],
          ],
        }),
        // It answers with the id alone.
        created: ({ json }) => ({
          endpoint: { id: textAt(json, "id"), url: "", types: [], status: "enabled" },
        }),
        remove: (endpoint) => ({
          method: "DELETE",
          path: `${path}/${encodeURIComponent(endpoint.id)}`,
          query,
        }),
      }),
    };
  },
};

function readSubscription(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "callback_url"),
    types: [],
    status: "enabled",
  };
}
