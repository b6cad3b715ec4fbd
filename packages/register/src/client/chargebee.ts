import { ConfigError, type Json } from "@hookyard/core";
import {
  isTrueAt,
  listAt,
  objectAt,
  optionalListAt,
  optionalTextAt,
  secondsAt,
  textAt,
} from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { basic, openApi, restEndpoints, settingOf } from "./rest.ts";

/**
 * Chargebee's webhook endpoints of a site, protected by a user and a password of ours, and its events.
 * @see https://apidocs.chargebee.com/docs/api/webhook_endpoints
 */
export const chargebeeClient: ProviderClient = {
  provider: "chargebee",
  name: "Chargebee",
  docs: "https://apidocs.chargebee.com/docs/api/webhook_endpoints",
  permissions: "a full-access API key of the site (a read-only one serves reconcile)",
  settings: [{ name: "site", means: "acme of acme.chargebee.com", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "card_added",
      "card_deleted",
      "card_expired",
      "card_expiry_reminder",
      "card_updated",
      "credit_note_created",
      "credit_note_deleted",
      "credit_note_updated",
      "customer_changed",
      "customer_created",
      "customer_deleted",
      "customer_moved_in",
      "customer_moved_out",
      "invoice_deleted",
      "invoice_generated",
      "invoice_updated",
      "item_created",
      "item_deleted",
      "item_updated",
      "item_price_created",
      "item_price_deleted",
      "item_price_updated",
      "order_cancelled",
      "order_created",
      "order_delivered",
      "order_updated",
      "payment_failed",
      "payment_initiated",
      "payment_refunded",
      "payment_source_added",
      "payment_source_deleted",
      "payment_source_expired",
      "payment_source_expiring",
      "payment_source_updated",
      "payment_succeeded",
      "pending_invoice_created",
      "quote_created",
      "quote_deleted",
      "quote_updated",
      "refund_initiated",
      "subscription_activated",
      "subscription_cancellation_reminder",
      "subscription_cancellation_scheduled",
      "subscription_cancelled",
      "subscription_changed",
      "subscription_changes_scheduled",
      "subscription_created",
      "subscription_deleted",
      "subscription_paused",
      "subscription_reactivated",
      "subscription_renewal_reminder",
      "subscription_renewed",
      "subscription_resumed",
      "subscription_scheduled_cancellation_removed",
      "subscription_started",
      "subscription_trial_end_reminder",
      "transaction_created",
      "transaction_deleted",
      "transaction_updated",
    ],
  },
  open(context) {
    const site = settingOf(context, "site");
    if (!/^[a-z0-9-]+$/i.test(site))
      throw new ConfigError(`the setting site of "${context.source}" is acme of acme.chargebee.com`);
    const api = openApi(chargebeeClient, context, {
      base: `https://${site}.chargebee.com`,
      headers: basic(context.key, ""),
    });
    const path = "/api/v2/webhook_endpoints";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { limit: "100" } },
        items: ({ json }) => listAt(json, "list").map((each) => objectAt(each, "webhook_endpoint")),
        next: ({ json }, call) => {
          const offset = optionalTextAt(json, "next_offset");
          return offset === undefined ? undefined : { ...call, query: { ...call.query, offset } };
        },
        read: readEndpoint,
        create: (wanted) => ({ method: "POST", path, form: [...fields(wanted), ["api_version", "v2"]] }),
        created: ({ json }) => ({ endpoint: readEndpoint(objectAt(json, "webhook_endpoint")) }),
        update: (endpoint, wanted) => ({
          method: "POST",
          path: at(endpoint),
          form: [...fields(wanted), ["disabled", "false"]],
          isRepeatable: true,
        }),
        remove: (endpoint) => ({ method: "POST", path: `${at(endpoint)}/delete`, isRepeatable: true }),
      }),
      deliveries: () => eventLog(api),
    };
  },
};

function fields({ url, types, secret, description }: WantedEndpoint): readonly (readonly [string, string])[] {
  const [user = "", ...password] = (secret ?? "").split(":");
  return [
    ["name", description],
    ["url", url],
    ...types.map((type, index) => [`enabled_events[${index}]`, type] as const),
    ...(secret === undefined
      ? []
      : ([
          ["basic_auth_username", user],
          ["basic_auth_password", password.join(":")],
        ] as const)),
  ];
}

function readEndpoint(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: optionalListAt(item, "enabled_events").map(String),
    status: isTrueAt(item, "disabled") ? "disabled" : "enabled",
    ...(optionalTextAt(item, "api_version") === "v1" && { faults: ["its API version is v1"] }),
  };
}

/** Oldest first, behind an offset that is no number: https://apidocs.chargebee.com/docs/api/events */
function eventLog(api: ApiClient): DeliveryLog {
  const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
  return {
    reachDays: 90,
    hasBodies: true,
    page: ({ since, until }, offset) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/api/v2/events",
          query: {
            limit: "100",
            "sort_by[asc]": "occurred_at",
            "occurred_at[between]": `[${seconds(since)},${seconds(until)}]`,
            offset,
          },
        },
        ({ json }) => {
          const next = optionalTextAt(json, "next_offset");
          return {
            events: listAt(json, "list").map((each) => {
              const event = objectAt(each, "event");
              const status = optionalTextAt(event, "webhook_status");
              return {
                logId: textAt(event, "id"),
                providerId: textAt(event, "id"),
                type: textAt(event, "event_type"),
                time: secondsAt(event, "occurred_at"),
                ...((status === "failed" || status === "re_scheduled") && { failure: `webhook ${status}` }),
                request: requestOf(event),
              };
            }),
            ...(next !== undefined && { next }),
          };
        },
      ),
  };
}
