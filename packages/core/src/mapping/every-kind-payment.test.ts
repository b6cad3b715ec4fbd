import { describe, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import { cases } from "../testing/mapping-row.ts";

/*
 * Kinds of event that a provider sends beside those that it is known for. Amounts are in `money.test.ts`.
 */

const at = "2026-01-01T00:00:00.000Z";

const mollie = (type: string, entity: JsonObject): Json => ({
  resource: "event",
  id: "e",
  type,
  _embedded: { entity },
});

const dispute = (dispute_status: string): Json => ({
  type: "DISPUTE_CLOSED",
  data: {
    dispute: { dispute_id: 7, dispute_type: "CHARGEBACK", dispute_status },
    order_details: { order_id: "o" },
  },
});

describe("payments", () => {
  test.each(
    cases([
      [
        "a dispute at Cashfree",
        "cashfree",
        {
          type: "DISPUTE_CREATED",
          data: {
            dispute: {
              dispute_id: "433475258",
              dispute_type: "PRE_ARBITRATION",
              reason_code: "13.1",
              reason_description: "Not received",
              dispute_amount: 3,
              created_at: "2023-06-15T21:49:48+05:30",
              respond_by: "2023-06-18T23:59:59+05:30",
            },
            order_details: { order_id: "o1", order_currency: "INR", cf_payment_id: 885_473_311 },
          },
        },
        "dispute.opened",
        {
          disputeId: "433475258",
          paymentId: "885473311",
          orderId: "o1",
          amount: 300,
          currency: "INR",
          stage: "pre_arbitration",
          reasonCode: "13.1",
          openedAt: "2023-06-15T16:19:48.000Z",
          evidenceDueAt: "2023-06-18T18:29:59.000Z",
        },
      ],
      ["one that was won", "cashfree", dispute("CHARGEBACK_MERCHANT_WON"), "dispute.won", { disputeId: "7" }],
      [
        "one that was accepted",
        "cashfree",
        dispute("CHARGEBACK_MERCHANT_ACCEPTED"),
        "dispute.lost",
        { stage: "chargeback" },
      ],
      [
        "one that ended otherwise",
        "cashfree",
        dispute("CHARGEBACK_CLOSED"),
        "dispute.closed",
        { orderId: "o" },
      ],
      [
        "a link that was paid",
        "cashfree",
        { type: "PAYMENT_LINK_EVENT", data: { cf_link_id: 5, link_id: "mine", link_status: "PAID" } },
        "checkout.completed",
        { checkoutId: "5", reference: "mine", paymentStatus: "paid" },
      ],
      [
        "what a PayPal subscription takes",
        "paypal",
        {
          event_type: "PAYMENT.SALE.COMPLETED",
          resource: { id: "S1", parent_payment: "P1", amount: { total: "0.48", currency: "USD" } },
        },
        "payment.succeeded",
        { paymentId: "S1", orderId: "P1", amount: 48 },
      ],
      [
        "a sale that was refunded",
        "paypal",
        {
          event_type: "PAYMENT.SALE.REFUNDED",
          resource: { id: "R1", sale_id: "S1", amount: { total: "0.48", currency: "USD" } },
        },
        "refund.succeeded",
        { refundId: "R1", paymentId: "S1" },
      ],
      [
        "an invoice at PayPal",
        "paypal",
        {
          event_type: "INVOICING.INVOICE.PAID",
          resource: {
            invoice: {
              id: "INV2-1",
              detail: { invoice_number: "0001" },
              amount: { currency_code: "USD", value: "74.21" },
              primary_recipients: [{ billing_info: { email_address: "a@example.com" } }],
            },
          },
        },
        "invoice.paid",
        { invoiceId: "INV2-1", number: "0001", amount: 7421, customerEmail: "a@example.com" },
      ],
      [
        "a card in PayPal's vault",
        "paypal",
        {
          event_type: "VAULT.PAYMENT-TOKEN.CREATED",
          resource: {
            id: "8kk",
            customer: { id: "c" },
            payment_source: { card: { last_digits: "1111", brand: "VISA", expiry: "2030-02" } },
          },
        },
        "payment_method.added",
        {
          paymentMethodId: "8kk",
          customerId: "c",
          method: "card",
          brand: "visa",
          last4: "1111",
          expiryMonth: 2,
          expiryYear: 2030,
        },
      ],
      [
        "a link of Razorpay's that was paid",
        "razorpay",
        {
          event: "payment_link.paid",
          payload: {
            payment_link: {
              entity: {
                id: "plink",
                amount: 1000,
                currency: "INR",
                reference_id: "r",
                expire_by: 0,
                notes: [],
              },
            },
            payment: { entity: { id: "pay_1" } },
          },
        },
        "checkout.completed",
        { checkoutId: "plink", amount: 1000, reference: "r", paymentId: "pay_1", paymentStatus: "paid" },
      ],
      [
        "a settlement",
        "razorpay",
        {
          event: "settlement.processed",
          payload: { settlement: { entity: { id: "setl_1", amount: 5, utr: "U1" } } },
        },
        "payout.paid",
        { payoutId: "setl_1", reference: "U1" },
      ],
      [
        "a request for payment at Paystack",
        "paystack",
        {
          event: "paymentrequest.success",
          data: { request_code: "PRQ_1", amount: 5000, currency: "NGN", paid: true, invoice_number: 3 },
        },
        "invoice.paid",
        { invoiceId: "PRQ_1", number: "3", amount: 5000, amountPaid: 5000 },
      ],
      [
        "a payment at Mollie that was captured in part",
        "mollie",
        mollie("payment.paid", {
          id: "tr_1",
          amount: { value: "10.00", currency: "EUR" },
          amountCaptured: { value: "4.00", currency: "EUR" },
          method: "klarna",
          customerId: "cst_1",
        }),
        "payment.succeeded",
        { paymentId: "tr_1", amount: 400, method: "klarna", customerId: "cst_1" },
      ],
      [
        "one that failed",
        "mollie",
        mollie("payment.failed", {
          id: "tr_1",
          amount: { value: "10.00", currency: "EUR" },
          details: { failureReason: "insufficient_funds", failureMessage: "Not enough" },
        }),
        "payment.failed",
        { failureCode: "insufficient_funds", failureMessage: "Not enough" },
      ],
      [
        "a refund that is on its way",
        "mollie",
        mollie("refund.processing", {
          id: "re_1",
          paymentId: "tr_1",
          amount: { value: "10.00", currency: "EUR" },
        }),
        "refund.updated",
        { refundId: "re_1", paymentId: "tr_1", status: "pending" },
      ],
      [
        "a chargeback at Mollie",
        "mollie",
        mollie("chargeback.received", {
          resource: "chargeback",
          id: "chb_1",
          amount: { currency: "EUR", value: "10.00" },
          reason: { code: "AC01", description: "Account identifier incorrect" },
          paymentId: "tr_1",
          createdAt: at,
        }),
        "dispute.opened",
        { disputeId: "chb_1", paymentId: "tr_1", amount: 1000, reasonCode: "AC01", openedAt: at },
      ],
      [
        "one that was reversed",
        "mollie",
        mollie("chargeback.reversed", { id: "chb_1" }),
        "dispute.won",
        { disputeId: "chb_1" },
      ],
      [
        "a subscription at Airwallex",
        "airwallex",
        {
          name: "subscription.in_trial",
          data: { object: { id: "sub", status: "IN_TRIAL", billing_customer_id: "bcus" } },
        },
        "subscription.updated",
        { subscriptionId: "sub", status: "trialing", customerId: "bcus" },
      ],
      [
        "a transfer at Airwallex",
        "airwallex",
        {
          name: "payout.transfer.paid",
          data: { id: "t", transfer_amount: 10.5, transfer_currency: "USD", beneficiary_id: "b" },
        },
        "payout.paid",
        { payoutId: "t", amount: 1050, currency: "USD", destinationId: "b" },
      ],
      [
        "a chargeback at Flutterwave",
        "flutterwave",
        { type: "chargeback.created", data: { id: "chb", amount: 10, currency: "NGN", reference: "o" } },
        "dispute.opened",
        { disputeId: "chb", orderId: "o", amount: 1000 },
      ],
      [
        "a payout of GoCardless, without its amount",
        "gocardless",
        { id: "EV1", resource_type: "payouts", action: "paid", links: { payout: "PO1" } },
        "payout.paid",
        { payoutId: "PO1" },
      ],
      [
        "a mandate that ended",
        "gocardless",
        {
          id: "EV1",
          resource_type: "mandates",
          action: "cancelled",
          links: { mandate: "MD1" },
          details: { scheme: "bacs" },
        },
        "payment_method.removed",
        { paymentMethodId: "MD1", method: "bacs" },
      ],
      [
        "money that comes in at Modern Treasury",
        "modern-treasury",
        {
          event: "completed",
          data: {
            object: "incoming_payment_detail",
            id: "i",
            amount: 5,
            currency: "USD",
            direction: "credit",
          },
        },
        "payment.succeeded",
        { paymentId: "i", amount: 5 },
      ],
      [
        "a subscription at Mercado Pago",
        "mercado-pago",
        { id: 1, type: "subscription_preapproval", action: "updated", data: { id: "2c93" } },
        "subscription.updated",
        { subscriptionId: "2c93" },
      ],
      [
        "a chargeback at Mercado Pago",
        "mercado-pago",
        { id: 1, type: "topic_chargebacks_wh", actions: ["changed_case_status"], data: { id: "ch" } },
        "dispute.updated",
        { disputeId: "ch" },
      ],
      [
        "Adyen's choice between a cancelation and a refund",
        "adyen",
        {
          eventCode: "CANCEL_OR_REFUND",
          pspReference: "2",
          originalReference: "1",
          success: "true",
          amount: { value: 5, currency: "EUR" },
          additionalData: { "modification.action": "refund" },
        },
        "refund.succeeded",
        { refundId: "2", paymentId: "1" },
      ],
      [
        "a pre-arbitration that was lost",
        "adyen",
        {
          eventCode: "PREARBITRATION_LOST",
          pspReference: "2",
          originalReference: "1",
          amount: { value: 5, currency: "EUR" },
        },
        "dispute.lost",
        { disputeId: "2", stage: "pre_arbitration" },
      ],
    ]),
  )("%s", (_what, check) => check());
});
