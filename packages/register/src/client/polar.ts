import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt, textsAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";

/**
 * Polar's webhook endpoints, their deliveries and redelivery. The secret is made by Polar and can be reset.
 * @see https://polar.sh/docs/api-reference/webhooks/endpoints/create
 */
export const polarClient: ProviderClient = {
  provider: "polar",
  name: "Polar",
  docs: "https://polar.sh/docs/api-reference/webhooks/endpoints/create",
  permissions: "an organisation access token with webhooks:read and webhooks:write",
  settings: [{ name: "environment", means: "production (default) or sandbox", isRequired: false }],
  secret: { kind: "given" },
  subscriptions: {
    every: [
      "checkout.created",
      "checkout.updated",
      "checkout.expired",
      "customer.created",
      "customer.updated",
      "customer.deleted",
      "customer.state_changed",
      "order.created",
      "order.updated",
      "order.paid",
      "order.refunded",
      "subscription.created",
      "subscription.updated",
      "subscription.active",
      "subscription.canceled",
      "subscription.uncanceled",
      "subscription.past_due",
      "subscription.revoked",
      "refund.created",
      "refund.updated",
      "product.created",
      "product.updated",
      "benefit.created",
      "benefit.updated",
      "benefit_grant.created",
      "benefit_grant.updated",
      "benefit_grant.cycled",
      "benefit_grant.revoked",
      "organization.updated",
      "subscription.paused",
      "subscription.resumed",
    ],
  },
  open(context) {
    const host = context.settings["environment"] === "sandbox" ? "sandbox-api.polar.sh" : "api.polar.sh";
    const api = openApi(polarClient, context, { base: `https://${host}`, headers: bearer(context.key) });
    return { endpoints: endpointsOf(api), deliveries: (id) => deliveryLog(api, id) };
  },
};

function endpointsOf(api: ApiClient) {
  const path = "/v1/webhooks/endpoints";
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const fields = ({ url, types }: WantedEndpoint): JsonObject => ({ url, events: [...types], format: "raw" });
  return restEndpoints(api, {
    list: { method: "GET", path, query: { limit: "100", page: "1" } },
    items: "items",
    next: ({ json }, call) => nextPage(json, call),
    read: readEndpoint,
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ json }) => ({ endpoint: readEndpoint(json), secret: textAt(json, "secret") }),
    update: (endpoint, wanted) => ({
      method: "PATCH",
      path: at(endpoint),
      json: { ...fields(wanted), enabled: true },
    }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
    reveal: (endpoint) => ({ method: "GET", path: at(endpoint) }),
    rotate: (endpoint) => ({ method: "PATCH", path: `${at(endpoint)}/secret` }),
    secretIn: ({ json }) => textAt(json, "secret"),
  });
}

function nextPage<Call extends { readonly query?: Readonly<Record<string, unknown>> }>(
  json: Json,
  call: Call,
): Call | undefined {
  const page = Number(call.query?.["page"] ?? 1);
  if (page >= Number(optionalTextAt(json, "pagination.max_page") ?? 1)) return undefined;
  return { ...call, query: { ...call.query, page: String(page + 1) } };
}

function readEndpoint(item: Json): Endpoint {
  const isDisabled = valueAt(item, "enabled") === false;
  const format = optionalTextAt(item, "format");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: isDisabled ? "disabled" : "enabled",
    ...(format !== undefined && format !== "raw" && { faults: [`its format is ${format}`] }),
  };
}

/** One entry an attempt; a webhook event keeps its id through all of them. */
function deliveryLog(api: ApiClient, endpointId: string | undefined): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list the deliveries",
          method: "GET",
          path: "/v1/webhooks/deliveries",
          query: {
            limit: "100",
            page: cursor ?? "1",
            start_timestamp: since.toISOString(),
            end_timestamp: until.toISOString(),
            endpoint_id: endpointId,
          },
        },
        ({ json }) => {
          const page = Number(cursor ?? "1");
          const isLast = page >= Number(optionalTextAt(json, "pagination.max_page") ?? 1);
          return {
            events: listAt(json, "items").map((item) => {
              const id = textAt(item, "webhook_event.id");
              const code = optionalTextAt(item, "http_code");
              return {
                logId: id,
                providerId: id,
                type: typeOf(item),
                time: timeAt(item, "webhook_event.created_at"),
                ...(!isTrueAt(item, "succeeded") && {
                  failure: code === undefined ? "no answer" : `answered ${code}`,
                }),
                request: {
                  headers: [
                    ["content-type", "application/json"],
                    ["webhook-id", id],
                  ] as const,
                  body: optionalTextAt(item, "webhook_event.payload") ?? "{}",
                },
              };
            }),
            ...(!isLast && { next: String(page + 1) }),
          };
        },
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "redeliver",
          method: "POST",
          path: `/v1/webhooks/events/${encodeURIComponent(logId)}/redeliver`,
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}

function typeOf(item: Json): string {
  return optionalTextAt(item, "webhook_event.type") ?? "unknown";
}
