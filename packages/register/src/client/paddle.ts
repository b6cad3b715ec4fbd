import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, objectAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Paddle Billing's notification settings, and its notifications of the last 90 days. The secret is shown with each
 * setting; a rotation makes a second one.
 * @see https://developer.paddle.com/api-reference/notification-settings/overview
 */
export const paddleClient: ProviderClient = {
  provider: "paddle",
  name: "Paddle",
  docs: "https://developer.paddle.com/api-reference/notification-settings/overview",
  permissions:
    "notification_setting.read and .write; for reconcile notification.read, to redeliver also .write",
  settings: [{ name: "environment", means: "production (default) or sandbox", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "adjustment.created",
      "adjustment.updated",
      "customer.created",
      "customer.updated",
      "payment_method.saved",
      "payment_method.deleted",
      "payout.created",
      "payout.paid",
      "subscription.activated",
      "subscription.canceled",
      "subscription.created",
      "subscription.past_due",
      "subscription.paused",
      "subscription.resumed",
      "subscription.trialing",
      "subscription.updated",
      "transaction.billed",
      "transaction.canceled",
      "transaction.completed",
      "transaction.created",
      "transaction.paid",
      "transaction.past_due",
      "transaction.payment_failed",
      "transaction.ready",
      "transaction.revised",
      "transaction.updated",
      "subscription.imported",
      "customer.imported",
      "product.created",
      "product.updated",
      "product.imported",
    ],
  },
  open(context) {
    const isSandbox = context.settings["environment"] === "sandbox";
    const api = openApi(paddleClient, context, {
      base: isSandbox ? "https://sandbox-api.paddle.com" : "https://api.paddle.com",
      headers: { ...bearer(context.key), "paddle-version": "1" },
    });
    return { endpoints: endpointsOf(api), deliveries: (id) => notificationLog(api, id) };
  },
};

function endpointsOf(api: ApiClient) {
  const path = "/notification-settings";
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const fields = ({ url, types, description }: WantedEndpoint): JsonObject => ({
    description,
    destination: url,
    subscribed_events: [...types],
    api_version: 1,
  });
  const secretIn = (json: Json): string => textAt(json, "data.endpoint_secret_key");
  return restEndpoints(api, {
    list: { method: "GET", path, query: { per_page: "200" } },
    items: "data",
    next: ({ json }) => {
      const next = isTrueAt(json, "meta.pagination.has_more")
        ? optionalTextAt(json, "meta.pagination.next")
        : undefined;
      return next === undefined ? undefined : { method: "GET", path: next };
    },
    read: (item) => (optionalTextAt(item, "type") === "email" ? undefined : readSetting(item)),
    create: (wanted) => ({ method: "POST", path, json: { type: "url", ...fields(wanted) } }),
    created: ({ json }) => ({ endpoint: readSetting(objectAt(json, "data")), secret: secretIn(json) }),
    update: (endpoint, wanted) => ({
      method: "PATCH",
      path: at(endpoint),
      json: { ...fields(wanted), active: true },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
    secretIn: ({ json }) => secretIn(json),
  });
}

function readSetting(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "destination"),
    types: listAt(item, "subscribed_events").map((type) => textAt(type, "name")),
    status: isTrueAt(item, "active") ? "enabled" : "disabled",
  };
}

/** @see https://developer.paddle.com/api-reference/notifications/list-notifications */
function notificationLog(api: ApiClient, settingId: string | undefined): DeliveryLog {
  return {
    reachDays: 90,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its notifications",
          method: "GET",
          path: cursor ?? "/notifications",
          ...(cursor === undefined && {
            query: {
              per_page: "200",
              order_by: "id[ASC]",
              from: since.toISOString(),
              to: until.toISOString(),
              notification_setting_id: settingId,
            },
          }),
        },
        ({ json }) => {
          const next = optionalTextAt(json, "meta.pagination.next");
          const page =
            isTrueAt(json, "meta.pagination.has_more") && next !== undefined ? new URL(next) : undefined;
          return {
            events: listAt(json, "data").map((notification) => {
              const status = textAt(notification, "status");
              return {
                logId: textAt(notification, "id"),
                providerId: textAt(notification, "payload.event_id"),
                type: textAt(notification, "type"),
                time: timeAt(notification, "occurred_at"),
                ...(status !== "delivered" && { failure: status.replaceAll("_", " ") }),
                request: requestOf(objectAt(notification, "payload")),
              };
            }),
            ...(page !== undefined && { next: `${page.pathname}${page.search}` }),
          };
        },
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "replay a notification",
          method: "POST",
          path: `/notifications/${encodeURIComponent(logId)}/replay`,
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}
