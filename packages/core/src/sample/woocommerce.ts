import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, topic: string, payload: JsonObject): SampleEvent {
  const [resource = "", name = ""] = topic.split(".");
  const gmt = context.now.toISOString().slice(0, 19);
  return {
    headers: { "x-wc-webhook-topic": topic, "x-wc-webhook-resource": resource, "x-wc-webhook-event": name },
    payload: { id: Number(context.digits(4)), ...payload, date_created_gmt: gmt, date_modified_gmt: gmt },
  };
}

function order(context: SampleContext): JsonObject {
  return {
    number: context.digits(4),
    status: "processing",
    currency: "EUR",
    total: "49.90",
    total_tax: "7.97",
    customer_id: Number(context.digits(3)),
    billing: { first_name: "Jenny", last_name: "Rosen", email: "jenny.rosen@example.com", country: "DE" },
    payment_method: "stripe",
    line_items: [
      {
        id: Number(context.digits(4)),
        name: "Teapot",
        product_id: Number(context.digits(3)),
        quantity: 1,
        subtotal: "49.90",
        total: "49.90",
        sku: "TEAPOT-1",
        price: 49.9,
      },
    ],
  };
}

export const woocommerce = defineSamples({
  headers: (context, topic) => ({
    "content-type": "application/json",
    "user-agent": "WooCommerce/10.3.0 Hookshot (WordPress/6.9)",
    "x-wc-webhook-source": "https://shop.example.com/",
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-id": context.digits(2),
    "x-wc-webhook-delivery-id": Buffer.from(context.random(16)).toString("hex"),
  }),
  events: {
    "order.created": (context) => event(context, "order.created", order(context)),
    "order.updated": (context) => event(context, "order.updated", { ...order(context), status: "completed" }),
    "customer.created": (context) =>
      event(context, "customer.created", {
        email: "jenny.rosen@example.com",
        first_name: "Jenny",
        last_name: "Rosen",
        role: "customer",
        username: "jenny.rosen",
        billing: { country: "DE", phone: "+4930123456" },
      }),
  },
  handshakes: {
    ping: (context) => ({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      payload: { webhook_id: context.digits(2) },
      encoding: "form",
      isSigned: false,
      answer: { status: 200 },
    }),
  },
});
