import type { Json, JsonObject } from "@hookyard/core";
import { optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Mollie's next-generation webhooks. The secret is told once, when one is made.
 * Shapes as in its own library (mollie-api-typescript 1.12.28).
 * @see https://docs.mollie.com/reference/webhooks-api
 */
export const mollieClient: ProviderClient = {
  provider: "mollie",
  name: "Mollie",
  docs: "https://docs.mollie.com/reference/webhooks-api",
  permissions: "an advanced access token (or OAuth token) with webhooks.read and webhooks.write",
  settings: [{ name: "mode", means: "live (default) or test", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: { every: ["*"] },
  open(context) {
    const api = openApi(mollieClient, context, {
      base: "https://api.mollie.com",
      headers: bearer(context.key),
    });
    const path = "/v2/webhooks";
    const test = testMode(context);
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
      name: description,
      url,
      eventTypes: [...types],
      ...(test && { testmode: true }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "250", ...(test && { testmode: "true" }) } },
        items: "_embedded.webhooks",
        next: ({ json }) => {
          const next = optionalTextAt(json, "_links.next.href");
          return next === undefined ? undefined : { method: "GET", path: next };
        },
        read: (item) => (optionalTextAt(item, "status") === "deleted" ? undefined : readWebhook(item)),
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "webhookSecret") }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({
          method: "DELETE",
          path: at(endpoint),
          ...(test && { json: { testmode: true } }),
        }),
      }),
    };
  },
};

function testMode({ settings }: ClientContext): boolean {
  return settings["mode"] === "test";
}

function readWebhook(item: Json): Endpoint {
  const status = optionalTextAt(item, "status") ?? "enabled";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "eventTypes"),
    status: status === "enabled" ? "enabled" : "disabled",
    ...(status !== "enabled" && { detail: status }),
  };
}
