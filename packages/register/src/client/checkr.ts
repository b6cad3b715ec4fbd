import type { Json } from "@hookyard/core";
import { optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { basic, openApi, restEndpoints } from "./rest.ts";

/**
 * Checkr's webhooks, which hear everything. One cannot be changed, so a change makes it anew.
 * @see https://docs.checkr.com/#tag/Webhooks
 */
export const checkrClient: ProviderClient = {
  provider: "checkr",
  name: "Checkr",
  docs: "https://docs.checkr.com/#tag/Webhooks",
  permissions: "the account's secret API key, which also signs what is sent",
  settings: [{ name: "environment", means: "production (default) or staging", isRequired: false }],
  secret: {
    kind: "account",
    where: "the API key itself: https://dashboard.checkr.com/account/developer/keys",
  },
  subscriptions: { every: [], areChosen: false },
  recreates: "new_first",
  open(context) {
    const isStaging = context.settings["environment"] === "staging";
    const api = openApi(checkrClient, context, {
      base: isStaging ? "https://api.checkr-staging.com" : "https://api.checkr.com",
      headers: basic(context.key, ""),
    });
    const path = "/v1/webhooks";
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { per_page: "100" } },
        items: "data",
        next: ({ json }) => {
          const next = optionalTextAt(json, "next_href");
          return next === undefined ? undefined : { method: "GET", path: next };
        },
        read: readWebhook,
        create: ({ url }) => ({ method: "POST", path, json: { webhook_url: url, include_object: true } }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "webhook_url"),
    types: [],
    status: optionalTextAt(item, "deleted_at") === undefined ? "enabled" : "disabled",
  };
}
