import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { bigcommerceEvents } from "./bigcommerce-events.ts";
import { onlyAt, perType, type TypeSubscription } from "./per-type.ts";
import { openApi, settingOf } from "./rest.ts";

/**
 * BigCommerce's webhooks of a store: one for each scope, and what they could not deliver. They are signed with the app's
 * client secret. One that fails for long is deactivated. (`events_history_enabled` read in public code.)
 * @see https://developer.bigcommerce.com/docs/rest-management/webhooks
 */
export const bigcommerceClient: ProviderClient = {
  provider: "bigcommerce",
  name: "BigCommerce",
  docs: "https://developer.bigcommerce.com/docs/rest-management/webhooks",
  permissions: "an API account's access token; each scope needs the OAuth scope of its resource, read-only",
  settings: [{ name: "store", means: "the store's hash", isRequired: true }],
  secret: { kind: "account", where: "the API account or app that made the webhooks: Client secret" },
  subscriptions: {
    every: [
      "store/cart/abandoned",
      "store/cart/converted",
      "store/cart/created",
      "store/cart/deleted",
      "store/cart/updated",
      "store/category/created",
      "store/category/deleted",
      "store/category/updated",
      "store/customer/created",
      "store/customer/deleted",
      "store/customer/updated",
      "store/order/archived",
      "store/order/created",
      "store/order/message/created",
      "store/order/refund/created",
      "store/order/statusUpdated",
      "store/order/updated",
      "store/product/created",
      "store/product/deleted",
      "store/product/inventory/updated",
      "store/product/updated",
      "store/shipment/created",
      "store/shipment/deleted",
      "store/shipment/updated",
      "store/sku/created",
      "store/sku/deleted",
      "store/sku/inventory/updated",
      "store/sku/updated",
      "store/subscriber/created",
      "store/subscriber/deleted",
      "store/subscriber/updated",
    ],
  },
  open(context) {
    const path = `/stores/${encodeURIComponent(settingOf(context, "store"))}/v3/hooks`;
    const api = openApi(bigcommerceClient, context, {
      base: "https://api.bigcommerce.com",
      headers: { "x-auth-token": context.key },
    });
    /** Each of the store's webhooks, as `read` has it. */
    const all = async <Read>(read: (item: Json) => Read): Promise<readonly Read[]> => {
      const webhooks: Read[] = [];
      for (let number = 1; ; number++) {
        const isLast = await api.send(
          {
            does: "list its webhooks",
            method: "GET",
            path,
            query: { limit: "250", page: String(number) },
          },
          ({ json }) => {
            webhooks.push(...listAt(json, "data").map(read));
            return number >= Number(optionalTextAt(json, "meta.pagination.total_pages") ?? 1);
          },
        );
        if (isLast) return webhooks;
      }
    };
    return {
      endpoints: perType(
        {
          list: () =>
            all(
              (item): TypeSubscription => ({
                id: textAt(item, "id"),
                type: textAt(item, "scope"),
                url: textAt(item, "destination"),
                status: isTrueAt(item, "is_active") ? "enabled" : "disabled",
              }),
            ),
          create: (type, { url }) =>
            api.send(
              {
                does: "create a webhook",
                method: "POST",
                path,
                // What could not be delivered is kept, for `reconcile`.
                json: { scope: type, destination: url, is_active: true, events_history_enabled: true },
              },
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
      deliveries: (url) =>
        bigcommerceEvents(api, path, {
          source: context.source,
          webhooks: async () => {
            const webhooks = await all((item) => ({
              url: textAt(item, "destination"),
              scope: textAt(item, "scope"),
              keepsHistory: isTrueAt(item, "events_history_enabled"),
            }));
            return onlyAt(webhooks, { url, source: context.source });
          },
        }),
    };
  },
};
