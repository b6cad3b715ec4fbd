import { ConfigError, type JsonObject } from "@hookyard/core";
import { optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi } from "./rest.ts";

/** Datadog's own template with what tells one incident from another. */
const payload = JSON.stringify({
  id: "$ID",
  event_type: "$EVENT_TYPE",
  title: "$EVENT_TITLE",
  body: "$EVENT_MSG",
  date: "$DATE",
  last_updated: "$LAST_UPDATED",
  org: { id: "$ORG_ID", name: "$ORG_NAME" },
  transition: "$ALERT_TRANSITION",
  alert_id: "$ALERT_ID",
  aggreg_key: "$AGGREG_KEY",
  alert_cycle_key: "$ALERT_CYCLE_KEY",
  link: "$LINK",
});

/**
 * Datadog's webhook of the name `hookyard-<source>`, with our secret in its custom header. Monitors send to it once
 * their message says `@webhook-hookyard-<source>`.
 * @see https://docs.datadoghq.com/api/latest/webhooks-integration/
 */
export const datadogClient: ProviderClient = {
  provider: "datadog",
  name: "Datadog",
  docs: "https://docs.datadoghq.com/api/latest/webhooks-integration/",
  permissions:
    "an API key and an application key with create_webhooks (Manage Integrations), as api:application",
  settings: [
    { name: "site", means: "datadoghq.com (default), datadoghq.eu, us5.datadoghq.com …", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  isSingle: true,
  notes: "Name the webhook in the messages of the monitors that should send: @webhook-hookyard-<source>.",
  open(context) {
    const { site = "datadoghq.com" } = context.settings;
    const [key = "", application = ""] = context.key.split(":");
    if (application === "")
      throw new ConfigError(`the API key of "${context.source}" is api:application, in one`);
    if (!/^[a-z0-9.-]+$/i.test(site))
      throw new ConfigError(`the setting site of "${context.source}" is no site: write datadoghq.eu`);
    const api = openApi(datadogClient, context, {
      base: `https://api.${site}`,
      headers: { "dd-api-key": key, "dd-application-key": application },
    });
    const name = `hookyard-${context.source}`;
    const path = "/api/v1/integration/webhooks/configuration/webhooks";
    const at = `${path}/${encodeURIComponent(name)}`;
    const fields = ({ url, secret }: WantedEndpoint): JsonObject => ({
      name,
      url,
      encode_as: "json",
      payload,
      ...(secret !== undefined && {
        custom_headers: JSON.stringify({ Authorization: `Bearer ${secret}` }),
      }),
    });
    const hidden = ({ secret }: WantedEndpoint) => ({ secrets: secret === undefined ? [] : [secret] });
    return {
      endpoints: {
        list: () =>
          api.send(
            { does: "read the webhook", method: "GET", path: at, accepts: [404] },
            ({ status, json }) => {
              if (status === 404) return [];
              const isJson = optionalTextAt(json, "encode_as") === "json";
              const isOurs = optionalTextAt(json, "payload") === payload;
              const faults = [
                ...(isJson ? [] : ["it does not send JSON"]),
                ...(isOurs ? [] : ["its payload is another than Hookyard's"]),
              ];
              const endpoint: Endpoint = {
                id: textAt(json, "name"),
                url: textAt(json, "url"),
                types: [],
                status: "enabled",
                ...(faults.length > 0 && { faults }),
              };
              return [endpoint];
            },
          ),
        create: (wanted) =>
          api.send(
            { does: "create the webhook", method: "POST", path, json: fields(wanted), ...hidden(wanted) },
            () => ({ endpoint: { id: name, url: wanted.url, types: [], status: "enabled" } }),
          ),
        update: (_endpoint, wanted) =>
          api.send(
            { does: "change the webhook", method: "PUT", path: at, json: fields(wanted), ...hidden(wanted) },
            () => undefined,
          ),
        remove: () =>
          api.send(
            { does: "remove the webhook", method: "DELETE", path: at, accepts: [404] },
            () => undefined,
          ),
      },
    };
  },
};
