import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * CircleCI's outbound webhooks of a project.
 * @see https://circleci.com/docs/api/v2/#tag/Webhook
 */
export const circleciClient: ProviderClient = {
  provider: "circleci",
  name: "CircleCI",
  docs: "https://circleci.com/docs/api/v2/#tag/Webhook",
  permissions: "a personal API token of an admin of the project",
  settings: [{ name: "project", means: "the project's id, a UUID", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: { every: ["job-completed", "workflow-completed"] },
  open(context) {
    const { project } = context.settings;
    if (project === undefined)
      throw new ConfigError(`the source "${context.source}" needs the setting project`);
    const api = openApi(circleciClient, context, {
      base: "https://circleci.com",
      headers: { "circle-token": context.key },
    });
    const path = "/api/v2/webhook";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, secret, description }: WantedEndpoint): JsonObject => ({
      name: description,
      url,
      events: [...types],
      "verify-tls": true,
      ...(secret !== undefined && { "signing-secret": secret }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { "scope-id": project, "scope-type": "project" } },
        items: "items",
        next: ({ json }, call) => {
          const token = optionalTextAt(json, "next_page_token");
          return token === undefined ? undefined : { ...call, query: { ...call.query, "page-token": token } };
        },
        read: readWebhook,
        create: (wanted) => ({
          method: "POST",
          path,
          json: { ...fields(wanted), scope: { id: project, type: "project" } },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
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
    types: textsAt(item, "events"),
    status: "enabled",
    ...(valueAt(item, "verify-tls") === false && { faults: ["it does not check our certificate"] }),
  };
}
