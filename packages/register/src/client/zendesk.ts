import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, optionalTextAt, textAt, textsAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { basic, bearer, openApi, restEndpoints } from "./rest.ts";
import { zendeskInvocations } from "./zendesk-invocations.ts";

/**
 * Zendesk's webhooks that are subscribed to events. The signing secret is shown by a call of its own, and reset by the
 * same. Those that triggers call have no events and are left alone.
 * @see https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/
 */
export const zendeskClient: ProviderClient = {
  provider: "zendesk",
  name: "Zendesk",
  docs: "https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhooks/",
  permissions:
    "an admin's email and API token, as email:token; or an OAuth token with webhooks:write; for reconcile webhooks:read",
  settings: [{ name: "subdomain", means: "acme of acme.zendesk.com", isRequired: true }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "ticket.created",
      "ticket.status_changed",
      "ticket.priority_changed",
      "ticket.agent_assignment_changed",
      "ticket.group_assignment_changed",
      "ticket.subject_changed",
      "ticket.tags_changed",
      "ticket.type_changed",
      "ticket.custom_field_changed",
      "ticket.comment_added",
      "ticket.soft_deleted",
      "user.created",
      "user.name_changed",
      "user.role_changed",
      "user.suspended",
      "user.unsuspended",
      "user.deleted",
      "organization.created",
      "organization.name_changed",
      "organization.deleted",
    ].map((type) => `zen:event-type:${type}`),
    nameOf: (type) =>
      type === "trigger" ? undefined : `zen:event-type:${type.replace(/^zen:event-type:/, "")}`,
  },
  open(context) {
    const { subdomain } = context.settings;
    if (subdomain === undefined || !/^[a-z0-9-]+$/i.test(subdomain))
      throw new ConfigError(
        `the source "${context.source}" needs the setting subdomain, acme of acme.zendesk.com`,
      );
    const [email = "", ...token] = context.key.split(":");
    const api = openApi(zendeskClient, context, {
      base: `https://${subdomain}.zendesk.com`,
      headers: token.length === 0 ? bearer(context.key) : basic(`${email}/token`, token.join(":")),
      secrets: token,
    });
    const path = "/api/v2/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { "page[size]": "100" } },
        items: "webhooks",
        next: ({ json }) => {
          const next = isTrueAt(json, "meta.has_more") ? optionalTextAt(json, "links.next") : undefined;
          return next === undefined ? undefined : { method: "GET", path: next };
        },
        read: (item) =>
          textsAt(item, "subscriptions").includes("conditional_ticket_events")
            ? undefined
            : readWebhook(item),
        create: (wanted) => ({ method: "POST", path, json: { webhook: fields(wanted) } }),
        created: ({ json }) => {
          const webhook = objectAt(json, "webhook");
          const secret = optionalTextAt(webhook, "signing_secret.secret");
          return { endpoint: readWebhook(webhook), ...(secret !== undefined && { secret }) };
        },
        update: (endpoint, wanted) => ({
          method: "PUT",
          path: at(endpoint),
          json: { webhook: fields(wanted) },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
        reveal: (endpoint) => ({ method: "GET", path: `${at(endpoint)}/signing_secret` }),
        rotate: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/signing_secret` }),
        secretIn: ({ json }) => textAt(json, "signing_secret.secret"),
      }),
      deliveries: (id) => zendeskInvocations(api, `${path}/${encodeURIComponent(id ?? "")}`),
    };
  },
};

function fields({ url, types, description }: WantedEndpoint): JsonObject {
  return {
    name: description,
    endpoint: url,
    http_method: "POST",
    request_format: "json",
    status: "active",
    subscriptions: [...types],
  };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "endpoint"),
    types: textsAt(item, "subscriptions"),
    status: textAt(item, "status") === "active" ? "enabled" : "disabled",
    ...(optionalTextAt(item, "http_method") === "POST" ? {} : { faults: ["it does not send POST"] }),
  };
}
