import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { basic, openApi, restEndpoints } from "./rest.ts";

/**
 * EasyPost's webhooks, which hear everything. The secret is ours; an update enables one that was disabled. Its events
 * are listed without what they are about, which is in the payloads that were sent.
 * (Paths and fields read in @easypost/api 8.9.0.)
 * @see https://docs.easypost.com/docs/webhooks
 */
export const easypostClient: ProviderClient = {
  provider: "easypost",
  name: "EasyPost",
  docs: "https://docs.easypost.com/docs/webhooks",
  permissions: "an API key (EZAK…) of production, or EZTK… of test",
  settings: [],
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  open(context) {
    const api = openApi(easypostClient, context, {
      base: "https://api.easypost.com",
      headers: basic(context.key, ""),
    });
    const path = "/v2/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "webhooks",
        read: readWebhook,
        create: ({ url, secret }) => ({
          method: "POST",
          path,
          json: { webhook: { url, ...(secret !== undefined && { webhook_secret: secret }) } },
        }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, { secret }) => ({
          method: "PATCH",
          path: at(endpoint),
          json: secret === undefined ? {} : { webhook_secret: secret },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
      deliveries: () => eventLog(api),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const disabledAt = optionalTextAt(item, "disabled_at");
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: [],
    status: disabledAt === undefined ? "enabled" : "disabled",
    ...(disabledAt !== undefined && { detail: `since ${disabledAt}, after failures` }),
  };
}

/** Newest first, behind an id. */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, before) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/v2/events",
          query: {
            page_size: "100",
            start_datetime: since.toISOString(),
            end_datetime: until.toISOString(),
            before_id: before,
          },
        },
        ({ json }) => {
          const items = listAt(json, "events");
          const last = items.at(-1);
          return {
            events: items.map((item) => ({
              logId: textAt(item, "id"),
              providerId: textAt(item, "id"),
              type: textAt(item, "description"),
              time: timeAt(item, "created_at"),
              ...(optionalTextAt(item, "status") === "failed" && { failure: "no attempt succeeded" }),
            })),
            ...(isTrueAt(json, "has_more") && last !== undefined && { next: textAt(last, "id") }),
          };
        },
      ),
    // What was sent is kept with each attempt: https://docs.easypost.com/docs/events/payloads
    request: ({ logId }) =>
      api.send(
        {
          does: "read what was sent",
          method: "GET",
          path: `/v2/events/${encodeURIComponent(logId)}/payloads`,
        },
        ({ json }) => {
          const sent = listAt(json, "payloads").find((each) => valueAt(each, "request_body") !== undefined);
          return {
            headers: [["content-type", "application/json"]],
            body: textAt(sent ?? json, "request_body"),
          };
        },
      ),
  };
}
