import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType, type TypeSubscription } from "./per-type.ts";
import { openApi } from "./rest.ts";

/**
 * Recharge's webhooks: one for each topic, signed with the client secret of the API token that made them.
 * @see https://developer.rechargepayments.com/2021-11/webhooks_endpoints
 */
export const rechargeClient: ProviderClient = {
  provider: "recharge",
  name: "Recharge",
  docs: "https://developer.rechargepayments.com/2021-11/webhooks_endpoints",
  permissions: "an API token with the read scope of each topic: read_orders, read_subscriptions …",
  settings: [],
  secret: { kind: "account", where: "Recharge > Apps > API tokens > the token: API client secret" },
  subscriptions: {
    every: [
      "address/created",
      "address/updated",
      "charge/created",
      "charge/deleted",
      "charge/failed",
      "charge/max_retries_reached",
      "charge/paid",
      "charge/refunded",
      "charge/upcoming",
      "charge/updated",
      "checkout/completed",
      "checkout/created",
      "checkout/processed",
      "checkout/updated",
      "customer/activated",
      "customer/created",
      "customer/deactivated",
      "customer/deleted",
      "customer/updated",
      "onetime/created",
      "onetime/deleted",
      "onetime/updated",
      "order/cancelled",
      "order/created",
      "order/deleted",
      "order/processed",
      "order/upcoming",
      "order/updated",
      "subscription/activated",
      "subscription/cancelled",
      "subscription/created",
      "subscription/deleted",
      "subscription/paused",
      "subscription/skipped",
      "subscription/swapped",
      "subscription/unskipped",
      "subscription/updated",
    ],
  },
  open(context) {
    const api = openApi(rechargeClient, context, {
      base: "https://api.rechargeapps.com",
      headers: { "x-recharge-access-token": context.key, "x-recharge-version": "2021-11" },
    });
    const path = "/webhooks";
    return {
      endpoints: perType(
        {
          async list() {
            const all: TypeSubscription[] = [];
            for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; ) {
              isFirst = false;
              const query = { limit: "250", cursor };
              cursor = await api.send(
                { does: "list its webhooks", method: "GET", path, query },
                ({ json }) => {
                  for (const item of listAt(json, "webhooks"))
                    all.push({
                      id: textAt(item, "id"),
                      type: textAt(item, "topic"),
                      url: textAt(item, "address"),
                      status: "enabled",
                    });
                  return optionalTextAt(json, "next_cursor");
                },
              );
            }
            return all;
          },
          create: (type, { url }) =>
            api.send(
              { does: "create a webhook", method: "POST", path, json: { address: url, topic: type } },
              () => undefined,
            ),
          remove: (id) =>
            api.send(
              {
                does: "remove a webhook",
                method: "DELETE",
                path: `${path}/${encodeURIComponent(id)}`,
                accepts: [404],
              },
              () => undefined,
            ),
        },
        { hasSecret: false },
      ),
    };
  },
};
