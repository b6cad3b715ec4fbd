import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

const api = "https://api.sandbox.paypal.com";

function id(context: SampleContext, length = 17): string {
  return context.id(length).toUpperCase();
}

function event(
  context: SampleContext,
  type: string,
  kind: string,
  summary: string,
  resource: JsonObject,
): SampleEvent {
  const name = `WH-${id(context)}-${id(context)}`;
  return {
    payload: {
      id: name,
      event_version: "1.0",
      create_time: context.now.toISOString(),
      resource_type: kind,
      resource_version: "2.0",
      event_type: type,
      summary,
      resource,
      links: [{ href: `${api}/v1/notifications/webhooks-events/${name}`, rel: "self", method: "GET" }],
    },
  };
}

export const paypal = defineSamples({
  settings: { webhookId: "1JE4291016473214C" },
  headers: (context) => ({
    "content-type": "application/json",
    "user-agent": "PayPal/AUHD-214.0-58130495",
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-auth-version": "v2",
    "paypal-cert-url": `${api}/v1/notifications/certs/CERT-360caa42-fca2a594-${context.id(8).toLowerCase()}`,
    "paypal-transmission-id": context.uuid(),
  }),
  events: {
    "PAYMENT.CAPTURE.COMPLETED": (context) =>
      event(context, "PAYMENT.CAPTURE.COMPLETED", "capture", "Payment completed for $ 49.9 USD", {
        id: id(context),
        amount: { currency_code: "USD", value: "49.90" },
        final_capture: true,
        seller_protection: {
          status: "ELIGIBLE",
          dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"],
        },
        supplementary_data: { related_ids: { order_id: id(context) } },
        seller_receivable_breakdown: {
          gross_amount: { currency_code: "USD", value: "49.90" },
          paypal_fee: { currency_code: "USD", value: "2.23" },
          net_amount: { currency_code: "USD", value: "47.67" },
        },
        invoice_id: `invoice-${context.digits(6)}`,
        custom_id: "order-1042",
        status: "COMPLETED",
        create_time: context.now.toISOString(),
        update_time: context.now.toISOString(),
        links: [{ href: `${api}/v2/payments/captures/${id(context)}`, rel: "self", method: "GET" }],
      }),

    // What a subscription takes is a sale of version 1 still, with other names for the same.
    "PAYMENT.SALE.COMPLETED": (context) =>
      event(context, "PAYMENT.SALE.COMPLETED", "sale", "Payment completed for $ 19.0 USD", {
        id: id(context),
        state: "completed",
        amount: { total: "19.00", currency: "USD", details: { subtotal: "19.00" } },
        payment_mode: "INSTANT_TRANSFER",
        protection_eligibility: "ELIGIBLE",
        protection_eligibility_type: "ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE",
        transaction_fee: { value: "0.96", currency: "USD" },
        billing_agreement_id: `I-${id(context, 12)}`,
        create_time: context.now.toISOString(),
        update_time: context.now.toISOString(),
      }),

    // Yen have no decimals, in the text either.
    "CUSTOMER.DISPUTE.CREATED": (context) =>
      event(context, "CUSTOMER.DISPUTE.CREATED", "dispute", "A new dispute opened with Case # PP-D-27803", {
        dispute_id: `PP-D-${context.digits(5)}`,
        create_time: context.now.toISOString(),
        update_time: context.now.toISOString(),
        disputed_transactions: [
          {
            seller_transaction_id: id(context),
            seller: { merchant_id: id(context, 13), name: "Acme" },
            seller_protection_eligible: true,
            items: [],
          },
        ],
        reason: "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        status: "OPEN",
        dispute_state: "REQUIRED_ACTION",
        dispute_amount: { currency_code: "JPY", value: "4990" },
        dispute_life_cycle_stage: "INQUIRY",
        dispute_channel: "INTERNAL",
        seller_response_due_date: new Date(context.now.getTime() + 10 * 86_400_000).toISOString(),
        messages: [],
        links: [],
      }),

    "PAYMENT.CAPTURE.REFUNDED": (context) => {
      const capture = id(context);
      return event(
        context,
        "PAYMENT.CAPTURE.REFUNDED",
        "refund",
        "A $ 49.9 USD capture payment was refunded",
        {
          id: id(context),
          amount: { currency_code: "USD", value: "49.90" },
          status: "COMPLETED",
          create_time: context.now.toISOString(),
          links: [
            { href: `${api}/v2/payments/refunds/${id(context)}`, rel: "self", method: "GET" },
            { href: `${api}/v2/payments/captures/${capture}`, rel: "up", method: "GET" },
          ],
        },
      );
    },

    "BILLING.SUBSCRIPTION.ACTIVATED": (context) =>
      event(context, "BILLING.SUBSCRIPTION.ACTIVATED", "subscription", "Subscription activated", {
        id: `I-${id(context, 12)}`,
        plan_id: `P-${id(context, 24)}`,
        plan_overridden: false,
        quantity: "1",
        shipping_amount: { currency_code: "USD", value: "0.0" },
        status: "ACTIVE",
        status_update_time: context.now.toISOString(),
        create_time: context.now.toISOString(),
        start_time: context.now.toISOString(),
        subscriber: { payer_id: id(context, 13), email_address: "customer@example.com" },
        billing_info: { next_billing_time: new Date(context.now.getTime() + 30 * 86_400_000).toISOString() },
      }),
  },
});
