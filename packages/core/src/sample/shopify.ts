import type { Json, JsonObject } from "../event.ts";
import { defineSamples, type SampleContext } from "./sample.ts";

/** Shopify writes times with the shop's offset. */
function time(context: SampleContext): string {
  return context.now.toISOString().replace(/\.\d+Z$/, "+00:00");
}

function customer(context: SampleContext): JsonObject {
  const id = Number(context.digits(13));
  return {
    id,
    email: "jon@example.com",
    created_at: time(context),
    updated_at: time(context),
    first_name: "Jon",
    last_name: "Snow",
    state: "disabled",
    note: null,
    verified_email: true,
    tax_exempt: false,
    phone: null,
    currency: "EUR",
    default_address: { id: Number(context.digits(13)), city: "Berlin", country_code: "DE", zip: "10115" },
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
  };
}

function order(context: SampleContext, fields: JsonObject): Json {
  const id = Number(context.digits(13));
  const number = Number(context.digits(4));
  const money = {
    shop_money: { amount: "49.90", currency_code: "EUR" },
    presentment_money: { amount: "49.90", currency_code: "EUR" },
  };
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    cancelled_at: null,
    closed_at: null,
    confirmed: true,
    contact_email: "jon@example.com",
    created_at: time(context),
    currency: "EUR",
    current_subtotal_price: "49.90",
    current_total_price: "49.90",
    email: "jon@example.com",
    financial_status: "pending",
    fulfillment_status: null,
    name: `#${number}`,
    note: null,
    number: number - 1000,
    order_number: number,
    presentment_currency: "EUR",
    processed_at: time(context),
    subtotal_price: "49.90",
    test: false,
    total_discounts: "0.00",
    total_price: "49.90",
    total_price_set: money,
    total_tax: "7.97",
    updated_at: time(context),
    customer: customer(context),
    line_items: [
      {
        id: Number(context.digits(14)),
        admin_graphql_api_id: `gid://shopify/LineItem/${context.digits(14)}`,
        name: "IPod Nano - 8GB",
        price: "49.90",
        product_id: Number(context.digits(13)),
        quantity: 1,
        sku: "IPOD2008PINK",
        title: "IPod Nano - 8GB",
        variant_id: Number(context.digits(14)),
        vendor: "Apple",
      },
    ],
    shipping_address: { city: "Berlin", country_code: "DE", name: "Jon Snow", zip: "10115" },
    ...fields,
  };
}

export const shopify = defineSamples({
  headers: (context, type) => ({
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-api-version": "2026-01",
    "x-shopify-event-id": context.uuid(),
    "x-shopify-shop-domain": "acme-outdoor.myshopify.com",
    "x-shopify-topic": type,
    "x-shopify-triggered-at": context.now.toISOString().replace("Z", "041743Z"),
    "x-shopify-webhook-id": context.uuid(),
  }),
  events: {
    "orders/create": (context) => ({ payload: order(context, {}) }),

    "orders/paid": (context) => ({ payload: order(context, { financial_status: "paid" }) }),

    "fulfillments/create": (context) => {
      const id = Number(context.digits(13));
      const number = context.digits(12);
      const money = { amount: "49.90", currency_code: "EUR" };
      return {
        payload: {
          id,
          order_id: Number(context.digits(13)),
          status: "success",
          created_at: time(context),
          service: "manual",
          updated_at: time(context),
          tracking_company: "DHL Express",
          shipment_status: null,
          location_id: Number(context.digits(11)),
          origin_address: null,
          email: "jon@example.com",
          destination: { city: "Berlin", country_code: "DE", name: "Jon Snow", zip: "10115" },
          line_items: [
            {
              id: Number(context.digits(14)),
              admin_graphql_api_id: `gid://shopify/LineItem/${context.digits(14)}`,
              name: "IPod Nano - 8GB",
              price: "49.90",
              price_set: { shop_money: money, presentment_money: money },
              product_id: Number(context.digits(13)),
              quantity: 1,
              sku: "IPOD2008PINK",
              title: "IPod Nano - 8GB",
            },
          ],
          tracking_number: number,
          tracking_numbers: [number],
          tracking_url: `https://www.dhl.com/en/express/tracking.html?AWB=${number}`,
          tracking_urls: [`https://www.dhl.com/en/express/tracking.html?AWB=${number}`],
          receipt: {},
          name: `#${context.digits(4)}.1`,
          admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
        },
      };
    },

    "refunds/create": (context) => {
      const id = Number(context.digits(12));
      const orderId = Number(context.digits(13));
      return {
        payload: {
          id,
          order_id: orderId,
          created_at: time(context),
          note: "wrong size",
          user_id: Number(context.digits(9)),
          processed_at: time(context),
          restock: true,
          admin_graphql_api_id: `gid://shopify/Refund/${id}`,
          refund_line_items: [],
          transactions: [
            {
              id: Number(context.digits(13)),
              order_id: orderId,
              kind: "refund",
              gateway: "shopify_payments",
              status: "success",
              created_at: time(context),
              amount: "49.90",
              currency: "EUR",
            },
          ],
          order_adjustments: [],
        },
      };
    },

    // Kuwaiti dinars have three decimals.
    "disputes/create": (context) => {
      const id = Number(context.digits(10));
      return {
        payload: {
          id,
          order_id: Number(context.digits(13)),
          type: "chargeback",
          amount: "14.990",
          currency: "KWD",
          reason: "fraudulent",
          network_reason_code: "4837",
          status: "needs_response",
          evidence_due_by: new Date(context.now.getTime() + 10 * 86_400_000)
            .toISOString()
            .replace(/\.\d+Z$/, "+00:00"),
          evidence_sent_on: null,
          finalized_on: null,
          initiated_at: time(context),
          admin_graphql_api_id: `gid://shopify/ShopifyPaymentsDispute/${id}`,
        },
      };
    },

    "customers/create": (context) => ({ payload: customer(context) }),

    "app/uninstalled": (context) => {
      const id = Number(context.digits(11));
      return {
        payload: {
          id,
          name: "Acme Outdoor",
          email: "owner@example.com",
          domain: "acme-outdoor.example.com",
          country_code: "DE",
          created_at: time(context),
          currency: "EUR",
          iana_timezone: "Europe/Berlin",
          myshopify_domain: "acme-outdoor.myshopify.com",
          plan_name: "basic",
          shop_owner: "Jon Snow",
          admin_graphql_api_id: `gid://shopify/Shop/${id}`,
        },
      };
    },
  },
});
