import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Tally's webhooks of a form. (Fields as in Tally's reference; `hasMore` as in third-party code.)
 * @see https://developers.tally.so/api-reference/endpoint/webhooks/post
 */
export const tallyClient: ProviderClient = {
  provider: "tally",
  name: "Tally",
  docs: "https://developers.tally.so/api-reference/endpoint/webhooks/post",
  permissions: "an API key (tly-…) of somebody who may edit the form",
  settings: [{ name: "form", means: "its id, from its URL", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: { every: ["FORM_RESPONSE"] },
  open(context) {
    const formId = settingOf(context, "form");
    const api = openApi(tallyClient, context, {
      base: "https://api.tally.so",
      headers: bearer(context.key),
    });
    const path = "/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, secret }: WantedEndpoint): JsonObject => ({
      formId,
      url,
      eventTypes: [...types],
      ...(secret !== undefined && { signingSecret: secret }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { page: "1", limit: "100" } },
        items: "webhooks",
        next: ({ json }, call) => {
          if (!isTrueAt(json, "hasMore")) return undefined;
          return { ...call, query: { ...call.query, page: String(Number(call.query?.["page"] ?? 1) + 1) } };
        },
        read: (item) => (optionalTextAt(item, "formId") === formId ? readWebhook(item) : undefined),
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { ...fields(wanted), isEnabled: true },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "eventTypes"),
    status: isTrueAt(item, "isEnabled") ? "enabled" : "disabled",
  };
}
