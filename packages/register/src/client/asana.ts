import { ConfigError, type Json } from "@hookyard/core";
import { isTrueAt, objectAt, optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Asana's webhooks on one resource. While one is made Asana asks the URL for an answer, so Hookyard has to run there.
 * The secret is told once; a rotation makes a second webhook.
 * @see https://developers.asana.com/reference/createwebhook
 */
export const asanaClient: ProviderClient = {
  provider: "asana",
  name: "Asana",
  docs: "https://developers.asana.com/reference/createwebhook",
  permissions:
    "a personal access token or OAuth token with webhooks:read, webhooks:write and webhooks:delete",
  settings: [
    { name: "workspace", means: "its gid", isRequired: true },
    { name: "resource", means: "the gid of the project, task, portfolio … to watch", isRequired: true },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: ["project", "section", "story", "task"].flatMap((kind) =>
      ["added", "changed", "deleted", "removed", "undeleted"].map((action) => `${kind}.${action}`),
    ),
  },
  urlIsFixed: true,
  notes: "Asana sends its question to the URL while the webhook is made: Hookyard has to be reachable there.",
  open(context) {
    const { workspace, resource } = context.settings;
    if (workspace === undefined || resource === undefined)
      throw new ConfigError(`the source "${context.source}" needs the settings workspace and resource`);
    const api = openApi(asanaClient, context, {
      base: "https://app.asana.com",
      headers: bearer(context.key),
    });
    const path = "/api/1.0/webhooks";
    const shown = "target,active,filters.resource_type,filters.action,last_failure_content,resource.gid";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { workspace, resource, limit: "100", opt_fields: shown } },
        items: "data",
        next: ({ json }, call) => {
          const offset = optionalTextAt(json, "next_page.offset");
          return offset === undefined ? undefined : { ...call, query: { ...call.query, offset } };
        },
        read: readWebhook,
        create: (wanted) => ({
          method: "POST",
          path,
          query: { opt_fields: shown },
          json: { data: { resource, target: wanted.url, filters: filters(wanted) } },
        }),
        created: ({ json, header }) => ({
          endpoint: readWebhook(objectAt(json, "data")),
          secret:
            optionalTextAt(json, "X-Hook-Secret") ?? header("x-hook-secret") ?? textAt(json, "X-Hook-Secret"),
        }),
        update: (endpoint, wanted) => ({
          method: "PUT",
          path: at(endpoint),
          json: { data: { filters: filters(wanted) } },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function filters({ types }: WantedEndpoint): Json {
  return types.map((type) => {
    const [resource_type = "", action = ""] = type.split(".");
    return { resource_type, action };
  });
}

function readWebhook(item: Json): Endpoint {
  const failure = optionalTextAt(item, "last_failure_content") ?? "";
  return {
    id: textAt(item, "gid"),
    url: textAt(item, "target"),
    types: optionalListAt(item, "filters").map(
      (filter) => `${textAt(filter, "resource_type")}.${textAt(filter, "action")}`,
    ),
    status: isTrueAt(item, "active") ? "enabled" : "disabled",
    ...(failure !== "" && { detail: "its last delivery failed" }),
  };
}
