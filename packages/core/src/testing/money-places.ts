import type { Json, JsonObject } from "../event.ts";
import type { ProviderId } from "../providers.ts";

/** How a provider writes an amount: in minor units or in major ones, as a number or as text. */
export type Form = "minor number" | "minor text" | "major number" | "major text";

/** One place where a mapping reads an amount. */
export interface Place {
  readonly provider: ProviderId;
  readonly type: string;
  readonly form: Form;
  readonly payload: (amount: Json, currency: string) => Json;
  /** The domain field. Default `amount`. */
  readonly field?: string;
}

const data = (fields: JsonObject): Json => ({ data: fields });
const object = (fields: JsonObject): Json => ({ data: { object: fields } });
const xml = (kind: string, fields: JsonObject): Json => ({ notification: { subject: { [kind]: fields } } });

const stripe = (type: string, of: (amount: Json, currency: string) => JsonObject, field?: string): Place => ({
  provider: "stripe",
  type,
  form: "minor number",
  payload: (amount, currency) => object({ id: "1", ...of(amount, currency.toLowerCase()) }),
  ...(field !== undefined && { field }),
});
const adyen = (type: string): Place => ({
  provider: "adyen",
  type,
  form: "minor number",
  payload: (value, currency) => ({
    pspReference: "1",
    originalReference: "0",
    success: "true",
    amount: { value, currency },
  }),
});
const braintree = (type: string, of: (amount: Json, currency: string) => Json, field?: string): Place => ({
  provider: "braintree",
  type,
  form: "major text",
  payload: of,
  ...(field !== undefined && { field }),
});
const plain = (
  provider: Place["provider"],
  type: string,
  form: Form,
  payload: Place["payload"],
  field?: string,
): Place => ({ provider, type, form, payload, ...(field !== undefined && { field }) });
const paypal = (type: string, of: (amount: Json, currency: string) => JsonObject, field?: string): Place =>
  plain("paypal", type, "major text", (amount, currency) => ({ resource: of(amount, currency) }), field);
const razorpay = (kind: string, type: string): Place =>
  plain("razorpay", type, "minor number", (amount, currency) => ({
    payload: { [kind]: { entity: { id: "1", amount, currency, notes: [] } } },
  }));
const square = (kind: string, type: string, of: (money: JsonObject) => JsonObject, field?: string): Place =>
  plain(
    "square",
    type,
    "minor number",
    (amount, currency) => object({ [kind]: { id: "1", ...of({ amount, currency }) } }),
    field,
  );

/** Every place where a mapping reads an amount, by kind of entity. */
export const places: readonly Place[] = [
  stripe("payment_intent.succeeded", (amount_received, currency) => ({ amount_received, currency })),
  stripe("payment_intent.created", (amount, currency) => ({ amount, currency })),
  stripe("refund.created", (amount, currency) => ({ amount, currency, status: "succeeded" })),
  stripe("charge.dispute.created", (amount, currency) => ({ amount, currency })),
  stripe("payout.paid", (amount, currency) => ({ amount, currency })),
  stripe("payout.paid", (application_fee_amount, currency) => ({ application_fee_amount, currency }), "fee"),
  stripe("checkout.session.completed", (amount_total, currency) => ({ amount_total, currency })),
  stripe("invoice.paid", (total, currency) => ({ total, currency })),
  stripe("invoice.paid", (amount_due, currency) => ({ total: 100_000, amount_due, currency }), "amountDue"),
  stripe(
    "invoice.paid",
    (amount_paid, currency) => ({ total: 100_000, amount_paid, currency }),
    "amountPaid",
  ),
  stripe(
    "customer.subscription.created",
    (unit_amount, currency) => ({ currency, items: { data: [{ price: { unit_amount, currency } }] } }),
    "unitAmount",
  ),
  ...["AUTHORISATION", "CAPTURE", "REFUND", "CHARGEBACK", "PAYOUT_THIRDPARTY"].map(adyen),
  plain("adyen-platform", "balancePlatform.transfer.updated", "minor number", (value, currency) =>
    data({ id: "1", category: "bank", direction: "outgoing", status: "booked", amount: { value, currency } }),
  ),
  ...["payment_intent.succeeded", "refund.settled", "payment_dispute.won"].map((type) =>
    plain("airwallex", type, "major number", (amount, currency) => object({ id: "1", amount, currency })),
  ),
  plain("airwallex", "invoice.payment.paid", "major number", (total_amount, currency) =>
    object({ id: "1", total_amount, currency }),
  ),
  plain("airwallex", "payout.transfer.paid", "major number", (transfer_amount, transfer_currency) =>
    data({ id: "1", transfer_amount, transfer_currency }),
  ),
  braintree("transaction_settled", (amount, code) =>
    xml("transaction", { id: "1", amount, "currency-iso-code": code }),
  ),
  braintree("refund_failed", (amount, code) =>
    xml("transaction", { id: "1", amount, "currency-iso-code": code }),
  ),
  braintree("dispute_opened", (amount, code) =>
    xml("dispute", { id: "1", amount, "currency-iso-code": code }),
  ),
  braintree("disbursement", (amount, code) =>
    xml("disbursement", { id: "1", amount, "merchant-account": { "currency-iso-code": code } }),
  ),
  braintree("subscription_charged_successfully", (amount, code) =>
    xml("subscription", { id: "1", transactions: [{ id: "2", amount, "currency-iso-code": code }] }),
  ),
  braintree(
    "subscription_went_active",
    (price, code) => xml("subscription", { id: "1", price, transactions: [{ "currency-iso-code": code }] }),
    "unitAmount",
  ),
  plain("cashfree", "PAYMENT_SUCCESS_WEBHOOK", "major number", (payment_amount, payment_currency) =>
    data({ payment: { cf_payment_id: "1", payment_amount, payment_currency } }),
  ),
  plain("cashfree", "REFUND_STATUS_WEBHOOK", "major number", (refund_amount, refund_currency) =>
    data({ refund: { cf_refund_id: "1", refund_status: "SUCCESS", refund_amount, refund_currency } }),
  ),
  plain("cashfree", "DISPUTE_CREATED", "major number", (dispute_amount, order_currency) =>
    data({ dispute: { dispute_id: "1", dispute_amount }, order_details: { order_currency } }),
  ),
  plain("cashfree", "PAYMENT_LINK_EVENT", "major text", (link_amount, link_currency) =>
    data({ cf_link_id: 1, link_status: "PAID", link_amount, link_currency }),
  ),
  ...["payment_succeeded", "payment_refunded"].map((type) =>
    plain("chargebee", type, "minor number", (amount, currency_code) => ({
      content: { transaction: { id: "1", amount, currency_code } },
    })),
  ),
  plain("chargebee", "invoice_generated", "minor number", (total, currency_code) => ({
    content: { invoice: { id: "1", total, currency_code } },
  })),
  plain(
    "chargebee",
    "subscription_created",
    "minor number",
    (unit_price, currency_code) => ({
      content: { subscription: { id: "1", currency_code, subscription_items: [{ unit_price }] } },
    }),
    "unitAmount",
  ),
  plain("clerk", "paymentAttempt.updated", "minor number", (amount, currency) =>
    data({
      payment_id: "1",
      status: "paid",
      totals: { grand_total: { amount, currency: currency.toLowerCase() } },
    }),
  ),
  plain(
    "clerk",
    "subscription.created",
    "minor number",
    (amount, currency) => data({ id: "1", items: [{ amount: { amount, currency } }] }),
    "unitAmount",
  ),
  ...["charge:confirmed", "charge:created"].map((type) =>
    plain("coinbase-commerce", type, "major text", (amount, currency) => ({
      event: { data: { id: "1", pricing: { local: { amount, currency } } } },
    })),
  ),
  plain("fastspring", "order.completed", "major number", (total, currency) =>
    data({ order: "1", total, currency }),
  ),
  plain("fastspring", "return.created", "major number", (totalReturn, currency) =>
    data({ return: "1", totalReturn, currency }),
  ),
  plain("fastspring", "subscription.charge.completed", "major number", (total, currency) =>
    data({ order: "1", total, currency }),
  ),
  plain(
    "fastspring",
    "subscription.activated",
    "major number",
    (price, currency) => data({ id: "1", price, currency }),
    "unitAmount",
  ),
  plain("flutterwave", "charge.completed", "major number", (amount, currency) =>
    data({ id: 1, status: "successful", amount, currency }),
  ),
  ...["refund.completed", "chargeback.created"].map((type) =>
    plain("flutterwave", type, "major number", (amount, currency) => data({ id: "1", amount, currency })),
  ),
  plain("flutterwave", "transfer.completed", "major number", (amount, currency) =>
    data({ id: 1, status: "SUCCESSFUL", amount, currency }),
  ),
  plain("lemon-squeezy", "order_created", "minor number", (total, currency) =>
    data({ id: "1", attributes: { total, currency } }),
  ),
  plain("lemon-squeezy", "order_refunded", "minor number", (refunded_amount, currency) =>
    data({ id: "1", attributes: { refunded_amount, currency } }),
  ),
  plain("lemon-squeezy", "subscription_payment_success", "minor number", (total, currency) =>
    data({ id: "1", attributes: { total, currency } }),
  ),
  ...(["credit", "debit"] as const).map((direction) =>
    plain("modern-treasury", "payment_order.completed", "minor number", (amount, currency) =>
      data({ id: "1", amount, currency, direction }),
    ),
  ),
  plain("modern-treasury", "incoming_payment_detail.completed", "minor number", (amount, currency) =>
    data({ id: "1", amount, currency, direction: "credit" }),
  ),
  ...["payment.paid", "payment.pending", "refund.refunded", "chargeback.received", "payout.completed"].map(
    (type) =>
      plain("mollie", type, "major text", (value, currency) => ({
        _embedded: { entity: { id: "1", amount: { value, currency } } },
      })),
  ),
  plain("mollie", "payment.paid", "major text", (value, currency) => ({
    _embedded: {
      entity: { id: "1", amount: { value: "100000", currency }, amountCaptured: { value, currency } },
    },
  })),
  plain("mollie", "payment-link.paid", "major text", (value, currency) => ({
    _embedded: { entity: { id: "1", amount: { value, currency } } },
  })),
  plain("mollie", "sales-invoice.paid", "major text", (value, currency) => ({
    _embedded: { entity: { id: "1", totalAmount: { value, currency } } },
  })),
  plain("paddle", "transaction.paid", "minor text", (grand_total, currency_code) =>
    data({ id: "1", currency_code, details: { totals: { grand_total } } }),
  ),
  ...["refund", "chargeback", "chargeback_warning", "chargeback_reverse"].map((action) =>
    plain("paddle", "adjustment.created", "minor text", (total, currency_code) =>
      data({ id: "1", action, status: "approved", currency_code, totals: { total } }),
    ),
  ),
  plain("paddle", "payout.paid", "minor text", (amount, currency_code) =>
    data({ id: "1", amount, currency_code }),
  ),
  plain(
    "paddle",
    "subscription.created",
    "minor text",
    (amount, currency_code) =>
      data({ id: "1", currency_code, items: [{ price: { unit_price: { amount } } }] }),
    "unitAmount",
  ),
  ...["PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED"].map((type) =>
    paypal(type, (value, currency_code) => ({ id: "1", amount: { value, currency_code } })),
  ),
  ...["PAYMENT.SALE.COMPLETED", "PAYMENT.SALE.REFUNDED"].map((type) =>
    paypal(type, (total, currency) => ({ id: "1", amount: { total, currency } })),
  ),
  paypal("INVOICING.INVOICE.PAID", (value, currency_code) => ({
    invoice: { id: "1", amount: { value, currency_code } },
  })),
  paypal("INVOICING.INVOICE.PAID", (value, currency) => ({ id: "1", total_amount: { value, currency } })),
  paypal(
    "INVOICING.INVOICE.CREATED",
    (value, currency_code) => ({
      invoice: { id: "1", amount: { value: "100", currency_code }, due_amount: { value, currency_code } },
    }),
    "amountDue",
  ),
  paypal("CHECKOUT.ORDER.APPROVED", (value, currency_code) => ({
    id: "1",
    purchase_units: [{ amount: { value, currency_code } }],
  })),
  paypal("CUSTOMER.DISPUTE.CREATED", (value, currency_code) => ({
    dispute_id: "1",
    dispute_amount: { value, currency_code },
  })),
  paypal("PAYMENT.PAYOUTS-ITEM.SUCCEEDED", (value, currency) => ({
    payout_item_id: "1",
    payout_item: { amount: { value, currency } },
  })),
  ...(["minor number", "minor text"] as const).flatMap((form) => [
    plain("paystack", "charge.success", form, (amount, currency) =>
      data({ reference: "1", amount, currency }),
    ),
    plain("paystack", "refund.processed", form, (amount, currency) => data({ id: 1, amount, currency })),
    plain("paystack", "transfer.success", form, (amount, currency) =>
      data({ transfer_code: "1", amount, currency }),
    ),
    plain("paystack", "paymentrequest.success", form, (amount, currency) =>
      data({ request_code: "1", amount, currency }),
    ),
    plain("paystack", "charge.dispute.create", form, (refund_amount, currency) =>
      data({ id: 1, refund_amount, currency }),
    ),
    plain("paystack", "invoice.update", form, (amount, currency) =>
      data({ invoice_code: "1", paid: true, amount, transaction: { currency } }),
    ),
  ]),
  plain(
    "paystack",
    "subscription.create",
    "minor number",
    (amount, currency) => data({ subscription_code: "1", amount, plan: { currency } }),
    "unitAmount",
  ),
  plain("pipedrive", "change.deal", "major number", (value, currency) => data({ id: 1, value, currency })),
  ...["order.paid", "checkout.created"].map((type) =>
    plain("polar", type, "minor number", (total_amount, currency) =>
      data({ id: "1", total_amount, currency: currency.toLowerCase() }),
    ),
  ),
  plain("polar", "refund.created", "minor number", (amount, currency) =>
    data({ id: "1", amount, currency: currency.toLowerCase() }),
  ),
  plain(
    "polar",
    "subscription.created",
    "minor number",
    (amount, currency) => data({ id: "1", amount, currency: currency.toLowerCase() }),
    "unitAmount",
  ),
  razorpay("payment", "payment.captured"),
  razorpay("order", "order.paid"),
  razorpay("refund", "refund.processed"),
  razorpay("invoice", "invoice.paid"),
  razorpay("dispute", "payment.dispute.created"),
  razorpay("payout", "payout.processed"),
  razorpay("payment_link", "payment_link.paid"),
  plain("recharge", "charge/paid", "major text", (total_price, currency) => ({
    charge: { id: 1, total_price, currency },
  })),
  plain("recharge", "charge/refunded", "major text", (total_refunds, currency) => ({
    charge: { id: 1, total_refunds, currency },
  })),
  plain("recharge", "order/created", "major text", (total_price, currency) => ({
    order: { id: 1, total_price, currency },
  })),
  plain(
    "recharge",
    "subscription/created",
    "major text",
    (price, presentment_currency) => ({ subscription: { id: 1, price, presentment_currency } }),
    "unitAmount",
  ),
  ...["orders/create", "checkouts/create"].map((type) =>
    plain("shopify", type, "major text", (total_price, currency) => ({
      id: 1,
      name: "#1",
      token: "t",
      total_price,
      currency,
    })),
  ),
  ...["order_transactions/create", "disputes/create"].map((type) =>
    plain("shopify", type, "major text", (amount, currency) => ({
      id: 1,
      kind: "sale",
      status: "success",
      amount,
      currency,
    })),
  ),
  plain("shopify", "refunds/create", "major text", (amount, currency) => ({
    id: 1,
    transactions: [{ kind: "refund", status: "success", amount, currency }],
  })),
  square("payment", "payment.created", (money) => ({ status: "COMPLETED", total_money: money })),
  square("refund", "refund.created", (money) => ({ amount_money: money })),
  square("dispute", "dispute.created", (money) => ({ amount_money: money })),
  square("payout", "payout.paid", (money) => ({ amount_money: money })),
  square("invoice", "invoice.created", (money) => ({ payment_requests: [{ computed_amount_money: money }] })),
  ...(["minor number", "minor text"] as const).map((form) =>
    plain("webflow", "ecomm_new_order", form, (value, unit) => ({
      payload: { orderId: "1", customerPaid: { value, unit } },
    })),
  ),
  plain("woocommerce", "order.created", "major text", (total, currency) => ({ id: 1, total, currency })),
];
