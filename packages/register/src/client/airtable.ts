import type { Json } from "@hookyard/core";
import { isTrueAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { airtablePayloads } from "./airtable-payloads.ts";
import { bearer, openApi, restEndpoints, settingOf } from "./rest.ts";

/** Of seven days: with less than half of them left, a webhook wants a refresh. */
const refreshBelowDays = 3.5;

/**
 * Airtable's webhooks of a base. The secret is told once. One lasts seven days and is refreshed by an update, so
 * `register` belongs into a schedule; `register --check` says when it is time.
 * @see https://airtable.com/developers/web/api/create-a-webhook
 */
export const airtableClient: ProviderClient = {
  provider: "airtable",
  name: "Airtable",
  docs: "https://airtable.com/developers/web/api/create-a-webhook",
  permissions:
    "a personal access token (pat…) with webhook:manage, data.records:read and schema.bases:read on the base",
  settings: [
    { name: "base", means: "its id: app…", isRequired: true },
    { name: "table", means: "one table alone: tbl…", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  notes: "An Airtable webhook ends after seven days unless it is refreshed: run register every third day.",
  open(context) {
    const { table } = context.settings;
    const base = settingOf(context, "base");
    const path = `/v0/bases/${encodeURIComponent(base)}/webhooks`;
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const api = openApi(airtableClient, context, {
      base: "https://api.airtable.com",
      headers: bearer(context.key),
      spacingMilliseconds: 200, // five calls a second for each base: https://airtable.com/developers/web/api/rate-limits
    });
    const read = (item: Json): Endpoint => readWebhook(item, context.now());
    const rest = restEndpoints(api, {
      list: { method: "GET", path },
      items: "webhooks",
      read,
      create: ({ url }) => ({
        method: "POST",
        path,
        json: {
          notificationUrl: url,
          specification: {
            options: {
              filters: {
                dataTypes: ["tableData", "tableFields", "tableMetadata"],
                ...(table !== undefined && { recordChangeScope: table }),
              },
            },
          },
        },
      }),
      created: ({ json }) => ({
        endpoint: { id: textAt(json, "id"), url: "", types: [], status: "enabled" },
        secret: textAt(json, "macSecretBase64"),
      }),
      update: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/refresh`, isRepeatable: true }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    });
    return {
      deliveries: (id) => airtablePayloads(api, { path, base, webhook: id ?? "" }),
      endpoints: {
        ...rest,
        async update(endpoint, wanted) {
          await rest.update(endpoint, wanted);
          if (endpoint.status === "enabled") return;
          await api.send(
            {
              does: "enable its notifications",
              method: "POST",
              path: `${at(endpoint)}/enableNotifications`,
              json: { enable: true },
              isRepeatable: true,
            },
            () => undefined,
          );
        },
      },
    };
  },
};

function readWebhook(item: Json, now: Date): Endpoint {
  const end = optionalTextAt(item, "expirationTime");
  const daysLeft = end === undefined ? Infinity : (Date.parse(end) - now.getTime()) / 86_400_000;
  const isEnabled = isTrueAt(item, "areNotificationsEnabled") && valueAt(item, "isHookEnabled") !== false;
  return {
    id: textAt(item, "id"),
    url: optionalTextAt(item, "notificationUrl") ?? "",
    types: [],
    status: isEnabled ? "enabled" : "disabled",
    ...(daysLeft < refreshBelowDays && { faults: [`it ends at ${end} unless it is refreshed`] }),
  };
}
