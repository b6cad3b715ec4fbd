import { listAt, objectAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { openApi } from "./rest.ts";

/**
 * Coinbase Commerce: endpoints are made in its dashboard alone; its events can be listed.
 * @see https://docs.cdp.coinbase.com/commerce-onchain/reference/listevents
 */
export const coinbaseCommerceClient: ProviderClient = {
  provider: "coinbase-commerce",
  name: "Coinbase Commerce",
  docs: "https://docs.cdp.coinbase.com/commerce-onchain/reference/listevents",
  permissions: "an API key of the account",
  settings: [],
  secret: { kind: "account", where: "the dashboard, Settings > Notifications: Show shared secret" },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const api = openApi(coinbaseCommerceClient, context, {
      base: "https://api.commerce.coinbase.com",
      headers: { "x-cc-api-key": context.key, "x-cc-version": "2018-03-22" },
    });
    return { deliveries: () => eventLog(api) };
  },
};

/** Newest first, behind an id; it takes no range, so it is read until what is older than asked. */
function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: true,
    page: ({ since, until }, after) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/events",
          query: { limit: "100", order: "desc", starting_after: after },
        },
        ({ json }) => {
          const all = listAt(json, "data").map((item) => {
            const id = textAt(item, "id");
            const time = textAt(item, "created_at");
            return {
              logId: id,
              providerId: id,
              type: textAt(item, "type"),
              time: new Date(time),
              // The webhook has the event in an envelope of its own.
              request: requestOf({ id, scheduled_for: time, event: objectAt(item, "") }),
            };
          });
          const last = all.at(-1);
          const isPast = all.some(({ time }) => time < since);
          const isMore = optionalTextAt(json, "pagination.next_uri") !== undefined;
          return {
            events: all.filter(({ time }) => time >= since && time < until),
            ...(isMore && !isPast && last !== undefined && { next: last.logId }),
          };
        },
      ),
  };
}
