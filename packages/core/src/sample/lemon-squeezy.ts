import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, type: string, resource: string, attributes: JsonObject): SampleEvent {
  const id = context.digits(7);
  return {
    headers: { "x-event-name": type },
    payload: {
      meta: {
        test_mode: false,
        event_name: type,
        custom_data: { user: context.digits(5) },
        webhook_id: context.uuid(),
      },
      data: {
        type: resource,
        id,
        attributes: {
          store_id: Number(context.digits(5)),
          customer_id: Number(context.digits(7)),
          user_name: "Jenny Rosen",
          user_email: "jenny.rosen@example.com",
          ...attributes,
          created_at: context.now.toISOString().replace("Z", "000Z"),
          updated_at: context.now.toISOString().replace("Z", "000Z"),
          test_mode: false,
        },
        links: { self: `https://api.lemonsqueezy.com/v1/${resource}/${id}` },
      },
    },
  };
}

export const lemonSqueezy = defineSamples({
  headers: (_context, type) => ({ "content-type": "application/json", "x-event-name": type }),
  events: {
    order_created: (context) =>
      event(context, "order_created", "orders", {
        identifier: context.uuid(),
        order_number: Number(context.digits(4)),
        currency: "USD",
        currency_rate: "1.00000000",
        subtotal: 4990,
        setup_fee: 0,
        discount_total: 0,
        tax: 0,
        total: 4990,
        subtotal_usd: 4990,
        setup_fee_usd: 0,
        discount_total_usd: 0,
        tax_usd: 0,
        total_usd: 4990,
        tax_name: "",
        tax_rate: 0,
        tax_inclusive: false,
        status: "paid",
        status_formatted: "Paid",
        refunded: false,
        refunded_at: null,
        subtotal_formatted: "$49.90",
        total_formatted: "$49.90",
        urls: { receipt: "https://app.lemonsqueezy.com/my-orders/receipt" },
        first_order_item: {
          id: Number(context.digits(7)),
          product_id: Number(context.digits(6)),
          variant_id: Number(context.digits(6)),
          product_name: "Handbook",
          variant_name: "Default",
          price: 4990,
          quantity: 1,
        },
      }),

    subscription_created: (context) =>
      event(context, "subscription_created", "subscriptions", {
        order_id: Number(context.digits(7)),
        product_id: Number(context.digits(6)),
        variant_id: Number(context.digits(6)),
        order_item_id: Number(context.digits(7)),
        product_name: "Pro",
        variant_name: "Monthly",
        status: "active",
        status_formatted: "Active",
        card_brand: "visa",
        card_last_four: "4242",
        pause: null,
        cancelled: false,
        billing_anchor: context.now.getUTCDate(),
        urls: { update_payment_method: "https://acme.lemonsqueezy.com/subscription/payment-details" },
        trial_ends_at: null,
        renews_at: new Date(context.now.getTime() + 30 * 86_400_000).toISOString(),
        ends_at: null,
        first_subscription_item: { id: Number(context.digits(6)), quantity: 1 },
      }),

    subscription_payment_success: (context) =>
      event(context, "subscription_payment_success", "subscription-invoices", {
        subscription_id: Number(context.digits(6)),
        billing_reason: "renewal",
        currency: "USD",
        status: "paid",
        subtotal: 1900,
        tax: 0,
        total: 1900,
        urls: { invoice_url: "https://app.lemonsqueezy.com/my-orders/invoice" },
      }),
  },
});
