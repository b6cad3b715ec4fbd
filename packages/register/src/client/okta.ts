import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { listAt, objectAt, optionalListAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { EndpointApi, Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { nextByLink, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Okta's event hooks, and the System Log that they are made of. A hook sends nothing before Okta has verified its URL,
 * which it asks for an answer: Hookyard has to run there.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/
 */
export const oktaClient: ProviderClient = {
  provider: "okta",
  name: "Okta",
  docs: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/",
  permissions: "an API token of a super admin, or with okta.eventHooks.manage; for reconcile okta.logs.read",
  settings: [{ name: "domain", means: "acme.okta.com", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "application.user_membership.add",
      "application.user_membership.remove",
      "group.user_membership.add",
      "group.user_membership.remove",
      "user.account.lock",
      "user.account.unlock",
      "user.account.update_password",
      "user.account.update_profile",
      "user.authentication.sso",
      "user.lifecycle.activate",
      "user.lifecycle.create",
      "user.lifecycle.deactivate",
      "user.lifecycle.delete.completed",
      "user.lifecycle.delete.initiated",
      "user.lifecycle.reactivate",
      "user.lifecycle.suspend",
      "user.lifecycle.unsuspend",
      "user.session.end",
      "user.session.start",
      "user.account.reset_password",
    ],
  },
  notes:
    "Okta asks the URL for an answer while the hook is made or changed: Hookyard has to be reachable there.",
  open(context) {
    const domain = settingOf(context, "domain");
    if (!/^[a-z0-9.-]+$/i.test(domain))
      throw new ConfigError(`the setting domain of "${context.source}" is no domain: write acme.okta.com`);
    const api = openApi(oktaClient, context, {
      base: `https://${domain}`,
      headers: { authorization: `SSWS ${context.key}` },
    });
    return { endpoints: hooks(api), deliveries: () => systemLog(api) };
  },
};

function hooks(api: ApiClient): EndpointApi {
  const path = "/api/v1/eventHooks";
  const at = ({ id }: Pick<Endpoint, "id">): string => `${path}/${encodeURIComponent(id)}`;
  const step = (endpoint: Pick<Endpoint, "id">, name: "activate" | "deactivate" | "verify"): Promise<void> =>
    api.send(
      {
        does: `${name} the event hook`,
        method: "POST",
        path: `${at(endpoint)}/lifecycle/${name}`,
        isRepeatable: true,
      },
      () => undefined,
    );
  const rest = restEndpoints(api, {
    list: { method: "GET", path },
    items: "",
    next: nextByLink,
    read: readHook,
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({ endpoint: readHook(objectAt(json, "")) }),
    update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  return {
    ...rest,
    async create(wanted) {
      const created = await rest.create(wanted);
      await step(created.endpoint, "verify");
      return created;
    },
    async update(endpoint, wanted) {
      await rest.update(endpoint, wanted);
      if (endpoint.status === "disabled") await step(endpoint, "activate");
      await step(endpoint, "verify");
    },
    // Only one that is not active can be removed.
    async remove(endpoint) {
      if (endpoint.status !== "disabled") await step(endpoint, "deactivate");
      await rest.remove(endpoint);
    },
  };
}

function fields({ url, types, secret, description }: WantedEndpoint): JsonObject {
  return {
    name: description,
    events: { type: "EVENT_TYPE", items: [...types] },
    channel: {
      type: "HTTP",
      version: "1.0.0",
      config: {
        uri: url,
        method: "POST",
        headers: [],
        authScheme: {
          type: "HEADER",
          key: "Authorization",
          ...(secret !== undefined && { value: secret }),
        },
      },
    },
  };
}

function readHook(item: Json): Endpoint {
  const isVerified = optionalTextAt(item, "verificationStatus") === "VERIFIED";
  const status = isVerified ? "enabled" : "failing";
  return {
    id: textAt(item, "id"),
    url: optionalTextAt(item, "channel.config.uri") ?? "",
    types: optionalListAt(item, "events.items").map(String),
    status: textAt(item, "status") === "ACTIVE" ? status : "disabled",
    ...(!isVerified && { detail: "its URL has not been verified" }),
  };
}

/**
 * Entries of the log, which are what a hook sends, oldest first; the link to the next page keeps its place.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
function systemLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 90,
    hasBodies: true,
    page: ({ since, until }, cursor) => {
      const first = {
        method: "GET" as const,
        path: "/api/v1/logs",
        query: {
          since: since.toISOString(),
          until: until.toISOString(),
          sortOrder: "ASCENDING",
          limit: "1000",
        },
      };
      const call = cursor === undefined ? first : { method: "GET" as const, path: cursor };
      return api.send({ ...call, does: "read its System Log" }, (answer) => {
        const items = listAt(answer.json, "");
        const next = nextByLink(answer, call)?.path;
        return {
          events: items.map((item) => ({
            logId: textAt(item, "uuid"),
            providerId: textAt(item, "uuid"),
            type: textAt(item, "eventType"),
            time: timeAt(item, "published"),
            request: requestOf({ eventType: "com.okta.event_hook", data: { events: [item] } }),
          })),
          // It links to a next page also behind the last one, for those who wait for more.
          ...(next !== undefined && items.length > 0 && { next }),
        };
      });
    },
  };
}
