import { ConfigError, type Json } from "@hookyard/core";
import { isTrueAt, optionalTextAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { basic, bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Bitbucket Cloud's webhooks of a repository or a workspace. It lists no deliveries.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-repo-slug-hooks-get
 */
export const bitbucketClient: ProviderClient = {
  provider: "bitbucket",
  name: "Bitbucket",
  docs: "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/",
  permissions:
    "an access token with Webhooks: read and write (bearer), or email:API-token of an account with that scope",
  settings: [
    { name: "workspace", means: "its id", isRequired: true },
    { name: "repository", means: "its slug; without it, the workspace's own hooks", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "repo:push",
      "repo:fork",
      "repo:updated",
      "repo:commit_comment_created",
      "repo:commit_status_created",
      "repo:commit_status_updated",
      "issue:created",
      "issue:updated",
      "issue:comment_created",
      "pullrequest:created",
      "pullrequest:updated",
      "pullrequest:approved",
      "pullrequest:unapproved",
      "pullrequest:changes_request_created",
      "pullrequest:changes_request_removed",
      "pullrequest:fulfilled",
      "pullrequest:rejected",
      "pullrequest:comment_created",
      "pullrequest:comment_updated",
      "pullrequest:comment_deleted",
    ],
  },
  open(context) {
    const { key } = context;
    const [user = "", ...token] = key.split(":");
    const api = openApi(bitbucketClient, context, {
      base: "https://api.bitbucket.org",
      headers: token.length === 0 ? bearer(key) : basic(user, token.join(":")),
      secrets: token,
    });
    const path = hooksPath(context);
    const body = ({ url, types, secret, description }: WantedEndpoint): Json => ({
      description,
      url,
      active: true,
      events: [...types],
      ...(secret !== undefined && { secret }),
    });
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { pagelen: "100" } },
        items: "values",
        next: ({ json }) => {
          const next = optionalTextAt(json, "next");
          return next === undefined ? undefined : { method: "GET", path: next };
        },
        read: readHook,
        create: (wanted) => ({ method: "POST", path, json: body(wanted) }),
        created: ({ json }) => ({ endpoint: readHook(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: body(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function hooksPath({ settings, source }: ClientContext): string {
  const { workspace, repository } = settings;
  if (workspace === undefined) throw new ConfigError(`the source "${source}" needs the setting workspace`);
  const place = encodeURIComponent(workspace);
  return repository === undefined
    ? `/2.0/workspaces/${place}/hooks`
    : `/2.0/repositories/${place}/${encodeURIComponent(repository)}/hooks`;
}

function readHook(item: Json): Endpoint {
  return {
    id: textAt(item, "uuid"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: isTrueAt(item, "active") ? "enabled" : "disabled",
    ...(valueAt(item, "secret_set") === false && { faults: ["it does not sign"] }),
  };
}
