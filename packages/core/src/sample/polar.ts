import { defineSamples } from "./sample.ts";

export const polar = defineSamples({
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "polar.sh webhooks",
    "webhook-id": context.uuid(),
  }),
  events: {
    "order.paid": (context) => ({
      payload: {
        type: "order.paid",
        timestamp: context.now.toISOString(),
        data: {
          id: context.uuid(),
          created_at: context.now.toISOString(),
          status: "paid",
          paid: true,
          subtotal_amount: 1900,
          discount_amount: 0,
          net_amount: 1900,
          tax_amount: 361,
          total_amount: 2261,
          currency: "usd",
          billing_reason: "purchase",
          customer_id: context.uuid(),
          product_id: context.uuid(),
          checkout_id: context.uuid(),
          subscription_id: null,
          metadata: {},
          customer: { id: context.uuid(), email: "jenny.rosen@example.com", name: "Jenny Rosen" },
          items: [{ id: context.uuid(), label: "Pro", amount: 1900, tax_amount: 361, proration: false }],
        },
      },
    }),
  },
});
