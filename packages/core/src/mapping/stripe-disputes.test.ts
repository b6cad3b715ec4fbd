import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { stripeEvent } from "../testing/fixture/stripe-event.ts";

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
