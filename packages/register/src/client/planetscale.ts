import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * PlanetScale's webhooks of a database. The secret is PlanetScale's, and shown again; a rotation makes a second
 * webhook. (Paths and fields read in planetscale-go; pages and the names of events from memory.)
 * @see https://planetscale.com/docs/api/webhooks
 */
export const planetscaleClient: ProviderClient = {
  provider: "planetscale",
  name: "PlanetScale",
  docs: "https://planetscale.com/docs/api/webhooks",
  permissions:
    "a service token's id and token, as id:token, with read_database, write_database and delete_database on the database",
  settings: [
    { name: "organization", means: "its name", isRequired: true },
    { name: "database", means: "its name", isRequired: true },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "branch.anomaly",
      "branch.out_of_memory",
      "branch.primary_promoted",
      "branch.ready",
      "branch.schema_recommendation",
      "branch.sleeping",
      "branch.start_maintenance",
      "cluster.storage",
      "database.access_request",
      "deploy_request.closed",
      "deploy_request.errored",
      "deploy_request.in_progress",
      "deploy_request.opened",
      "deploy_request.pending_cutover",
      "deploy_request.queued",
      "deploy_request.reverted",
      "deploy_request.schema_applied",
      "keyspace.storage",
    ],
    nameOf: (type) => (type === "webhook.test" ? undefined : type), // comes by itself
  },
  open(context) {
    const { key, source } = context;
    if (!/^[^:]+:[^:]+$/.test(key))
      throw new ConfigError(
        `the API key of "${source}" is no id:token of a service token, which PlanetScale needs`,
      );
    const api = openApi(planetscaleClient, context, {
      base: "https://api.planetscale.com",
      headers: { authorization: key },
      secrets: [key.slice(key.indexOf(":") + 1)],
    });
    const organization = encodeURIComponent(settingOf(context, "organization"));
    const database = encodeURIComponent(settingOf(context, "database"));
    const path = `/v1/organizations/${organization}/databases/${database}/webhooks`;
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { page: "1", per_page: "100" } },
        items: "data",
        next: ({ json }, call) => {
          const page = optionalTextAt(json, "next_page");
          return page === undefined ? undefined : { ...call, query: { ...call.query, page } };
        },
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "secret") }),
        update: (endpoint, wanted) => ({ method: "PATCH", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
        secretIn: ({ json }) => textAt(json, "secret"),
      }),
    };
  },
};

function fields({ url, types }: WantedEndpoint): JsonObject {
  return { url, enabled: true, events: [...types] };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
  };
}
