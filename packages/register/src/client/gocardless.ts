import type { ApiClient } from "../api/api-client.ts";
import { listAt, objectAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";
import { gocardlessRedelivery } from "./gocardless-webhooks.ts";
import { bearer, openApi } from "./rest.ts";

/**
 * GoCardless: endpoints are made in its dashboard alone; its events can be listed, and the webhooks that held them sent again.
 * @see https://developer.gocardless.com/api-reference/#core-endpoints-events
 */
export const gocardlessClient: ProviderClient = {
  provider: "gocardless",
  name: "GoCardless",
  docs: "https://developer.gocardless.com/api-reference/#core-endpoints-events",
  permissions: "an access token, read-only is enough; to redeliver read-write",
  settings: [{ name: "environment", means: "live (default) or sandbox", isRequired: false }],
  secret: {
    kind: "account",
    where: "the endpoint's page in the dashboard, under Developers > Webhook endpoints",
  },
  subscriptions: { every: [], areChosen: false },
  open(context) {
    const isSandbox = context.settings["environment"] === "sandbox";
    const api = openApi(gocardlessClient, context, {
      base: isSandbox ? "https://api-sandbox.gocardless.com" : "https://api.gocardless.com",
      headers: { ...bearer(context.key), "gocardless-version": "2015-07-06" },
    });
    return { deliveries: () => eventLog(api) };
  },
};

function eventLog(api: ApiClient): DeliveryLog {
  return {
    reachDays: 90,
    hasBodies: true,
    redeliver: gocardlessRedelivery(api),
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/events",
          query: {
            limit: "500",
            "created_at[gte]": since.toISOString(),
            "created_at[lt]": until.toISOString(),
            ...(cursor !== undefined && { after: cursor }),
          },
        },
        ({ json }) => {
          const next = optionalTextAt(json, "meta.cursors.after");
          return {
            events: listAt(json, "events").map((event) => ({
              logId: textAt(event, "id"),
              providerId: textAt(event, "id"),
              type: `${textAt(event, "resource_type")}.${textAt(event, "action")}`,
              time: timeAt(event, "created_at"),
              request: requestOf({ events: [objectAt(event, "")] }),
            })),
            ...(next !== undefined && { next }),
          };
        },
      ),
  };
}
