import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, objectAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * GitLab's project and group hooks, GitLab.com or self-managed. A secret that begins with `whsec_` is set as signing
 * token, any other as secret token. A hook that fails is switched off for a while, then for good; a change of it, or a
 * test, switches it on again.
 * @see https://docs.gitlab.com/api/project_webhooks/
 */
export const gitlabClient: ProviderClient = {
  provider: "gitlab",
  name: "GitLab",
  docs: "https://docs.gitlab.com/api/project_webhooks/",
  permissions: "a project or group access token with the scope api and the role Maintainer (group: Owner)",
  settings: [
    { name: "project", means: "its id or path (acme/shop); or group", isRequired: false },
    { name: "group", means: "its id or path", isRequired: false },
    { name: "apiUrl", means: "self-managed: https://gitlab.example/api/v4", isRequired: false },
  ],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "push",
      "tag_push",
      "issues",
      "confidential_issues",
      "merge_requests",
      "note",
      "confidential_note",
      "job",
      "pipeline",
      "wiki_page",
      "deployment",
      "releases",
    ],
    nameOf,
  },
  open(context) {
    const api = openApi(gitlabClient, context, {
      base: context.settings["apiUrl"] ?? "https://gitlab.com/api/v4",
      headers: { "private-token": context.key },
    });
    const path = hooksPath(context);
    return {
      endpoints: endpointsOf(api, path),
      deliveries: (id) => deliveryLog(api, `${path}/${encodeURIComponent(id ?? "")}/events`),
    };
  },
};

/** The flag that switches a kind of event on, without its `_events`. */
function nameOf(type: string): readonly string[] | undefined {
  const [kind = ""] = type.split(".");
  const names: Readonly<Record<string, readonly string[]>> = {
    push: ["push"],
    tag_push: ["tag_push"],
    merge_request: ["merge_requests"],
    issue: ["issues"],
    work_item: ["issues"],
    note: ["note"],
    build: ["job"],
    pipeline: ["pipeline"],
    wiki_page: ["wiki_page"],
    deployment: ["deployment"],
    release: ["releases"],
  };
  return names[kind]; // those of system hooks are no kinds of a project's
}

function hooksPath({ settings, source }: ClientContext): string {
  const { project, group } = settings;
  if (project !== undefined) return `/projects/${encodeURIComponent(project)}/hooks`;
  if (group !== undefined) return `/groups/${encodeURIComponent(group)}/hooks`;
  throw new ConfigError(`whose hook is it? Give the source "${source}" one of the settings project or group`);
}

function endpointsOf(api: ApiClient, path: string) {
  const body = ({ url, types, secret }: WantedEndpoint): JsonObject => ({
    url,
    ...Object.fromEntries(
      gitlabClient.subscriptions.every.map((name) => [`${name}_events`, types.includes(name)]),
    ),
    enable_ssl_verification: true,
    ...(secret !== undefined && { [secret.startsWith("whsec_") ? "signing_token" : "token"]: secret }),
  });
  return restEndpoints(api, {
    list: { method: "GET", path, query: { per_page: "100", page: "1" } },
    items: "",
    next: ({ header }, call) => {
      const page = header("x-next-page");
      return page === undefined || page === "" ? undefined : { ...call, query: { ...call.query, page } };
    },
    read: readHook,
    create: (wanted) => ({ method: "POST", path, json: { ...body(wanted), name: wanted.description } }),
    created: ({ json }) => ({ endpoint: readHook(json) }),
    update: ({ id }, wanted) => ({
      method: "PUT",
      path: `${path}/${encodeURIComponent(id)}`,
      json: body(wanted),
    }),
    remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
  });
}

function readHook(item: Json): Endpoint {
  const alert = optionalTextAt(item, "alert_status");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: gitlabClient.subscriptions.every.filter((name) => isTrueAt(item, `${name}_events`)),
    status: statusOf(alert),
    ...(alert !== undefined && alert !== "executable" && { detail: alert }),
    ...(valueAt(item, "enable_ssl_verification") === false && {
      faults: ["it does not check our certificate"],
    }),
  };
}

/**
 * What a hook sent within the last days, newest first by page: read until the range is passed. The documentation shows no
 * time of a delivery: where an answer has none, the signed header's is taken, and a delivery with neither counts for the
 * range that is asked for, since GitLab keeps seven days.
 * @see https://docs.gitlab.com/api/project_webhooks/#list-all-events-for-a-project-webhook
 */
function deliveryLog(api: ApiClient, path: string): DeliveryLog {
  return {
    reachDays: 7,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list the hook's deliveries",
          method: "GET",
          path,
          query: { per_page: "20", page: cursor ?? "1" },
        },
        ({ json, header }) => {
          const items = listAt(json, "");
          const read = items.map((item) => {
            const status = optionalTextAt(item, "response_status") ?? "";
            return {
              logId: textAt(item, "id"),
              providerId: headerOf(item, "webhook-id") ?? headerOf(item, "idempotency-key") ?? "",
              type: typeOf(item),
              time: timeOf(item) ?? since,
              ...(!status.startsWith("2") && { failure: status === "" ? "no answer" : `answered ${status}` }),
              request: {
                headers: [
                  ["content-type", "application/json"] as const,
                  ...Object.entries(objectAt(item, "request_headers")).flatMap(([name, value]) =>
                    typeof value === "string" && /^(?:webhook-id|idempotency-key|x-gitlab-event)$/i.test(name)
                      ? [[name.toLowerCase(), value] as const]
                      : [],
                  ),
                ],
                body: JSON.stringify(objectAt(item, "request_data")),
              },
            };
          });
          const isPast = read.some(({ time }) => time < since);
          const next =
            header("x-next-page") ?? (items.length === 20 ? String(Number(cursor ?? "1") + 1) : "");
          return {
            events: read.filter(({ time, providerId }) => providerId !== "" && time >= since && time < until),
            ...(next !== "" && !isPast && { next }),
          };
        },
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "resend",
          method: "POST",
          path: `${path}/${encodeURIComponent(logId)}/resend`,
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}

function headerOf(item: Json, name: string): string | undefined {
  const headers = Object.entries(objectAt(item, "request_headers"));
  const value = headers.find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" ? value : undefined;
}

function timeOf(item: Json): Date | undefined {
  if (optionalTextAt(item, "created_at") !== undefined) return timeAt(item, "created_at");
  const seconds = Number(headerOf(item, "webhook-timestamp") ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : new Date(seconds * 1000);
}

function typeOf(item: Json): string {
  const kind =
    optionalTextAt(item, "request_data.object_kind") ?? optionalTextAt(item, "trigger") ?? "unknown";
  const action =
    optionalTextAt(item, "request_data.object_attributes.action") ??
    optionalTextAt(item, "request_data.action");
  return action === undefined ? kind : `${kind}.${action}`;
}

function statusOf(alert: string | undefined): Endpoint["status"] {
  if (alert === "disabled") return "disabled";
  return alert === "temporarily_disabled" ? "failing" : "enabled";
}
