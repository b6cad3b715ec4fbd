import { ConfigError, type Json } from "@hookyard/core";
import { listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { perType, type TypeSubscription, type TypeSubscriptionApi } from "./per-type.ts";
import { basic, openApi } from "./rest.ts";

/**
 * WooCommerce's webhooks of a store, one for each topic. Five deliveries that fail in a row disable one.
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
 */
export const woocommerceClient: ProviderClient = {
  provider: "woocommerce",
  name: "WooCommerce",
  docs: "https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks",
  permissions: "a REST API key with Read/Write, as ck_…:cs_…",
  settings: [{ name: "store", means: "its address, https://shop.example.com", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: ["coupon", "customer", "order", "product"].flatMap((kind) =>
      ["created", "deleted", "updated", ...(kind === "customer" ? [] : ["restored"])].map(
        (action) => `${kind}.${action}`,
      ),
    ),
  },
  open(context) {
    const [key = "", secret = ""] = context.key.split(":", 2);
    const api = openApi(woocommerceClient, context, {
      base: storeOf(context),
      headers: basic(key, secret),
      secrets: [key, secret],
    });
    return { endpoints: perType(webhooks(api), { hasSecret: true }) };
  },
};

function storeOf({ settings, source }: ClientContext): string {
  const { store } = settings;
  if (store !== undefined && /^https:\/\/[^/\s]+/.test(store)) return store.replace(/\/+$/, "");
  throw new ConfigError(`the source "${source}" needs the setting store, such as https://shop.example.com`);
}

const path = "/wp-json/wc/v3/webhooks";

function webhooks(api: ApiClient): TypeSubscriptionApi {
  return {
    async list() {
      const all: TypeSubscription[] = [];
      for (let page = 1, pages = 1; page <= pages; page++) {
        pages = await api.send(
          { does: "list its webhooks", method: "GET", path, query: { per_page: "100", page: String(page) } },
          ({ json, header }) => {
            all.push(...listAt(json, "").map(readWebhook));
            return Number(header("x-wp-totalpages") ?? 1);
          },
        );
      }
      return all;
    },
    create: (topic, { url, secret, description }) =>
      api.send(
        {
          does: `subscribe to ${topic}`,
          method: "POST",
          path,
          json: {
            name: description,
            topic,
            delivery_url: url,
            status: "active",
            ...(secret !== undefined && { secret }),
          },
          ...(secret !== undefined && { secrets: [secret] }),
        },
        () => undefined,
      ),
    remove: (id) =>
      api.send(
        {
          does: "remove a webhook",
          method: "DELETE",
          path: `${path}/${encodeURIComponent(id)}`,
          query: { force: "true" },
          accepts: [404],
        },
        () => undefined,
      ),
  };
}

function readWebhook(item: Json): TypeSubscription {
  const status = optionalTextAt(item, "status") ?? "active";
  const state: Endpoint["status"] = status === "active" ? "enabled" : "disabled";
  return {
    id: textAt(item, "id"),
    type: textAt(item, "topic"),
    url: textAt(item, "delivery_url"),
    status: state,
    ...(state !== "enabled" && { detail: status }),
  };
}
