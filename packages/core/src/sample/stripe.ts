import type { Json, JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent, unixSeconds } from "./sample.ts";

function event(context: SampleContext, type: string, object: JsonObject, previous?: JsonObject): SampleEvent {
  return {
    payload: {
      id: `evt_${context.id()}`,
      object: "event",
      api_version: "2025-09-30.clover",
      created: unixSeconds(context.now),
      data: { object, ...(previous !== undefined && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: `req_${context.id(14)}`, idempotency_key: context.uuid() },
      type,
    },
  };
}

function paymentIntent(context: SampleContext, fields: JsonObject): JsonObject {
  return {
    id: `pi_${context.id()}`,
    object: "payment_intent",
    amount: 4990,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    canceled_at: null,
    capture_method: "automatic_async",
    confirmation_method: "automatic",
    created: unixSeconds(context.now) - 4,
    currency: "eur",
    customer: `cus_${context.id(14)}`,
    description: null,
    last_payment_error: null,
    latest_charge: `ch_${context.id()}`,
    livemode: false,
    metadata: { order_id: `order-${context.digits(6)}` },
    payment_method: `pm_${context.id()}`,
    payment_method_types: ["card", "link"],
    receipt_email: "jenny.rosen@example.com",
    status: "requires_payment_method",
    ...fields,
  };
}

const card: Json = {
  card: { brand: "visa", country: "US", exp_month: 12, exp_year: 2030, funding: "credit", last4: "4242" },
  type: "card",
};

export const stripe = defineSamples({
  headers: () => ({
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    accept: "*/*; q=0.5, application/xml",
    "cache-control": "no-cache",
  }),
  events: {
    "payment_intent.succeeded": (context) =>
      event(
        context,
        "payment_intent.succeeded",
        paymentIntent(context, { amount_received: 4990, status: "succeeded" }),
      ),

    // Yen are whole: 4990 is ¥4990.
    "payment_intent.processing": (context) =>
      event(
        context,
        "payment_intent.processing",
        paymentIntent(context, {
          currency: "jpy",
          payment_method_types: ["konbini"],
          processing: { type: "card" },
          status: "processing",
        }),
      ),

    "payment_intent.payment_failed": (context) =>
      event(
        context,
        "payment_intent.payment_failed",
        paymentIntent(context, {
          last_payment_error: {
            charge: `ch_${context.id()}`,
            code: "card_declined",
            decline_code: "insufficient_funds",
            doc_url: "https://stripe.com/docs/error-codes/card-declined",
            message: "Your card has insufficient funds.",
            type: "card_error",
          },
        }),
      ),

    "charge.refunded": (context) =>
      event(
        context,
        "charge.refunded",
        {
          id: `ch_${context.id()}`,
          object: "charge",
          amount: 4990,
          amount_captured: 4990,
          amount_refunded: 4990,
          balance_transaction: `txn_${context.id()}`,
          billing_details: { email: "jenny.rosen@example.com", name: "Jenny Rosen", phone: null },
          captured: true,
          created: unixSeconds(context.now) - 86_400,
          currency: "eur",
          customer: `cus_${context.id(14)}`,
          livemode: false,
          metadata: { order_id: `order-${context.digits(6)}` },
          paid: true,
          payment_intent: `pi_${context.id()}`,
          payment_method_details: card,
          receipt_email: "jenny.rosen@example.com",
          refunded: true,
          status: "succeeded",
        },
        { amount_refunded: 0, refunded: false },
      ),

    "refund.created": (context) =>
      event(context, "refund.created", {
        id: `re_${context.id()}`,
        object: "refund",
        amount: 4990,
        balance_transaction: `txn_${context.id()}`,
        charge: `ch_${context.id()}`,
        created: unixSeconds(context.now),
        currency: "eur",
        destination_details: { card: { type: "refund" }, type: "card" },
        metadata: {},
        payment_intent: `pi_${context.id()}`,
        reason: "requested_by_customer",
        receipt_number: null,
        status: "succeeded",
      }),

    "charge.dispute.created": (context) => {
      const at = unixSeconds(context.now);
      return event(context, "charge.dispute.created", {
        id: `du_${context.id()}`,
        object: "dispute",
        amount: 4990,
        balance_transactions: [],
        charge: `ch_${context.id()}`,
        created: at,
        currency: "eur",
        enhanced_eligibility_types: [],
        evidence_details: {
          due_by: at + 777_600,
          enhanced_eligibility: {},
          has_evidence: false,
          past_due: false,
          submission_count: 0,
          submission_method: "not_submitted",
        },
        is_charge_refundable: false,
        livemode: false,
        metadata: {},
        payment_intent: `pi_${context.id()}`,
        payment_method_details: {
          card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "10.4" },
          type: "card",
        },
        reason: "fraudulent",
        status: "needs_response",
      });
    },

    "payout.paid": (context) => {
      const at = unixSeconds(context.now);
      return event(context, "payout.paid", {
        id: `po_${context.id()}`,
        object: "payout",
        amount: 128_450,
        application_fee: null,
        application_fee_amount: null,
        arrival_date: at - (at % 86_400),
        automatic: true,
        balance_transaction: `txn_${context.id()}`,
        created: at - 172_800,
        currency: "eur",
        description: "STRIPE PAYOUT",
        destination: `ba_${context.id()}`,
        failure_balance_transaction: null,
        failure_code: null,
        failure_message: null,
        livemode: false,
        metadata: {},
        method: "standard",
        original_payout: null,
        reconciliation_status: "completed",
        reversed_by: null,
        source_type: "card",
        statement_descriptor: null,
        status: "paid",
        type: "bank_account",
      });
    },

    "checkout.session.completed": (context) =>
      event(context, "checkout.session.completed", {
        id: `cs_test_${context.id(58)}`,
        object: "checkout.session",
        amount_subtotal: 4990,
        amount_total: 4990,
        client_reference_id: `cart-${context.digits(6)}`,
        created: unixSeconds(context.now) - 90,
        currency: "eur",
        customer: `cus_${context.id(14)}`,
        customer_details: {
          address: { city: "Berlin", country: "DE" },
          email: "jenny.rosen@example.com",
          name: "Jenny Rosen",
        },
        expires_at: unixSeconds(context.now) + 86_310,
        invoice: null,
        livemode: false,
        metadata: {},
        mode: "payment",
        payment_intent: `pi_${context.id()}`,
        payment_status: "paid",
        status: "complete",
        subscription: null,
        success_url: "https://shop.example.com/thanks",
      }),

    "customer.subscription.created": (context) => {
      const customer = `cus_${context.id(14)}`;
      const price = `price_${context.id()}`;
      const start = unixSeconds(context.now);
      return event(context, "customer.subscription.created", {
        id: `sub_${context.id()}`,
        object: "subscription",
        billing_cycle_anchor: start,
        cancel_at_period_end: false,
        canceled_at: null,
        collection_method: "charge_automatically",
        created: start,
        currency: "eur",
        customer,
        items: {
          object: "list",
          data: [
            {
              id: `si_${context.id(14)}`,
              object: "subscription_item",
              created: start,
              current_period_end: start + 2_592_000,
              current_period_start: start,
              price: {
                id: price,
                object: "price",
                active: true,
                currency: "eur",
                product: `prod_${context.id(14)}`,
                recurring: { interval: "month", interval_count: 1, usage_type: "licensed" },
                type: "recurring",
                unit_amount: 1900,
                unit_amount_decimal: "1900",
              },
              quantity: 1,
            },
          ],
          has_more: false,
          total_count: 1,
        },
        latest_invoice: `in_${context.id()}`,
        livemode: false,
        metadata: {},
        start_date: start,
        status: "active",
        trial_end: null,
      });
    },

    "invoice.paid": (context) => {
      const at = unixSeconds(context.now);
      return event(context, "invoice.paid", {
        id: `in_${context.id()}`,
        object: "invoice",
        account_country: "DE",
        amount_due: 1900,
        amount_paid: 1900,
        amount_remaining: 0,
        attempt_count: 1,
        billing_reason: "subscription_cycle",
        collection_method: "charge_automatically",
        created: at - 3700,
        currency: "eur",
        customer: `cus_${context.id(14)}`,
        customer_email: "jenny.rosen@example.com",
        customer_name: "Jenny Rosen",
        hosted_invoice_url: `https://invoice.stripe.com/i/acct_test/${context.id(40)}`,
        livemode: false,
        metadata: {},
        number: `${context.id(8).toUpperCase()}-0007`,
        parent: {
          subscription_details: { metadata: {}, subscription: `sub_${context.id()}` },
          type: "subscription_details",
        },
        period_end: at,
        period_start: at - 2_592_000,
        status: "paid",
        status_transitions: { finalized_at: at - 100, paid_at: at },
        subtotal: 1900,
        total: 1900,
      });
    },

    "customer.created": (context) =>
      event(context, "customer.created", {
        id: `cus_${context.id(14)}`,
        object: "customer",
        address: null,
        balance: 0,
        created: unixSeconds(context.now),
        currency: null,
        default_source: null,
        delinquent: false,
        description: null,
        email: "jenny.rosen@example.com",
        livemode: false,
        metadata: {},
        name: "Jenny Rosen",
        phone: null,
        preferred_locales: ["de"],
      }),

    "v2.core.event_destination.ping": (context) => ({
      payload: {
        id: `evt_test_${context.id(32)}`,
        object: "v2.core.event",
        type: "v2.core.event_destination.ping",
        livemode: false,
        created: context.now.toISOString(),
        context: null,
        related_object: {
          id: `ed_test_${context.id(32)}`,
          type: "v2.core.event_destination",
          url: "/v2/core/event_destinations/ed_test",
        },
      },
    }),
  },
});
