import { textAt, parseIsoTime } from "../body/field.ts";
import { json } from "../body/json.ts";
import { shopifyMapping } from "../mapping/shopify.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Shopify: webhooks of apps (`X-Shopify-…` headers), and the newer Events deliveries (`Shopify-…`, a preview).
 *
 * The key is the app's client secret; webhooks made in a shop's own admin are signed with another one, shown there.
 * Nothing but the body is signed: the topic and ids of a genuine body could be swapped by whoever holds one.
 *
 * Scheme and header names read in @shopify/shopify-api 15.0.0; retries from Shopify's changelog of September 2024.
 * @see https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 */
export const shopify = defineProvider({
  id: "shopify",
  name: "Shopify",
  docs: "https://shopify.dev/docs/apps/build/webhooks/subscribe/https",
  scheme: hmac({ signature: ["x-shopify-hmac-sha256", "shopify-hmac-sha256"], encoding: "base64" }),
  body: json,
  identify: ({ payload, header }) => {
    const either = (name: string): string | undefined =>
      header(`x-shopify-${name}`) ?? header(`shopify-${name}`);
    const topic = either("topic") ?? textAt(payload, "topic") ?? "unknown";
    const action = header("shopify-action");
    const type = action === undefined || topic.includes("/") ? topic : `${topic}/${action}`;
    const eventId = header("x-shopify-event-id");
    const triggeredAt = either("triggered-at");
    return {
      // One event can cause several topics (orders/create, orders/paid), so the topic belongs to the id.
      // Events deliveries are told apart by their webhook id.
      id: eventId === undefined ? (either("webhook-id") ?? header("shopify-event-id")) : `${type}:${eventId}`,
      type,
      time: triggeredAt === undefined ? undefined : parseIsoTime(triggeredAt),
      subject:
        header("shopify-resource-id") ?? textAt(payload, "admin_graphql_api_id") ?? textAt(payload, "id"),
    };
  },
  // 8 retries within 4 hours since September 2024, 19 within 48 hours before; a day to spare.
  // https://shopify.dev/changelog/updates-to-webhook-retry-mechanism
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 5,
  record: { days: 60, hasPayloads: false, settings: ["shop"] },
  domain: shopifyMapping,
});
