import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function paddleId(context: SampleContext, kind: string): string {
  return `${kind}_01${context.id(24).toLowerCase()}`;
}

function event(context: SampleContext, type: string, data: JsonObject): SampleEvent {
  return {
    payload: {
      event_id: paddleId(context, "evt"),
      event_type: type,
      occurred_at: context.now.toISOString(),
      notification_id: paddleId(context, "ntf"),
      data,
    },
  };
}

export const paddle = defineSamples({
  headers: () => ({ "content-type": "application/json", "user-agent": "Paddle" }),
  events: {
    "transaction.paid": (context) =>
      event(context, "transaction.paid", {
        id: paddleId(context, "txn"),
        status: "paid",
        origin: "web",
        customer_id: paddleId(context, "ctm"),
        invoice_id: paddleId(context, "inv"),
        subscription_id: null,
        currency_code: "EUR",
        collection_mode: "automatic",
        custom_data: { order: `order-${context.digits(6)}` },
        details: {
          totals: { subtotal: "4193", tax: "797", total: "4990", grand_total: "4990", currency_code: "EUR" },
        },
        payments: [
          {
            payment_attempt_id: context.uuid(),
            amount: "4990",
            status: "captured",
            error_code: null,
            method_details: {
              type: "card",
              card: { type: "visa", last4: "4242", expiry_year: 2030, expiry_month: 12 },
            },
            captured_at: context.now.toISOString(),
          },
        ],
        created_at: context.now.toISOString(),
      }),

    "subscription.created": (context) =>
      event(context, "subscription.created", {
        id: paddleId(context, "sub"),
        status: "active",
        customer_id: paddleId(context, "ctm"),
        transaction_id: paddleId(context, "txn"),
        currency_code: "USD",
        collection_mode: "automatic",
        started_at: context.now.toISOString(),
        canceled_at: null,
        scheduled_change: null,
        current_billing_period: {
          starts_at: context.now.toISOString(),
          ends_at: new Date(context.now.getTime() + 30 * 86_400_000).toISOString(),
        },
        items: [
          {
            status: "active",
            quantity: 1,
            recurring: true,
            price: {
              id: paddleId(context, "pri"),
              product_id: paddleId(context, "pro"),
              unit_price: { amount: "1900", currency_code: "USD" },
            },
          },
        ],
        custom_data: null,
      }),

    "adjustment.created": (context) =>
      event(context, "adjustment.created", {
        id: paddleId(context, "adj"),
        action: "chargeback",
        type: "full",
        status: "approved",
        reason: "Fraudulent transaction",
        transaction_id: paddleId(context, "txn"),
        subscription_id: null,
        customer_id: paddleId(context, "ctm"),
        currency_code: "JPY", // whole yen, as text
        credit_applied_to_balance: null,
        items: [
          {
            id: paddleId(context, "adjitm"),
            item_id: paddleId(context, "txnitm"),
            type: "full",
            amount: "4990",
          },
        ],
        totals: {
          subtotal: "4536",
          tax: "454",
          total: "4990",
          fee: "299",
          earnings: "4237",
          currency_code: "JPY",
        },
        payout_totals: null,
        created_at: context.now.toISOString(),
        updated_at: context.now.toISOString(),
      }),

    "adjustment.updated": (context) =>
      event(context, "adjustment.updated", {
        id: paddleId(context, "adj"),
        action: "refund",
        type: "full",
        status: "approved",
        reason: "requested_by_customer",
        transaction_id: paddleId(context, "txn"),
        customer_id: paddleId(context, "ctm"),
        currency_code: "EUR",
        totals: { subtotal: "4193", tax: "797", total: "4990", currency_code: "EUR" },
      }),
  },
});
