import { ConfigError, type Json } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * ClickUp's webhooks of a workspace. The secret is told once, when one is made; a rotation makes a second. One that
 * fails too often is suspended until it is changed.
 * @see https://developer.clickup.com/reference/createwebhook
 */
export const clickupClient: ProviderClient = {
  provider: "clickup",
  name: "ClickUp",
  docs: "https://developer.clickup.com/reference/createwebhook",
  permissions: "a personal API token (pk_…): webhooks belong to who made them",
  settings: [{ name: "workspace", means: "its id (team_id)", isRequired: true }],
  secret: { kind: "given" },
  subscriptions: { every: ["*"] },
  open(context) {
    const { workspace } = context.settings;
    if (workspace === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting workspace`);
    const api = openApi(clickupClient, context, {
      base: "https://api.clickup.com",
      headers: { authorization: context.key },
    });
    const all = `/api/v2/team/${encodeURIComponent(workspace)}/webhook`;
    const at = ({ id }: Endpoint): string => `/api/v2/webhook/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path: all },
        items: "webhooks",
        read: readWebhook,
        create: ({ url, types }) => ({
          method: "POST",
          path: all,
          json: { endpoint: url, events: [...types] },
        }),
        created: ({ json }) => ({
          endpoint: readWebhook(objectAt(json, "webhook")),
          secret: textAt(json, "webhook.secret"),
        }),
        update: (endpoint, { url, types }) => ({
          method: "PUT",
          path: at(endpoint),
          json: { endpoint: url, events: types.includes("*") ? "*" : [...types], status: "active" },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const events = valueAt(item, "events");
  const health = optionalTextAt(item, "health.status") ?? "active";
  const failing = health === "suspended" ? "disabled" : "failing";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "endpoint"),
    types: Array.isArray(events) ? events.map(String) : [textAt(item, "events")],
    status: health === "active" ? "enabled" : failing,
    ...(health !== "active" && { detail: `${health} after failures` }),
  };
}
