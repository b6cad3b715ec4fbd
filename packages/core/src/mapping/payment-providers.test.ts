import { describe, expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { adyen } from "../provider/adyen.ts";
import { airwallex } from "../provider/airwallex.ts";
import { braintree } from "../provider/braintree.ts";
import { cashfree } from "../provider/cashfree.ts";
import { chargebee } from "../provider/chargebee.ts";
import { coinbaseCommerce } from "../provider/coinbase-commerce.ts";
import { easypost } from "../provider/easypost.ts";
import { fastspring } from "../provider/fastspring.ts";
import { flutterwave } from "../provider/flutterwave.ts";
import { gocardless } from "../provider/gocardless.ts";
import { lemonSqueezy } from "../provider/lemon-squeezy.ts";
import { modernTreasury } from "../provider/modern-treasury.ts";
import { mollie } from "../provider/mollie.ts";
import { onfleet } from "../provider/onfleet.ts";
import { paddle } from "../provider/paddle.ts";
import { paypal } from "../provider/paypal.ts";
import { paystack } from "../provider/paystack.ts";
import { polar } from "../provider/polar.ts";
import { razorpay } from "../provider/razorpay.ts";
import { recurly } from "../provider/recurly.ts";
import { square } from "../provider/square.ts";
import { wise } from "../provider/wise.ts";
import { woocommerce } from "../provider/woocommerce.ts";

/** What becomes of one payload: its type, and the domain fields without the payload itself. */
function become(provider: Provider, payload: Json, headers: Readonly<Record<string, string>> = {}) {
  const header = (name: string): string | undefined => headers[name];
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: new Uint8Array() };
  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });
  const { type, fields } = normalise(provider, { payload, identity, header });
  return { type, fields };
}

function passthrough(type: string) {
  return { type, fields: {} };
}

describe("amounts are minor units by ISO 4217", () => {
  test.each([
    ["USD", 1050, 1050],
    ["JPY", 1050, 1050],
    ["CLP", 105000, 1050], // two places at Adyen, none by ISO
    ["CLP", 105001, undefined],
    ["IDR", 1050, 105000], // none at Adyen, two by ISO
    ["KWD", 1050, 1050],
  ])("adyen: %s %i", (currency, value, amount) => {
    const item = {
      pspReference: "1",
      eventCode: "AUTHORISATION",
      success: "true",
      amount: { value, currency },
    };

    const { type, fields } = become(adyen, item);

    expect(type).toBe(amount === undefined ? "adyen.AUTHORISATION" : "payment.authorized");
    expect(fields["amount"]).toBe(amount);
  });

  test.each([
    ["USD", "10.50", 1050],
    ["JPY", "1050", 1050],
    ["KWD", "1.050", 1050],
    ["USD", "10.505", undefined],
  ])("paypal: %s %s", (currency_code, value, amount) => {
    const resource = { id: "1", amount: { currency_code, value } };

    expect(become(paypal, { event_type: "PAYMENT.CAPTURE.COMPLETED", resource }).fields["amount"]).toBe(
      amount,
    );
  });

  test("paddle's are text, and none is read from anything else", () => {
    const data = (grand_total: Json) => ({
      id: "txn_1",
      currency_code: "JPY",
      details: { totals: { grand_total } },
    });
    const of = (total: Json) => become(paddle, { event_type: "transaction.paid", data: data(total) }).type;

    expect(become(paddle, { event_type: "transaction.paid", data: data("4990") })).toMatchObject({
      type: "payment.succeeded",
      fields: { paymentId: "txn_1", amount: 4990, currency: "JPY" },
    });
    expect([of("49.90"), of(""), of("9".repeat(17)), of(null)]).toEqual(
      Array.from({ length: 4 }, () => "paddle.transaction.paid"),
    );
  });
});

test.each<[string, Provider, Json, string, Readonly<Record<string, unknown>>]>([
  [
    "a chargeback that was reversed",
    adyen,
    {
      eventCode: "CHARGEBACK_REVERSED",
      pspReference: "2",
      originalReference: "1",
      success: "true",
      amount: { value: 1, currency: "EUR" },
    },
    "dispute.won",
    { disputeId: "2", paymentId: "1", amount: 1, currency: "EUR" },
  ],
  [
    "a refund that Adyen could not make",
    adyen,
    {
      eventCode: "REFUND",
      pspReference: "2",
      originalReference: "1",
      success: "false",
      amount: { value: 1, currency: "EUR" },
    },
    "refund.failed",
    { refundId: "2", paymentId: "1" },
  ],
  [
    "a capture that only the link of a refund names",
    paypal,
    {
      event_type: "PAYMENT.CAPTURE.REFUNDED",
      resource: {
        id: "R1",
        amount: { currency_code: "EUR", value: "1.00" },
        links: [
          { rel: "self", href: "x" },
          { rel: "up", href: "https://api.paypal.com/v2/payments/captures/C1" },
        ],
      },
    },
    "refund.succeeded",
    { refundId: "R1", paymentId: "C1", amount: 100 },
  ],
  [
    "a dispute that the seller lost",
    paypal,
    {
      event_type: "CUSTOMER.DISPUTE.RESOLVED",
      resource: {
        dispute_id: "D1",
        dispute_life_cycle_stage: "INQUIRY",
        dispute_outcome: { outcome_code: "RESOLVED_BUYER_FAVOUR" },
      },
    },
    "dispute.lost",
    { disputeId: "D1", stage: "inquiry" },
  ],
  [
    "a subscription that is only going to end",
    lemonSqueezy,
    {
      meta: { event_name: "subscription_cancelled" },
      data: { id: "7", attributes: { status: "cancelled", cancelled: true } },
    },
    "subscription.updated",
    { subscriptionId: "7", status: "active", cancelAtPeriodEnd: true },
  ],
  [
    "a subscription cancelled by the customer",
    gocardless,
    {
      id: "EV1",
      resource_type: "subscriptions",
      action: "cancelled",
      links: { subscription: "SB1" },
      details: { cause: "x" },
    },
    "subscription.canceled",
    { subscriptionId: "SB1", status: "canceled", cancellationReason: "x" },
  ],
  [
    "a payout by Razorpay",
    razorpay,
    {
      event: "payout.reversed",
      payload: { payout: { entity: { id: "pout_1", amount: 100, currency: "INR", notes: [] } } },
    },
    "payout.returned",
    { payoutId: "pout_1", amount: 100, currency: "INR" },
  ],
  [
    "an amount that Paystack writes as text",
    paystack,
    {
      event: "refund.processed",
      data: { id: 5, transaction_reference: "T1", amount: "5000", currency: "NGN", status: "processed" },
    },
    "refund.succeeded",
    { refundId: "5", paymentId: "T1", amount: 5000, status: "succeeded" },
  ],
  [
    "an invoice at Chargebee that is paid when it is made",
    chargebee,
    {
      event_type: "invoice_generated",
      content: { invoice: { id: "1", status: "paid", total: 1900, currency_code: "USD" } },
    },
    "invoice.paid",
    { invoiceId: "1", amount: 1900, currency: "USD" },
  ],
  [
    "a charge of Flutterwave's third version that failed",
    flutterwave,
    {
      event: "charge.completed",
      data: { id: 1, tx_ref: "o1", amount: 10.5, currency: "NGN", status: "failed" },
    },
    "payment.failed",
    { paymentId: "1", orderId: "o1", amount: 1050 },
  ],
  [
    "money that Modern Treasury takes in",
    modernTreasury,
    {
      event: "completed",
      data: { object: "payment_order", id: "po", amount: 5, currency: "USD", direction: "debit" },
    },
    "payment.succeeded",
    { paymentId: "po", amount: 5 },
  ],
  [
    "a transfer of Wise that bounced",
    wise,
    { event_type: "transfers#state-change", data: { resource: { id: 12 }, current_state: "bounced_back" } },
    "payout.returned",
    { payoutId: "12" },
  ],
  [
    "a guest's order",
    woocommerce,
    {
      id: 1,
      total: "10.00",
      currency: "EUR",
      customer_id: 0,
      status: "cancelled",
      line_items: [{ quantity: 1, price: 8.4034 }],
    },
    "order.canceled",
    { orderId: "1", amount: 1000, items: [{ quantity: 1 }] },
  ],
  [
    "a parcel that goes back",
    easypost,
    {
      description: "tracker.updated",
      previous_attributes: { status: "in_transit" },
      result: { id: "trk_1", status: "return_to_sender" },
    },
    "fulfilment.returned",
    { fulfilmentId: "trk_1", status: "returned" },
  ],
  [
    "a parcel that is still under way",
    easypost,
    {
      description: "tracker.updated",
      previous_attributes: {},
      result: { id: "trk_1", status: "in_transit" },
    },
    "fulfilment.updated",
    { fulfilmentId: "trk_1", status: "in_transit" },
  ],
  [
    "a task by its number alone",
    onfleet,
    { triggerId: 3, taskId: "t1", time: 1_767_225_600_000, data: { task: { pickupTask: false } } },
    "fulfilment.delivered",
    { fulfilmentId: "t1", deliveredAt: "2026-01-01T00:00:00.000Z" },
  ],
  [
    "a checkout at Polar that was paid",
    polar,
    {
      type: "checkout.updated",
      data: { id: "c1", status: "succeeded", total_amount: 1900, currency: "usd" },
    },
    "checkout.completed",
    { checkoutId: "c1", amount: 1900, currency: "USD" },
  ],
  [
    "a dispute at Braintree",
    braintree,
    {
      notification: {
        kind: "dispute_lost",
        subject: { dispute: { id: "d1", amount: "10.00", "currency-iso-code": "USD", kind: "chargeback" } },
      },
    },
    "dispute.lost",
    { disputeId: "d1", amount: 1000, stage: "chargeback" },
  ],
  [
    "an account at Recurly",
    recurly,
    { id: "n1", object_type: "account", event_type: "created", account_code: "a1" },
    "customer.created",
    { customerId: "a1" },
  ],
  [
    "a refund at Cashfree",
    cashfree,
    {
      type: "REFUND_STATUS_WEBHOOK",
      data: {
        refund: { cf_refund_id: "11", refund_amount: 2.5, refund_currency: "INR", refund_status: "SUCCESS" },
      },
    },
    "refund.succeeded",
    { refundId: "11", amount: 250 },
  ],
  [
    "an intent at Airwallex in a currency of three places",
    airwallex,
    { name: "payment_intent.succeeded", data: { object: { id: "int_1", amount: 1.05, currency: "KWD" } } },
    "payment.succeeded",
    { paymentId: "int_1", amount: 1050 },
  ],
  [
    "a return at FastSpring",
    fastspring,
    {
      type: "return.created",
      data: { return: "r1", original: { id: "o1" }, totalReturn: 49.9, currency: "USD" },
    },
    "refund.succeeded",
    { refundId: "r1", orderId: "o1", amount: 4990 },
  ],
])("%s", (_what, provider, payload, type, fields) => {
  const became = become(provider, payload, { "x-wc-webhook-topic": "order.updated" });

  expect(became.type).toBe(type);
  expect(became.fields).toMatchObject(fields);
});

describe("what is not all there, or no news, stays passthrough", () => {
  test("a payment of Square's that was settled before", () => {
    const payment = { id: "p", status: "COMPLETED", total_money: { amount: 1, currency: "USD" } };
    const updated = (over: Readonly<Record<string, Json>>) =>
      become(square, {
        type: "payment.updated",
        data: { id: "p", object: { payment: { ...payment, ...over } } },
      }).type;

    expect(updated({})).toBe("payment.succeeded");
    expect(updated({ processing_fee: [] })).toBe("square.payment.updated");
    expect(updated({ refunded_money: { amount: 1, currency: "USD" } })).toBe("square.payment.updated");
  });

  test("a simple event of Mollie's, a price in coins, a credit of Paddle's", () => {
    expect(become(mollie, { type: "payment-link.paid", id: "e", entityId: "pl_1" })).toEqual(
      passthrough("mollie.payment-link.paid"),
    );
    expect(
      become(coinbaseCommerce, {
        event: {
          type: "charge:confirmed",
          data: { id: "1", pricing: { local: { amount: "0.10", currency: "ETH" } } },
        },
      }),
    ).toEqual(passthrough("coinbase-commerce.charge:confirmed"));
    expect(
      become(paddle, { event_type: "adjustment.created", data: { id: "adj", action: "credit" } }),
    ).toEqual(passthrough("paddle.adjustment.created"));
  });
});
