import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { optionalListAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { basic, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Jira Cloud's webhooks as its administrators make them. A webhook's id is the end of its address. What failed of them is
 * listed nowhere: `/rest/api/3/webhook/failed` is of the webhooks that a Connect or OAuth 2.0 app registered, for that app.
 * @see https://developer.atlassian.com/cloud/jira/platform/webhooks/#registering-a-webhook-using-the-jira-rest-api
 */
export const jiraClient: ProviderClient = {
  provider: "jira",
  name: "Jira",
  docs: "https://developer.atlassian.com/cloud/jira/platform/webhooks/#registering-a-webhook-using-the-jira-rest-api",
  permissions: "an email and an API token, as email:token, of a user with Administer Jira",
  settings: [
    { name: "site", means: "acme.atlassian.net", isRequired: true },
    { name: "filter", means: "a JQL query that issues have to match", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "attachment_created",
      "attachment_deleted",
      "board_created",
      "board_deleted",
      "board_updated",
      "comment_created",
      "comment_deleted",
      "comment_updated",
      "issuelink_created",
      "issuelink_deleted",
      "jira:issue_created",
      "jira:issue_deleted",
      "jira:issue_updated",
      "jira:version_created",
      "jira:version_deleted",
      "jira:version_released",
      "jira:version_unreleased",
      "jira:version_updated",
      "project_created",
      "project_deleted",
      "project_updated",
      "sprint_closed",
      "sprint_created",
      "sprint_deleted",
      "sprint_started",
      "sprint_updated",
      "user_created",
      "user_deleted",
      "user_updated",
      "worklog_created",
      "worklog_deleted",
      "worklog_updated",
    ],
  },
  open(context) {
    const site = settingOf(context, "site");
    if (!/^[a-z0-9.-]+$/i.test(site))
      throw new ConfigError(`the setting site of "${context.source}" is no host: write acme.atlassian.net`);
    const [email = "", ...token] = context.key.split(":");
    const api = openApi(jiraClient, context, {
      base: `https://${site}`,
      headers: basic(email, token.join(":")),
      secrets: token,
    });
    const path = "/rest/webhooks/1.0/webhook";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const { filter } = context.settings;
    const fields = ({ url, types, secret, description }: WantedEndpoint): JsonObject => ({
      name: description,
      url,
      events: [...types],
      enabled: true,
      excludeBody: false,
      ...(filter !== undefined && { filters: { "issue-related-events-section": filter } }),
      ...(secret !== undefined && { secret }),
    });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "self").split("/").at(-1) ?? "",
    url: textAt(item, "url"),
    types: optionalListAt(item, "events").map(String),
    status: valueAt(item, "enabled") === false ? "disabled" : "enabled",
    ...(valueAt(item, "excludeBody") === true && { faults: ["it sends no body"] }),
  };
}
