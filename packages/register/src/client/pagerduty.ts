import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, textAt, textsAt, valueAt } from "../api/answer.ts";
import type {
  ClientContext,
  Endpoint,
  EndpointApi,
  ProviderClient,
  WantedEndpoint,
} from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * PagerDuty's webhook subscriptions (v3), of the account, a service or a team. The secret is told once, when one is
 * made; a rotation makes a second. One that was switched off after failures is enabled by a call of its own.
 * @see https://developer.pagerduty.com/api-reference/b3A6MjkyNDc4NA-create-a-webhook-subscription
 */
export const pagerdutyClient: ProviderClient = {
  provider: "pagerduty",
  name: "PagerDuty",
  docs: "https://developer.pagerduty.com/api-reference/b3A6MjkyNDc4NA-create-a-webhook-subscription",
  permissions:
    "a REST API key with full access, or an OAuth token with webhook_subscriptions.read and .write",
  settings: [
    { name: "service", means: "a service's id, to hear of it alone", isRequired: false },
    { name: "team", means: "a team's id, to hear of it alone", isRequired: false },
    { name: "region", means: "us (default) or eu", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "incident.acknowledged",
      "incident.annotated",
      "incident.delegated",
      "incident.escalated",
      "incident.priority_updated",
      "incident.reassigned",
      "incident.reopened",
      "incident.resolved",
      "incident.responder.added",
      "incident.responder.replied",
      "incident.status_update_published",
      "incident.triggered",
      "incident.unacknowledged",
      "service.created",
      "service.deleted",
      "service.updated",
    ],
  },
  open(context) {
    const base =
      context.settings["region"] === "eu" ? "https://api.eu.pagerduty.com" : "https://api.pagerduty.com";
    const api = openApi(pagerdutyClient, context, {
      base,
      headers: {
        authorization: `Token token=${context.key}`,
        accept: "application/vnd.pagerduty+json;version=2",
      },
    });
    const path = "/webhook_subscriptions";
    const filter = filterOf(context);
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
      webhook_subscription: {
        type: "webhook_subscription",
        delivery_method: { type: "http_delivery_method", url },
        description,
        events: [...types],
        active: true,
        filter,
      },
    });
    const endpoints = restEndpoints(api, {
      list: { method: "GET", path, query: { limit: "100", offset: "0" } },
      items: "webhook_subscriptions",
      next: ({ json }, call) => {
        if (!isTrueAt(json, "more")) return undefined;
        return {
          ...call,
          query: { ...call.query, offset: String(Number(call.query?.["offset"] ?? 0) + 100) },
        };
      },
      read: readSubscription,
      create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
      created: ({ json }) => ({
        endpoint: readSubscription(objectAt(json, "webhook_subscription")),
        secret: textAt(json, "webhook_subscription.delivery_method.secret"),
      }),
      update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
      remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    });
    const update: EndpointApi["update"] = async (endpoint, wanted) => {
      await endpoints.update(endpoint, wanted);
      if (endpoint.status !== "failing") return;
      await api.send(
        { does: "enable the webhook", method: "POST", path: `${at(endpoint)}/enable`, isRepeatable: true },
        () => undefined,
      );
    };
    return { endpoints: { ...endpoints, update } };
  },
};

function filterOf({ settings, source }: ClientContext): JsonObject {
  const { service, team } = settings;
  if (service !== undefined && team !== undefined)
    throw new ConfigError(
      `the source "${source}" has the settings service and team: PagerDuty takes one of them`,
    );
  if (service !== undefined) return { id: service, type: "service_reference" };
  if (team !== undefined) return { id: team, type: "team_reference" };
  return { type: "account_reference" };
}

function readSubscription(item: Json): Endpoint {
  const isFailing = valueAt(item, "delivery_method.temporarily_disabled") === true;
  const active = isTrueAt(item, "active") ? "enabled" : "disabled";
  return {
    id: textAt(item, "id"),
    url: textAt(item, "delivery_method.url"),
    types: textsAt(item, "events"),
    status: isFailing ? "failing" : active,
    ...(isFailing && { detail: "switched off for a while after failures" }),
  };
}
