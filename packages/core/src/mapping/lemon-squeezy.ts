import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, known, someText, translate } from "../domain/read.ts";
import { wholeUnits } from "./whole-units.ts";

/*
 * JSON:API resources, field names from Lemon Squeezy's documentation, from memory. Amounts are minor units. Refunds
 * have no id of their own: that of the order or of the subscription's invoice stands in.
 *
 * `subscription_cancelled` only plans the end, so it is an update; the end itself is `subscription_expired`.
 */

/** Lemon Squeezy. */
export const lemonSqueezyMapping = defineMapping({
  order_created: row("order.created", order),
  order_refunded: row("refund.succeeded", (input) => ({ ...refund(input), orderId: resourceId(input) })),

  subscription_created: row("subscription.created", subscription),
  subscription_updated: row("subscription.updated", subscription),
  subscription_cancelled: row("subscription.updated", subscription),
  subscription_resumed: row("subscription.updated", subscription),
  subscription_paused: row("subscription.paused", subscription),
  subscription_unpaused: row("subscription.resumed", subscription),
  subscription_expired: row("subscription.canceled", subscription),

  subscription_payment_success: row("invoice.paid", invoice),
  subscription_payment_failed: row("invoice.payment_failed", invoice),
  subscription_payment_refunded: row("refund.succeeded", refund),
});

function resourceId({ payload }: MappingInput): string | undefined {
  return idText(fields(fields(payload)["data"])["id"]);
}

function attributes({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["attributes"]);
}

function order(input: MappingInput): DomainFields<"order.created"> {
  const entry = attributes(input);
  const item = fields(entry["first_order_item"]);
  return {
    orderId: resourceId(input),
    number: idText(entry["order_number"]),
    amount: wholeUnits(entry["total"]),
    currency: entry["currency"],
    customerId: idText(entry["customer_id"]),
    customerEmail: someText(entry["user_email"]),
    paymentStatus: translate(entry["status"], orderStatuses),
    items:
      item["id"] === undefined
        ? []
        : [
            {
              itemId: idText(item["id"]),
              name: item["product_name"],
              productId: idText(item["product_id"]),
              quantity: item["quantity"] ?? 1,
              unitAmount: wholeUnits(item["price"]),
            },
          ],
    placedAt: instant(entry["created_at"]),
  };
}

const orderStatuses: Readonly<Record<string, string>> = {
  pending: "pending",
  paid: "paid",
  partial_refund: "partially_refunded",
  refunded: "refunded",
};

function refund(input: MappingInput): DomainFields<"refund.succeeded"> {
  const entry = attributes(input);
  return {
    refundId: resourceId(input),
    amount: wholeUnits(entry["refunded_amount"]) ?? wholeUnits(entry["total"]),
    currency: entry["currency"],
    status: "succeeded",
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = attributes(input);
  const status = translate(entry["status"], subscriptionStatus);
  return {
    subscriptionId: resourceId(input),
    customerId: idText(entry["customer_id"]),
    status,
    priceId: idText(entry["variant_id"]),
    productId: idText(entry["product_id"]),
    quantity: fields(entry["first_subscription_item"])["quantity"],
    startedAt: instant(entry["created_at"]),
    currentPeriodEnd: instant(entry["renews_at"]),
    trialEnd: instant(entry["trial_ends_at"]),
    cancelAtPeriodEnd: entry["cancelled"],
    canceledAt: status === "expired" ? instant(entry["ends_at"]) : undefined,
  };
}

/** A cancelled subscription runs until `ends_at`. */
const subscriptionStatus: Readonly<Record<string, string>> = {
  on_trial: "trialing",
  active: "active",
  paused: "paused",
  past_due: "past_due",
  unpaid: "unpaid",
  cancelled: "active",
  expired: "expired",
};

function invoice(input: MappingInput): DomainFields<"invoice.paid"> {
  const entry = attributes(input);
  const isPaid = known(entry["status"], ["paid"]) !== undefined;
  const total = wholeUnits(entry["total"]);
  return {
    invoiceId: resourceId(input),
    amount: total,
    amountPaid: isPaid ? total : undefined,
    currency: entry["currency"],
    customerId: idText(entry["customer_id"]),
    customerEmail: someText(entry["user_email"]),
    subscriptionId: idText(entry["subscription_id"]),
    url: fields(entry["urls"])["invoice_url"],
  };
}
