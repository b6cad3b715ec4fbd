import { describe, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import { cases } from "../testing/mapping-row.ts";

/*
 * Kinds of event that a provider sends beside those that it is known for. Amounts are in `money.test.ts`.
 */

const at = "2026-01-01T00:00:00.000Z";

const seconds = 1_767_225_600;

const squareOf = (type: string, kind: string, fields: JsonObject): Json => ({
  type,
  data: { id: "x", object: { [kind]: fields } },
});

describe("shops and subscriptions", () => {
  test.each(
    cases([
      [
        "a chargeback at Paddle",
        "paddle",
        {
          event_type: "adjustment.created",
          data: { id: "adj", action: "chargeback", transaction_id: "txn", created_at: at },
        },
        "dispute.opened",
        { disputeId: "adj", paymentId: "txn", stage: "chargeback", openedAt: at },
      ],
      [
        "a warning before a chargeback",
        "paddle",
        { event_type: "adjustment.created", data: { id: "adj", action: "chargeback_warning" } },
        "dispute.opened",
        { stage: "inquiry" },
      ],
      [
        "a chargeback that was taken back",
        "paddle",
        { event_type: "adjustment.created", data: { id: "adj", action: "chargeback_reverse" } },
        "dispute.won",
        { disputeId: "adj" },
      ],
      [
        "Paddle's own payout",
        "paddle",
        { event_type: "payout.paid", data: { id: "pay_1" } },
        "payout.paid",
        { payoutId: "pay_1" },
      ],
      [
        "a card that Paddle keeps",
        "paddle",
        { event_type: "payment_method.saved", data: { id: "pm", customer_id: "ctm", type: "card" } },
        "payment_method.added",
        { paymentMethodId: "pm", customerId: "ctm", method: "card" },
      ],
      [
        "a product at Paddle",
        "paddle",
        { event_type: "product.updated", data: { id: "pro", name: "Seat", status: "archived" } },
        "product.updated",
        { productId: "pro", name: "Seat", isActive: false },
      ],
      [
        "money that Braintree sends you",
        "braintree",
        {
          notification: {
            kind: "disbursement",
            subject: {
              disbursement: {
                id: "d",
                success: "true",
                amount: "100.00",
                "merchant-account": { id: "m", "currency-iso-code": "USD" },
              },
            },
          },
        },
        "payout.paid",
        { payoutId: "d", amount: 10_000, currency: "USD", destinationId: "m" },
      ],
      [
        "money that it could not send",
        "braintree",
        {
          notification: {
            kind: "disbursement",
            subject: { disbursement: { id: "d", success: "false", "exception-message": "bank_rejected" } },
          },
        },
        "payout.failed",
        { payoutId: "d", failureMessage: "bank_rejected" },
      ],
      [
        "a period that was paid",
        "braintree",
        {
          notification: {
            kind: "subscription_charged_successfully",
            subject: {
              subscription: {
                id: "s",
                transactions: [{ id: "t", amount: "49.99", "currency-iso-code": "USD" }],
              },
            },
          },
        },
        "payment.succeeded",
        { paymentId: "t", amount: 4999 },
      ],
      [
        "a period that could not be paid, at FastSpring",
        "fastspring",
        { type: "subscription.charge.failed", data: { account: { id: "a" }, subscription: { id: "s" } } },
        "subscription.payment_failed",
        { subscriptionId: "s", customerId: "a" },
      ],
      [
        "an account at FastSpring",
        "fastspring",
        {
          type: "account.created",
          data: { id: "a", contact: { first: "Ada", last: "L", email: "a@example.com" }, country: "DE" },
        },
        "customer.created",
        { customerId: "a", name: "Ada L", email: "a@example.com", country: "DE" },
      ],
      [
        "a card at Chargebee",
        "chargebee",
        {
          event_type: "payment_source_expiring",
          content: {
            payment_source: {
              id: "pm",
              customer_id: "c",
              type: "card",
              card: { last4: "4242", expiry_month: 1, expiry_year: 2026 },
            },
          },
        },
        "payment_method.expired",
        { paymentMethodId: "pm", last4: "4242", expiryMonth: 1, expiryYear: 2026 },
      ],
      [
        "a draft thrown away",
        "chargebee",
        { event_type: "invoice_deleted", content: { invoice: { id: "7" } } },
        "invoice.deleted",
        { invoiceId: "7" },
      ],
      [
        "a payment at Clerk",
        "clerk",
        {
          type: "paymentAttempt.updated",
          data: {
            payment_id: "p",
            status: "failed",
            failed_reason: { code: "card_declined", decline_code: "insufficient_funds" },
            payer: { user_id: "u", email: "a@example.com" },
            totals: { grand_total: { amount: 2500, currency: "usd" } },
          },
        },
        "payment.failed",
        { paymentId: "p", amount: 2500, currency: "USD", customerId: "u", failureCode: "insufficient_funds" },
      ],
      [
        "a subscription at Clerk",
        "clerk",
        {
          type: "subscription.created",
          data: {
            id: "s",
            status: "active",
            active_at: seconds * 1000,
            payer: { organization_id: "o" },
            items: [{ plan: { id: "p", product_id: "pr" } }],
          },
        },
        "subscription.created",
        {
          subscriptionId: "s",
          status: "active",
          customerId: "o",
          priceId: "p",
          productId: "pr",
          startedAt: at,
        },
      ],
      [
        "a contract of Shopify's that ended",
        "shopify",
        {
          admin_graphql_api_id: "gid://shopify/SubscriptionContract/1",
          customer_id: 2,
          status: "cancelled",
          currency_code: "USD",
        },
        "subscription.canceled",
        {
          subscriptionId: "gid://shopify/SubscriptionContract/1",
          customerId: "gid://shopify/Customer/2",
          status: "canceled",
        },
        { "x-shopify-topic": "subscription_contracts/update" },
      ],
      [
        "a period of it that was paid",
        "shopify",
        { id: 9, subscription_contract_id: 1 },
        "subscription.renewed",
        { subscriptionId: "gid://shopify/SubscriptionContract/1" },
        { "x-shopify-topic": "subscription_billing_attempts/success" },
      ],
      [
        "a refunded charge at Recharge",
        "recharge",
        { charge: { id: 1, total_refunds: "5.00", currency: "USD" } },
        "refund.succeeded",
        { refundId: "1", amount: 500 },
        { "x-recharge-topic": "charge/refunded" },
      ],
      [
        "an order thrown away",
        "woocommerce",
        { id: 12 },
        "order.deleted",
        { orderId: "12" },
        { "x-wc-webhook-topic": "order.deleted" },
      ],
      [
        "a product at Polar",
        "polar",
        { type: "product.updated", data: { id: "p", name: "Seat", is_archived: true } },
        "product.updated",
        { productId: "p", isActive: false },
      ],
      [
        "a card on file at Square",
        "square",
        squareOf("card.created", "card", {
          id: "ccof",
          customer_id: "c",
          card_brand: "VISA",
          last_4: "1111",
          exp_month: 11,
          exp_year: "2030",
        }),
        "payment_method.added",
        { paymentMethodId: "ccof", brand: "visa", last4: "1111", expiryMonth: 11, expiryYear: 2030 },
      ],
      [
        "a charge of an invoice that failed",
        "square",
        squareOf("invoice.scheduled_charge_failed", "invoice", {
          id: "inv",
          payment_requests: [{ computed_amount_money: { amount: 100, currency: "USD" } }],
        }),
        "invoice.payment_failed",
        { invoiceId: "inv", amount: 100 },
      ],
    ]),
  )("%s", (_what, check) => check());
});
