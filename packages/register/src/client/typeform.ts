import { ConfigError, type Json } from "@hookyard/core";
import { isTrueAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Typeform's webhooks of one form, each under a tag that is ours. It lists no deliveries.
 * @see https://www.typeform.com/developers/webhooks/reference/create-or-update-webhook/
 */
export const typeformClient: ProviderClient = {
  provider: "typeform",
  name: "Typeform",
  docs: "https://www.typeform.com/developers/webhooks/reference/create-or-update-webhook/",
  permissions: "a personal access token with the scopes webhooks:read and webhooks:write",
  settings: [
    { name: "form", means: "its id, from its URL", isRequired: true },
    { name: "region", means: "us (default) or eu", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: ["form_response", "form_response_partial"] },
  open(context) {
    const { form, region } = context.settings;
    if (form === undefined) throw new ConfigError(`the source "${context.source}" needs the setting form`);
    const api = openApi(typeformClient, context, {
      base: region === "eu" ? "https://api.eu.typeform.com" : "https://api.typeform.com",
      headers: bearer(context.key),
    });
    const path = `/forms/${encodeURIComponent(form)}/webhooks`;
    const put = (tag: string, { url, types, secret }: Parameters<typeof create>[0]) => ({
      method: "PUT" as const,
      path: `${path}/${encodeURIComponent(tag)}`,
      json: {
        url,
        enabled: true,
        verify_ssl: true,
        event_types: Object.fromEntries(
          typeformClient.subscriptions.every.map((name) => [name, types.includes(name)]),
        ),
        ...(secret !== undefined && { secret }),
      },
    });
    const create = (wanted: {
      readonly url: string;
      readonly types: readonly string[];
      readonly secret?: string;
    }) => put(`hookyard-${context.source}`, wanted);
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "items",
        read: readWebhook,
        create,
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: ({ id }, wanted) => put(id, wanted),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const chosen = valueAt(item, "event_types");
  const types = typeformClient.subscriptions.every.filter((name) => isTrueAt(item, `event_types.${name}`));
  return {
    id: textAt(item, "tag"),
    url: textAt(item, "url"),
    // Older answers do not name them: then it is responses.
    types: chosen === undefined || chosen === null ? ["form_response"] : types,
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
    ...(valueAt(item, "verify_ssl") === false && { faults: ["it does not check our certificate"] }),
  };
}
