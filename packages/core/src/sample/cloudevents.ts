import { defineSamples } from "./sample.ts";

export const cloudevents = defineSamples({
  headers: () => ({ "content-type": "application/cloudevents+json; charset=utf-8" }),
  events: {
    "com.example.order.created": (context) => ({
      payload: {
        specversion: "1.0",
        id: context.uuid(),
        source: "https://shop.example.com/orders",
        type: "com.example.order.created",
        subject: `ord_${context.id(16)}`,
        time: context.now.toISOString(),
        datacontenttype: "application/json",
        data: { total: 4990, currency: "EUR" },
      },
    }),
  },
  handshakes: {
    OPTIONS: () => ({
      method: "OPTIONS",
      headers: { "webhook-request-origin": "eventemitter.example.com", "webhook-request-rate": "120" },
      isSigned: false,
      answer: { status: 200, headers: { "webhook-allowed-origin": "*", "webhook-allowed-rate": "*" } },
    }),
  },
});
