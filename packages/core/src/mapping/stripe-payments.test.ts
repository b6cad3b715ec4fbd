import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { stripeEvent } from "../testing/fixture/stripe-event.ts";

const paymentIntent = {
  id: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
  object: "payment_intent",
  amount: 2000,
  amount_capturable: 0,
  amount_received: 0,
  canceled_at: null,
  cancellation_reason: null,
  created: 1680800504,
  currency: "usd",
  customer: "cus_NffrFeUfNV2Hib",
  description: null,
  last_payment_error: null,
  metadata: { order_id: "6735" },
  payment_method_types: ["card"],
  receipt_email: "jenny.rosen@example.com",
  status: "requires_payment_method",
} satisfies Partial<Stripe.PaymentIntent>;

const payment = {
  paymentId: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
  amount: 2000,
  currency: "USD",
  customerId: "cus_NffrFeUfNV2Hib",
  customerEmail: "jenny.rosen@example.com",
  method: "card",
  metadata: { order_id: "6735" },
};

describe("payment intents", () => {
  test("succeeded: the amount is what was received", () => {
    const event = stripeEvent("payment_intent.succeeded", {
      ...paymentIntent,
      status: "succeeded",
      amount_received: 1500,
    });

    expect(event).toMatchObject({ type: "payment.succeeded", subject: "their_subject" });
    expect(event.fields).toStrictEqual({ ...payment, amount: 1500 });
  });

  test("failed: the bank's reason comes before Stripe's", () => {
    const last_payment_error = {
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "Your card has insufficient funds.",
      type: "card_error",
    };
    const event = stripeEvent("payment_intent.payment_failed", { ...paymentIntent, last_payment_error });

    expect(event.type).toBe("payment.failed");
    expect(event.fields).toStrictEqual({
      ...payment,
      failureCode: "insufficient_funds",
      failureMessage: "Your card has insufficient funds.",
    });
  });

  test("canceled: with its reason", () => {
    const event = stripeEvent("payment_intent.canceled", {
      ...paymentIntent,
      cancellation_reason: "abandoned",
    });

    expect(event.type).toBe("payment.canceled");
    expect(event.fields).toStrictEqual({ ...payment, reason: "abandoned" });
  });

  test.each([
    ["payment_intent.created", "payment.created"],
    ["payment_intent.processing", "payment.processing"],
    ["payment_intent.requires_action", "payment.action_required"],
    ["payment_intent.amount_capturable_updated", "payment.authorized"],
  ])("%s is %s", (theirs, ours) => {
    expect(stripeEvent(theirs, paymentIntent)).toMatchObject({ type: ours, fields: payment });
  });

  test("an expanded customer is its id, and one method of several is not guessed", () => {
    const event = stripeEvent("payment_intent.processing", {
      ...paymentIntent,
      customer: { id: "cus_9", object: "customer" },
      payment_method_types: ["card", "link"],
    });

    expect(event.fields).toMatchObject({ customerId: "cus_9" });
    expect(event.fields).not.toHaveProperty("method");
  });

  test.each([
    ["jpy", 500, 500],
    ["kwd", 5120, 5120],
    ["isk", 500, 5],
    ["ugx", 500, 5],
    ["mga", 5, 500],
    ["huf", 1045, 1045],
    ["twd", 80045, 80045],
  ])("an amount in %s has the places of ISO 4217: %d is %d", (currency, theirs, ours) => {
    const event = stripeEvent("payment_intent.processing", { ...paymentIntent, currency, amount: theirs });

    expect(event.fields).toMatchObject({ amount: ours, currency: currency.toUpperCase() });
  });

  test("one that does not fit goes on as it is", () => {
    const event = stripeEvent("payment_intent.succeeded", { ...paymentIntent, amount_received: "2000" });

    expect(event).toMatchObject({
      type: "stripe.payment_intent.succeeded",
      mismatch: { type: "payment.succeeded", issues: [{ path: "amount", message: "is missing" }] },
    });
  });
});

const refund = {
  id: "re_1Nispe2eZvKYlo2Cd31jOCgZ",
  object: "refund",
  amount: 1000,
  charge: "ch_1NirD82eZvKYlo2CIvbtLWuY",
  created: 1692942318,
  currency: "usd",
  metadata: {},
  payment_intent: "pi_1GszsK2eZvKYlo2CfhZyoZLp",
  reason: "requested_by_customer",
  status: "succeeded",
} satisfies Partial<Stripe.Refund>;

describe("refunds", () => {
  const fields = {
    refundId: "re_1Nispe2eZvKYlo2Cd31jOCgZ",
    paymentId: "pi_1GszsK2eZvKYlo2CfhZyoZLp",
    amount: 1000,
    currency: "USD",
    reason: "requested_by_customer",
    status: "succeeded",
    metadata: {},
  };

  test("one that succeeds at once is refund.succeeded", () => {
    const event = stripeEvent("refund.created", refund);

    expect(event.type).toBe("refund.succeeded");
    expect(event.fields).toStrictEqual(fields);
  });

  test("one that takes time is refund.created, then refund.succeeded", () => {
    expect(stripeEvent("refund.created", { ...refund, status: "requires_action" })).toMatchObject({
      type: "refund.created",
      fields: { status: "action_required" },
    });
    expect(stripeEvent("refund.updated", refund, { status: "pending" }).type).toBe("refund.succeeded");
  });

  test("one that changes afterwards does not succeed again", () => {
    expect(stripeEvent("refund.updated", refund, { destination_details: null }).type).toBe("refund.updated");
    expect(stripeEvent("refund.updated", refund).type).toBe("refund.updated");
  });

  test("one that fails says why", () => {
    const event = stripeEvent("refund.failed", {
      ...refund,
      status: "failed",
      failure_reason: "expired_or_canceled_card",
    });

    expect(event).toMatchObject({
      type: "refund.failed",
      fields: { failureCode: "expired_or_canceled_card", status: "failed" },
    });
  });

  test.each([
    "charge.refunded",
    "charge.refund.updated",
    "charge.succeeded",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "invoice.payment_succeeded",
    "setup_intent.succeeded",
  ])("%s, Stripe's second name for a thing, stays passthrough", (theirs) => {
    expect(stripeEvent(theirs, refund).type).toBe(`stripe.${theirs}`);
  });
});

const session = {
  id: "cs_test_a11YYufWQzNY63zpQ6QSNRQhkUpVph4WRmzW0zWJO2znZKdVujZ0N0S22u",
  object: "checkout.session",
  amount_total: 2198,
  client_reference_id: "cart-17",
  currency: "usd",
  customer: null,
  customer_details: null,
  customer_email: "before@example.com",
  expires_at: 1679600215,
  invoice: null,
  metadata: {},
  payment_intent: "pi_1",
  payment_status: "unpaid",
  subscription: null,
  url: null,
} satisfies Partial<Stripe.Checkout.Session>;

describe("checkout sessions", () => {
  test("completed", () => {
    const customer_details = { email: "jenny.rosen@example.com", name: null };
    const event = stripeEvent("checkout.session.completed", {
      ...session,
      customer_details,
      payment_status: "paid",
    });

    expect(event.type).toBe("checkout.completed");
    expect(event.fields).toStrictEqual({
      checkoutId: session.id,
      amount: 2198,
      currency: "USD",
      paymentStatus: "paid",
      reference: "cart-17",
      customerEmail: "jenny.rosen@example.com",
      paymentId: "pi_1",
      expiresAt: "2023-03-23T19:36:55.000Z",
      metadata: {},
    });
  });

  test("one that only saves a card has no amount", () => {
    const event = stripeEvent("checkout.session.completed", {
      ...session,
      amount_total: null,
      currency: null,
      payment_intent: null,
      payment_status: "no_payment_required",
    });

    expect(event).toMatchObject({ type: "checkout.completed", fields: { paymentStatus: "not_required" } });
    expect(event.fields).not.toHaveProperty("amount");
  });

  test.each([
    ["checkout.session.async_payment_succeeded", "checkout.payment_succeeded"],
    ["checkout.session.async_payment_failed", "checkout.payment_failed"],
    ["checkout.session.expired", "checkout.expired"],
  ])("%s is %s", (theirs, ours) => {
    expect(stripeEvent(theirs, session)).toMatchObject({
      type: ours,
      fields: { customerEmail: "before@example.com" },
    });
  });
});
