import { isTrueAt, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType, type TypeSubscription } from "./per-type.ts";
import { openApi, settingOf } from "./rest.ts";

/**
 * BigCommerce's webhooks of a store: one for each scope. They are signed with the app's client secret. One that fails
 * for long is deactivated.
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
    const page = (number: number): Promise<readonly [readonly TypeSubscription[], boolean]> =>
      api.send(
        {
          does: "list its webhooks",
          method: "GET",
          path,
          query: { limit: "250", page: String(number) },
        },
        ({ json }) => [
          listAt(json, "data").map((item) => ({
            id: textAt(item, "id"),
            type: textAt(item, "scope"),
            url: textAt(item, "destination"),
            status: isTrueAt(item, "is_active") ? "enabled" : "disabled",
          })),
          number >= Number(optionalTextAt(json, "meta.pagination.total_pages") ?? 1),
        ],
      );
    return {
      endpoints: perType(
        {
          async list() {
            const all: TypeSubscription[] = [];
            for (let number = 1; ; number++) {
              const [subscriptions, isLast] = await page(number);
              all.push(...subscriptions);
              if (isLast) return all;
            }
          },
          create: (type, { url }) =>
            api.send(
              {
                does: "create a webhook",
                method: "POST",
                path,
                json: { scope: type, destination: url, is_active: true },
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
    };
  },
};
