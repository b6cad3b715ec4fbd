import type { Json } from "@hookyard/core";
import {
  isTrueAt,
  objectAt,
  optionalListAt,
  optionalTextAt,
  textAt,
  textsAt,
  timeAt,
} from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/** The version of the API that this was written against. */
const squareVersion = "2025-10-16";

/**
 * Square's webhook subscriptions of an application, and its events of the last 28 days. The signature key is shown
 * again, and can be rotated.
 * @see https://developer.squareup.com/reference/square/webhook-subscriptions-api
 */
export const squareClient: ProviderClient = {
  provider: "square",
  name: "Square",
  docs: "https://developer.squareup.com/reference/square/webhook-subscriptions-api",
  permissions:
    "the application's personal access token (not an OAuth token); for reconcile DEVELOPER_APPLICATION_WEBHOOKS_READ and _WRITE",
  settings: [
    { name: "environment", means: "production (default) or sandbox", isRequired: false },
    { name: "apiVersion", means: "of the events, such as 2025-10-16", isRequired: false },
  ],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "payment.created",
      "payment.updated",
      "refund.created",
      "refund.updated",
      "dispute.created",
      "dispute.state.updated",
      "dispute.evidence.created",
      "dispute.evidence.deleted",
      "payout.sent",
      "payout.paid",
      "payout.failed",
      "invoice.created",
      "invoice.published",
      "invoice.updated",
      "invoice.payment_made",
      "invoice.scheduled_charge_failed",
      "invoice.canceled",
      "invoice.refunded",
      "invoice.deleted",
      "order.created",
      "order.updated",
      "order.fulfillment.updated",
      "subscription.created",
      "subscription.updated",
      "customer.created",
      "customer.updated",
      "customer.deleted",
      "catalog.version.updated",
      "inventory.count.updated",
      "oauth.authorization.revoked",
      "booking.created",
      "booking.updated",
      "card.created",
      "card.updated",
      "card.automatically_updated",
      "card.disabled",
      "card.forgotten",
    ],
  },
  open(context) {
    const isSandbox = context.settings["environment"] === "sandbox";
    const api = openApi(squareClient, context, {
      base: isSandbox ? "https://connect.squareupsandbox.com" : "https://connect.squareup.com",
      headers: { ...bearer(context.key), "square-version": squareVersion },
    });
    return { endpoints: endpointsOf(api, context), deliveries: () => eventLog(api) };
  },
};

const path = "/v2/webhooks/subscriptions";

function endpointsOf(api: ApiClient, { settings, now }: ClientContext) {
  const version = settings["apiVersion"];
  const fields = { enabled: true, ...(version !== undefined && { api_version: version }) };
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  return restEndpoints(api, {
    list: { method: "GET", path, query: { include_disabled: "true", limit: "100" } },
    items: ({ json }) => optionalListAt(json, "subscriptions"),
    next: ({ json }, call) => {
      const cursor = optionalTextAt(json, "cursor");
      return cursor === undefined || cursor === ""
        ? undefined
        : { ...call, query: { ...call.query, cursor } };
    },
    read: readSubscription,
    create: ({ url, types, description }) => ({
      method: "POST",
      path,
      json: {
        // The same within a minute, so that a create whose answer was lost makes no second one.
        idempotency_key: `hookyard-${Math.floor(now().getTime() / 60_000)}`,
        subscription: { name: description, notification_url: url, event_types: [...types], ...fields },
      },
      isRepeatable: true,
    }),
    created: ({ json }) => ({
      endpoint: readSubscription(objectAt(json, "subscription")),
      secret: textAt(json, "subscription.signature_key"),
    }),
    update: (endpoint, { url, types }) => ({
      method: "PUT",
      path: at(endpoint),
      json: { subscription: { notification_url: url, event_types: [...types], ...fields } },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
    rotate: (endpoint) => ({
      method: "POST",
      path: `${at(endpoint)}/signature-key`,
      json: { idempotency_key: `hookyard-${now().getTime()}` },
      isRepeatable: true,
    }),
    secretIn: ({ json }) =>
      optionalTextAt(json, "signature_key") ?? textAt(json, "subscription.signature_key"),
  });
}

function readSubscription(item: Json): Endpoint {
  const apiVersion = optionalTextAt(item, "api_version");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "notification_url"),
    types: textsAt(item, "event_types"),
    status: isTrueAt(item, "enabled") ? "enabled" : "disabled",
    ...(apiVersion !== undefined && { apiVersion }),
  };
}

/**
 * Events are on record only while that is switched on, which it is not by itself: a run begins with it, and finds what
 * happened from the first run on.
 * @see https://developer.squareup.com/reference/square/events-api/search-events
 * @see https://developer.squareup.com/reference/square/events-api/enable-events
 */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 28,
    hasBodies: true,
    async page({ since, until }, cursor) {
      if (cursor === undefined)
        await api.send(
          { does: "have its events kept", method: "PUT", path: "/v2/events/enable" },
          () => undefined,
        );
      return api.send(
        {
          does: "search its events",
          method: "POST",
          path: "/v2/events",
          isRepeatable: true,
          json: {
            limit: 100,
            query: {
              filter: { created_at: { start_at: since.toISOString(), end_at: until.toISOString() } },
              sort: { field: "DEFAULT", order: "ASC" },
            },
            ...(cursor !== undefined && { cursor }),
          },
        },
        ({ json }) => {
          const next = optionalTextAt(json, "cursor");
          return {
            events: optionalListAt(json, "events").map((event) => ({
              logId: textAt(event, "event_id"),
              providerId: textAt(event, "event_id"),
              type: textAt(event, "type"),
              time: timeAt(event, "created_at"),
              request: requestOf(event),
            })),
            ...(next !== undefined && next !== "" && { next }),
          };
        },
      );
    },
  };
}
