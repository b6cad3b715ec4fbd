import type { Json, JsonObject } from "@hookyard/core";
import { optionalListAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { onfidoRuns } from "./onfido-runs.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * Onfido's webhooks. The secret is the `token` of the answer that creates one; a rotation makes a second.
 * (Paths, fields and types read in @onfido/api 6.2.0.)
 * @see https://documentation.onfido.com/api/latest/#webhooks
 */
export const onfidoClient: ProviderClient = {
  provider: "onfido",
  name: "Onfido",
  docs: "https://documentation.onfido.com/api/latest/#webhooks",
  permissions: "an API token of the account, live or sandbox",
  settings: [{ name: "region", means: "eu (default), us or ca", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "audit_log.created",
      "check.completed",
      "check.form_completed",
      "check.reopened",
      "check.started",
      "check.withdrawn",
      "report.awaiting_approval",
      "report.cancelled",
      "report.completed",
      "report.resumed",
      "report.withdrawn",
      "watchlist_monitor.matches_updated",
      "workflow_run.completed",
      "workflow_run_evidence_folder.created",
      "workflow_task.completed",
      "workflow_task.started",
      "workflow_timeline_file.created",
    ],
  },
  open(context) {
    const region = context.settings["region"] ?? "eu";
    const api = openApi(onfidoClient, context, {
      base: `https://api.${encodeURIComponent(region)}.onfido.com`,
      headers: { authorization: `Token token=${context.key}` },
    });
    const path = "/v3.6/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types }: WantedEndpoint): JsonObject => ({
      url,
      enabled: true,
      events: [...types],
    });
    return {
      deliveries: () => onfidoRuns(api, "/v3.6/workflow_runs"),
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "webhooks",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json), secret: textAt(json, "token") }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: optionalListAt(item, "events").map(String),
    status: valueAt(item, "enabled") === false ? "disabled" : "enabled",
  };
}
