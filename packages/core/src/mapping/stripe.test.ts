import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { type Normalised, normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import { stripeMapping } from "./stripe.ts";

/** Stripe's event around an object, as its API reference shows it. */
function stripeEvent(type: string, object: object, previous?: object): Normalised {
  const payload = {
    id: "evt_1NG8Du2eZvKYlo2CUI79vXWy",
    object: "event",
    api_version: "2025-09-30.clover",
    created: 1686089970,
    data: { object, ...(previous !== undefined && { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  } as unknown as Json; // safe: made of JSON values only
  const identity = { id: "evt_1", type, time: undefined, subject: "their_subject" };
  return normalise({ id: "stripe", domain: stripeMapping }, { payload, identity, header: () => undefined });
}

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

const item = {
  id: "si_Na6dzxczY5fwHx",
  object: "subscription_item",
  current_period_end: 1682356618,
  current_period_start: 1679678218,
  price: {
    id: "price_1MowQULkdIwHu7ixraBm864M",
    object: "price",
    currency: "usd",
    product: "prod_Na6dGcTsmU0I4R",
    unit_amount: 1000,
  },
  quantity: 1,
};

const subscription = {
  id: "sub_1MowQVLkdIwHu7ixeRlqHVzs",
  object: "subscription",
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: { comment: null, feedback: null, reason: null },
  created: 1679678218,
  currency: "usd",
  customer: "cus_Na6dX7aXxi11N4",
  items: { object: "list", data: [item] },
  metadata: {},
  start_date: 1679678218,
  status: "active",
  trial_end: null,
} as const;

describe("subscriptions", () => {
  const fields = {
    subscriptionId: "sub_1MowQVLkdIwHu7ixeRlqHVzs",
    customerId: "cus_Na6dX7aXxi11N4",
    status: "active",
    priceId: "price_1MowQULkdIwHu7ixraBm864M",
    productId: "prod_Na6dGcTsmU0I4R",
    quantity: 1,
    unitAmount: 1000,
    currency: "USD",
    startedAt: "2023-03-24T17:16:58.000Z",
    currentPeriodStart: "2023-03-24T17:16:58.000Z",
    currentPeriodEnd: "2023-04-24T17:16:58.000Z",
    cancelAtPeriodEnd: false,
    metadata: {},
  };

  test("created", () => {
    const event = stripeEvent("customer.subscription.created", subscription);

    expect(event.type).toBe("subscription.created");
    expect(event.fields).toStrictEqual(fields);
  });

  test("from an endpoint with an older API version", () => {
    const { current_period_start, current_period_end, ...olderItem } = item;
    const older = { ...subscription, items: { data: [olderItem] }, current_period_start, current_period_end };

    expect(stripeEvent("customer.subscription.updated", older).fields).toStrictEqual(fields);
  });

  test("ended", () => {
    const event = stripeEvent("customer.subscription.deleted", {
      ...subscription,
      status: "incomplete_expired",
      canceled_at: 1682356618,
      cancellation_details: { reason: "payment_failed" },
    });

    expect(event).toMatchObject({
      type: "subscription.canceled",
      fields: {
        status: "expired",
        canceledAt: "2023-04-24T17:16:58.000Z",
        cancellationReason: "payment_failed",
      },
    });
  });

  test.each(["incomplete", "trialing"])("that was %s and is active now has become active", (status) => {
    const event = stripeEvent("customer.subscription.updated", subscription, { status });

    expect(event.type).toBe("subscription.activated");
    expect(event.fields).toStrictEqual(fields);
  });

  test.each(["past_due", "unpaid", "paused"])("that was %s before was active once: an update", (status) => {
    expect(stripeEvent("customer.subscription.updated", subscription, { status }).type).toBe(
      "subscription.updated",
    );
  });

  test("whose trial ends badly is updated", () => {
    const unpaid = { ...subscription, status: "past_due" };

    expect(stripeEvent("customer.subscription.updated", unpaid, { status: "trialing" }).type).toBe(
      "subscription.updated",
    );
  });

  test.each([
    ["customer.subscription.updated", "subscription.updated"],
    ["customer.subscription.paused", "subscription.paused"],
    ["customer.subscription.resumed", "subscription.resumed"],
    ["customer.subscription.trial_will_end", "subscription.trial_ending"],
  ])("%s is %s", (theirs, ours) => {
    expect(stripeEvent(theirs, subscription).type).toBe(ours);
  });

  test("a status that Stripe adds one day is left out", () => {
    const event = stripeEvent("customer.subscription.updated", { ...subscription, status: "daydreaming" });

    expect(event.type).toBe("subscription.updated");
    expect(event.fields).not.toHaveProperty("status");
  });
});

const invoice = {
  id: "in_1MtHbELkdIwHu7ixl4OzzPMv",
  object: "invoice",
  amount_due: 1099,
  amount_paid: 0,
  attempt_count: 1,
  currency: "usd",
  customer: "cus_NeZwdNtLEOXuvB",
  customer_email: "jennyrosen@example.com",
  due_date: null,
  hosted_invoice_url: "https://invoice.stripe.com/i/acct_1/test_1",
  metadata: {},
  next_payment_attempt: 1680645978,
  number: "C9CF46FB-0001",
  total: 1099,
} satisfies Partial<Stripe.Invoice>;

describe("invoices", () => {
  test.each([
    [
      "since 2025",
      {
        parent: {
          type: "subscription_details",
          subscription_details: { subscription: "sub_1", metadata: null },
        },
      },
    ],
    ["before", { subscription: "sub_1" }],
  ])("payment failed, with the subscription where it is %s", (_, where) => {
    const event = stripeEvent("invoice.payment_failed", { ...invoice, ...where });

    expect(event.type).toBe("invoice.payment_failed");
    expect(event.fields).toStrictEqual({
      invoiceId: "in_1MtHbELkdIwHu7ixl4OzzPMv",
      number: "C9CF46FB-0001",
      amount: 1099,
      currency: "USD",
      amountDue: 1099,
      amountPaid: 0,
      customerId: "cus_NeZwdNtLEOXuvB",
      customerEmail: "jennyrosen@example.com",
      subscriptionId: "sub_1",
      attemptCount: 1,
      nextAttemptAt: "2023-04-04T22:06:18.000Z",
      url: "https://invoice.stripe.com/i/acct_1/test_1",
      metadata: {},
    });
  });

  test.each(["created", "updated", "finalized", "sent", "overdue", "paid", "voided"])(
    "invoice.%s keeps its name",
    (name) => {
      expect(stripeEvent(`invoice.${name}`, invoice).type).toBe(`invoice.${name}`);
    },
  );

  test("a draft that was thrown away is its id", () => {
    const event = stripeEvent("invoice.deleted", { ...invoice, number: null });

    expect(event.type).toBe("invoice.deleted");
    expect(event.fields).toStrictEqual({ invoiceId: "in_1MtHbELkdIwHu7ixl4OzzPMv" });
  });

  test.each(["upcoming", "payment_action_required", "marked_uncollectible"])("invoice.%s stays", (name) => {
    expect(stripeEvent(`invoice.${name}`, invoice).type).toBe(`stripe.invoice.${name}`);
  });
});

describe("customers", () => {
  test.each(["created", "updated", "deleted"])("customer.%s keeps its name", (name) => {
    const customer = {
      id: "cus_NffrFeUfNV2Hib",
      object: "customer",
      address: { city: null, country: "DE", line1: null, line2: null, postal_code: null, state: null },
      email: "jennyrosen@example.com",
      metadata: {},
      name: "Jenny Rosen",
      phone: null,
    } satisfies Partial<Stripe.Customer>;
    const event = stripeEvent(`customer.${name}`, customer);

    expect(event.type).toBe(`customer.${name}`);
    expect(event.fields).toStrictEqual({
      customerId: "cus_NffrFeUfNV2Hib",
      email: "jennyrosen@example.com",
      name: "Jenny Rosen",
      country: "DE",
      metadata: {},
    });
  });
});

const dispute = {
  id: "dp_1MtJUT2eZvKYlo2CNaw2HvEv",
  object: "dispute",
  amount: 1000,
  charge: "ch_1AZtxr2eZvKYlo2CJDX8whov",
  created: 1680651737,
  currency: "usd",
  evidence_details: {
    due_by: 1681516799,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: "not_submitted",
  },
  is_charge_refundable: false,
  metadata: {},
  payment_intent: "pi_1GszsK2eZvKYlo2CfhZyoZLp",
  payment_method_details: {
    card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "10.4" },
    type: "card",
  },
  reason: "fraudulent",
  status: "needs_response",
} satisfies Partial<Stripe.Dispute>;

describe("disputes", () => {
  test("opened", () => {
    const event = stripeEvent("charge.dispute.created", dispute);

    expect(event.type).toBe("dispute.opened");
    expect(event.fields).toStrictEqual({
      disputeId: "dp_1MtJUT2eZvKYlo2CNaw2HvEv",
      paymentId: "pi_1GszsK2eZvKYlo2CfhZyoZLp",
      amount: 1000,
      currency: "USD",
      reason: "fraudulent",
      reasonCode: "10.4",
      stage: "chargeback",
      status: "needs_response",
      evidenceDueAt: "2023-04-14T23:59:59.000Z",
      openedAt: "2023-04-04T23:42:17.000Z",
      metadata: {},
    });
  });

  test("an inquiry, from an endpoint whose API version does not know the kind of case", () => {
    const { payment_method_details, ...older } = dispute;
    const event = stripeEvent("charge.dispute.created", {
      ...older,
      network_reason_code: payment_method_details.card.network_reason_code,
      payment_intent: null,
      status: "warning_needs_response",
    });

    expect(event.fields).toMatchObject({
      paymentId: "ch_1AZtxr2eZvKYlo2CJDX8whov",
      reasonCode: "10.4",
      stage: "inquiry",
      status: "needs_response",
    });
  });

  test("of PayPal's, where no answer is taken", () => {
    const event = stripeEvent("charge.dispute.updated", {
      ...dispute,
      evidence_details: { ...dispute.evidence_details, due_by: 0 },
      payment_method_details: { paypal: { case_id: "PP-D-1", reason_code: "INR" }, type: "paypal" },
      status: "appeal_under_review",
    });

    expect(event).toMatchObject({
      type: "dispute.updated",
      fields: { reasonCode: "INR", stage: "chargeback", status: "under_review" },
    });
    expect(event.fields).not.toHaveProperty("evidenceDueAt");
  });

  test("of a kind that is no stage", () => {
    const details = { card: { brand: "visa", case_type: "compliance" }, type: "card" };
    const event = stripeEvent("charge.dispute.created", { ...dispute, payment_method_details: details });

    expect(event.type).toBe("dispute.opened");
    expect(event.fields).not.toHaveProperty("stage");
  });

  test.each([
    ["won", "dispute.won", "won"],
    ["lost", "dispute.lost", "lost"],
    ["warning_closed", "dispute.closed", "closed"],
    ["prevented", "dispute.closed", "closed"],
  ])("closed as %s is %s", (theirs, type, status) => {
    expect(stripeEvent("charge.dispute.closed", { ...dispute, status: theirs })).toMatchObject({
      type,
      fields: { status },
    });
  });
});

const payout = {
  id: "po_1OaFDbEcg9tTZuTgNYmX0PKB",
  object: "payout",
  amount: 1100,
  application_fee_amount: null,
  arrival_date: 1680652800,
  automatic: true,
  created: 1680648691,
  currency: "eur",
  description: "STRIPE PAYOUT",
  destination: "ba_1MtIhL2eZvKYlo2CAElKwKu2",
  failure_code: null,
  failure_message: null,
  metadata: {},
  method: "standard",
  status: "paid",
  type: "bank_account",
} satisfies Partial<Stripe.Payout>;

describe("payouts", () => {
  const fields = {
    payoutId: "po_1OaFDbEcg9tTZuTgNYmX0PKB",
    amount: 1100,
    currency: "EUR",
    method: "bank_account",
    destinationId: "ba_1MtIhL2eZvKYlo2CAElKwKu2",
    description: "STRIPE PAYOUT",
    arrivesAt: "2023-04-05T00:00:00.000Z",
    metadata: {},
  };

  test.each(["created", "updated", "paid", "canceled"])("payout.%s keeps its name", (name) => {
    const event = stripeEvent(`payout.${name}`, payout);

    expect(event.type).toBe(`payout.${name}`);
    expect(event.fields).toStrictEqual(fields);
  });

  test("failed: with the reason", () => {
    const failure = { failure_code: "account_closed", failure_message: "The bank account has been closed." };
    const event = stripeEvent("payout.failed", { ...payout, ...failure, status: "failed" });

    expect(event.type).toBe("payout.failed");
    expect(event.fields).toStrictEqual({
      ...fields,
      failureCode: "account_closed",
      failureMessage: "The bank account has been closed.",
    });
  });

  test("instant, with a fee, in a currency whose places are Stripe's own", () => {
    const instant = { currency: "isk", amount: 110000, application_fee_amount: 1500, method: "instant" };

    expect(stripeEvent("payout.created", { ...payout, ...instant }).fields).toMatchObject({
      amount: 1100,
      fee: 15,
      method: "instant",
    });
  });

  test("that reverses another takes money back", () => {
    expect(stripeEvent("payout.created", { ...payout, amount: -1100 }).fields).toMatchObject({
      amount: -1100,
    });
  });

  test("whose entries can be listed now stays passthrough", () => {
    expect(stripeEvent("payout.reconciliation_completed", payout).type).toBe(
      "stripe.payout.reconciliation_completed",
    );
  });
});

describe("ways to pay", () => {
  const paymentMethod = {
    id: "pm_1MqLiJLkdIwHu7ixUEgbFdYF",
    object: "payment_method",
    card: { brand: "visa", exp_month: 8, exp_year: 2026, last4: "4242" },
    created: 1679945299,
    customer: "cus_9s6XKzkNRiz8i3",
    metadata: {},
    type: "card",
  };
  const fields = {
    paymentMethodId: "pm_1MqLiJLkdIwHu7ixUEgbFdYF",
    customerId: "cus_9s6XKzkNRiz8i3",
    method: "card",
    brand: "visa",
    last4: "4242",
    expiryMonth: 8,
    expiryYear: 2026,
  };

  test.each([
    ["payment_method.attached", "payment_method.added"],
    ["payment_method.updated", "payment_method.updated"],
    ["payment_method.automatically_updated", "payment_method.updated"],
  ])("%s is %s", (theirs, ours) => {
    const event = stripeEvent(theirs, paymentMethod);

    expect(event.type).toBe(ours);
    expect(event.fields).toStrictEqual(fields);
  });

  test("one that was taken away says whose it was", () => {
    const event = stripeEvent(
      "payment_method.detached",
      { ...paymentMethod, customer: null },
      { customer: "cus_9s6XKzkNRiz8i3" },
    );

    expect(event.type).toBe("payment_method.removed");
    expect(event.fields).toStrictEqual(fields);
  });

  test("a bank account has its bank", () => {
    const { card: _, ...other } = paymentMethod;
    const us_bank_account = { bank_name: "STRIPE TEST BANK", last4: "6789", account_type: "checking" };
    const event = stripeEvent("payment_method.attached", {
      ...other,
      type: "us_bank_account",
      us_bank_account,
    });

    expect(event.fields).toStrictEqual({
      paymentMethodId: "pm_1MqLiJLkdIwHu7ixUEgbFdYF",
      customerId: "cus_9s6XKzkNRiz8i3",
      method: "us_bank_account",
      brand: "STRIPE TEST BANK",
      last4: "6789",
    });
  });

  test("a card of the older API expires", () => {
    const card = {
      id: "card_1MvoiELkdIwHu7ixOeFGbN9D",
      object: "card",
      brand: "Visa",
      customer: "cus_NhD8HD2bY8dP3V",
      exp_month: 4,
      exp_year: 2024,
      last4: "4242",
    };
    const event = stripeEvent("customer.source.expiring", card);

    expect(event.type).toBe("payment_method.expired");
    expect(event.fields).toStrictEqual({
      paymentMethodId: "card_1MvoiELkdIwHu7ixOeFGbN9D",
      customerId: "cus_NhD8HD2bY8dP3V",
      method: "card",
      brand: "visa",
      last4: "4242",
      expiryMonth: 4,
      expiryYear: 2024,
    });
  });
});

describe("products", () => {
  test.each(["created", "updated", "deleted"])("product.%s keeps its name", (name) => {
    const product = {
      id: "prod_NWjs8kKbJWmuuc",
      object: "product",
      active: true,
      created: 1678833149,
      default_price: "price_1MoBy5LkdIwHu7ixZhnattbh",
      description: null,
      metadata: { line: "gold" },
      name: "Gold Plan",
      url: null,
    } satisfies Partial<Stripe.Product>;
    const event = stripeEvent(`product.${name}`, product);

    expect(event.type).toBe(`product.${name}`);
    expect(event.fields).toStrictEqual({
      productId: "prod_NWjs8kKbJWmuuc",
      name: "Gold Plan",
      isActive: true,
      metadata: { line: "gold" },
    });
  });
});
