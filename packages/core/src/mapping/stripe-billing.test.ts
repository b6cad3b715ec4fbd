import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { stripeEvent } from "../testing/fixture/stripe-event.ts";

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
