import { ConfigError, type Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext, ProviderClient } from "../endpoint/endpoint.ts";
import { shopifyResources } from "./shopify-resources.ts";
import { askGraphql } from "./graphql.ts";
import { perType, type TypeSubscription, type TypeSubscriptionApi } from "./per-type.ts";
import { openApi } from "./rest.ts";

/** The newest version of the Admin API that this was written against. */
const apiVersion = "2026-01";

/**
 * Shopify's webhook subscriptions of one shop, one for each topic, through the Admin API (GraphQL). They are signed with
 * the app's client secret, which no API shows. An app with a `shopify.app.toml` may name its topics there instead: those
 * are not listed here.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionCreate
 */
export const shopifyClient: ProviderClient = {
  provider: "shopify",
  name: "Shopify",
  docs: "https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionCreate",
  permissions:
    "the app's Admin API access token (shpat_…), with the read scope of each topic: read_orders, read_customers …",
  settings: [
    { name: "shop", means: "acme.myshopify.com", isRequired: true },
    { name: "apiVersion", means: `of the Admin API (default ${apiVersion})`, isRequired: false },
  ],
  secret: {
    kind: "account",
    where: "Dev Dashboard (or Partner Dashboard) > Apps > your app > Settings > Credentials > Client secret",
  },
  subscriptions: {
    every: [
      "APP_UNINSTALLED",
      "CARTS_CREATE",
      "CARTS_UPDATE",
      "CHECKOUTS_CREATE",
      "CHECKOUTS_DELETE",
      "CHECKOUTS_UPDATE",
      "CUSTOMERS_CREATE",
      "CUSTOMERS_DELETE",
      "CUSTOMERS_UPDATE",
      "DISPUTES_CREATE",
      "DISPUTES_UPDATE",
      "FULFILLMENTS_CREATE",
      "FULFILLMENTS_UPDATE",
      "FULFILLMENT_EVENTS_CREATE",
      "FULFILLMENT_EVENTS_DELETE",
      "INVENTORY_LEVELS_UPDATE",
      "ORDERS_CANCELLED",
      "ORDERS_CREATE",
      "ORDERS_DELETE",
      "ORDERS_EDITED",
      "ORDERS_FULFILLED",
      "ORDERS_PAID",
      "ORDERS_PARTIALLY_FULFILLED",
      "ORDERS_UPDATED",
      "ORDER_TRANSACTIONS_CREATE",
      "PRODUCTS_CREATE",
      "PRODUCTS_DELETE",
      "PRODUCTS_UPDATE",
      "REFUNDS_CREATE",
      "SHOP_UPDATE",
      "SUBSCRIPTION_BILLING_ATTEMPTS_FAILURE",
      "SUBSCRIPTION_BILLING_ATTEMPTS_SUCCESS",
      "SUBSCRIPTION_CONTRACTS_CREATE",
      "SUBSCRIPTION_CONTRACTS_UPDATE",
    ],
    nameOf: (type) => type.toUpperCase().replaceAll(/[/.]/g, "_"),
  },
  open(context) {
    const api = openApi(shopifyClient, context, {
      base: `https://${shopOf(context)}`,
      headers: { "x-shopify-access-token": context.key },
    });
    const version = context.settings["apiVersion"] ?? apiVersion;
    return {
      endpoints: perType(subscriptionsOf(api, version), { hasSecret: false }),
      deliveries: () => shopifyResources(api, version),
    };
  },
};

function shopOf({ settings, source }: ClientContext): string {
  const { shop } = settings;
  if (shop !== undefined && /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i.test(shop)) return shop;
  throw new ConfigError(`the source "${source}" needs the setting shop, such as acme.myshopify.com`);
}

function subscriptionsOf(api: ApiClient, version: string): TypeSubscriptionApi {
  const path = `/admin/api/${version}/graphql.json`;
  const { name } = shopifyClient;
  return {
    async list() {
      const all: TypeSubscription[] = [];
      for (let after: string | null = null, isMore = true; isMore; ) {
        const variables: { readonly after: string | null } = { after };
        const page = await askGraphql(
          api,
          name,
          {
            does: "list its webhook subscriptions",
            path,
            query: `query ($after: String) { webhookSubscriptions(first: 100, after: $after) {
              nodes { id topic uri } pageInfo { hasNextPage endCursor } } }`,
            variables,
          },
          (data) => ({
            found: listAt(data, "webhookSubscriptions.nodes").map(readSubscription),
            isMore: isTrueAt(data, "webhookSubscriptions.pageInfo.hasNextPage"),
            end: optionalTextAt(data, "webhookSubscriptions.pageInfo.endCursor") ?? null,
          }),
        );
        all.push(...page.found);
        isMore = page.isMore;
        after = page.end;
      }
      return all;
    },
    create: (topic, { url }) =>
      askGraphql(
        api,
        name,
        {
          does: `subscribe to ${topic}`,
          path,
          query: `mutation ($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
            webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
              webhookSubscription { id } userErrors { field message } } }`,
          variables: { topic, webhookSubscription: { uri: url, format: "JSON" } },
          userErrors: "webhookSubscriptionCreate.userErrors",
          isRepeatable: false,
        },
        (data) => void textAt(data, "webhookSubscriptionCreate.webhookSubscription.id"),
      ),
    remove: (id) =>
      askGraphql(
        api,
        name,
        {
          does: "remove a subscription",
          path,
          query: `mutation ($id: ID!) { webhookSubscriptionDelete(id: $id) {
            deletedWebhookSubscriptionId userErrors { field message } } }`,
          variables: { id },
          userErrors: "webhookSubscriptionDelete.userErrors",
        },
        () => undefined,
      ),
  };
}

function readSubscription(item: Json): TypeSubscription {
  return { id: textAt(item, "id"), type: textAt(item, "topic"), url: textAt(item, "uri"), status: "enabled" };
}
