import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, instant, known, someText, translate } from "../domain/read.ts";
import { dispute, disputeOf } from "./shopify-dispute.ts";
import { fulfilment, fulfilmentOf, parcel } from "./shopify-fulfilment.ts";
import { globalId } from "./shopify-id.ts";
import { lineItem } from "./shopify-item.ts";
import { failedPayment, isTransaction, payment, refund, refundsWith } from "./shopify-payment.ts";
import {
  billedContract,
  billing,
  contractOf,
  hasContractStatus,
  subscription,
} from "./shopify-subscription.ts";

/*
 * Field names from the payloads that Shopify documents for each topic. Ids are global ids (`gid://shopify/Order/…`):
 * Shopify's numbers may be larger than a JavaScript number holds, and have lost digits by the time they are read.
 * Amounts are decimal text in the shop's own currency.
 * @see https://shopify.dev/docs/api/webhooks
 */

/** Shopify; the provider's types are its topics, `orders/create`. */
export const shopifyMapping = defineMapping({
  "orders/create": row("order.created", order),
  "orders/updated": row("order.updated", order),
  "orders/paid": row("order.paid", order),
  "orders/partially_fulfilled": row("order.partially_fulfilled", order),
  "orders/fulfilled": row("order.fulfilled", order),
  "orders/cancelled": row("order.canceled", (input) => {
    const { cancel_reason, cancelled_at } = fields(input.payload);
    return { ...order(input), reason: cancel_reason, canceledAt: instant(cancelled_at) };
  }),
  "orders/delete": row("order.deleted", (input) => ({ orderId: idAs("Order")(input) }), {
    subject: idAs("Order"),
  }),

  "fulfillments/create": row("fulfilment.created", fulfilment),
  "fulfillments/update": [
    row("fulfilment.canceled", fulfilment, { when: hasStatus("cancelled") }),
    row("fulfilment.failed", fulfilment, { when: hasStatus("error", "failure") }),
    row("fulfilment.updated", fulfilment),
  ],
  // A parcel in transit is told of at each stop, so that is no sign that it was just handed over.
  "fulfillment_events/create": [
    row("fulfilment.shipped", parcel, { when: hasStatus("carrier_picked_up"), subject: fulfilmentOf }),
    row("fulfilment.out_for_delivery", parcel, {
      when: hasStatus("out_for_delivery"),
      subject: fulfilmentOf,
    }),
    row("fulfilment.delivered", parcel, {
      when: hasStatus("delivered", "picked_up"),
      subject: fulfilmentOf,
    }),
    row("fulfilment.failed", parcel, {
      when: hasStatus("attempted_delivery", "failure"),
      subject: fulfilmentOf,
    }),
    row("fulfilment.updated", parcel, { subject: fulfilmentOf }),
  ],

  "order_transactions/create": [
    row("payment.succeeded", payment, { when: isTransaction(["sale", "capture"], ["success"]) }),
    row("payment.authorized", payment, { when: isTransaction(["authorization"], ["success"]) }),
    row("payment.canceled", payment, { when: isTransaction(["void"], ["success"]) }),
    row("payment.failed", failedPayment, {
      when: isTransaction(["sale", "capture", "authorization"], ["failure", "error"]),
    }),
    row("payment.processing", payment, { when: isTransaction(["sale", "capture"], ["pending"]) }),
  ],

  // Goods put back without money given back are no refund, and stay passthrough.
  "refunds/create": [
    row("refund.succeeded", refund, { when: (input) => refundsWith(input, "success").length > 0 }),
    row("refund.created", refund, { when: (input) => refundsWith(input).length > 0 }),
  ],

  "disputes/create": row("dispute.opened", dispute, { subject: disputeOf }),
  "disputes/update": [
    row("dispute.won", dispute, { when: hasStatus("won"), subject: disputeOf }),
    row("dispute.lost", dispute, { when: hasStatus("lost", "accepted"), subject: disputeOf }),
    row("dispute.closed", dispute, { when: hasStatus("charge_refunded"), subject: disputeOf }),
    row("dispute.updated", dispute, { subject: disputeOf }),
  ],

  "checkouts/create": row("checkout.created", checkout, { subject: checkoutToken }),
  "checkouts/update": row("checkout.updated", checkout, { subject: checkoutToken }),

  "subscription_contracts/create": row("subscription.created", subscription, { subject: contractOf }),
  "subscription_contracts/update": [
    row("subscription.canceled", subscription, {
      when: hasContractStatus("cancelled", "expired"),
      subject: contractOf,
    }),
    row("subscription.paused", subscription, { when: hasContractStatus("paused"), subject: contractOf }),
    row("subscription.updated", subscription, { subject: contractOf }),
  ],
  "subscription_billing_attempts/success": row("subscription.renewed", billing, { subject: billedContract }),
  "subscription_billing_attempts/failure": row("subscription.payment_failed", billing, {
    subject: billedContract,
  }),
  "customers/create": row("customer.created", customer),
  "customers/update": row("customer.updated", customer),
  "customers/delete": row("customer.deleted", customer),

  "products/create": row("product.created", product),
  "products/update": row("product.updated", product),
  "products/delete": row("product.deleted", product, { subject: idAs("Product") }),
});

function order({ payload }: MappingInput): DomainFields<"order.created"> {
  const entry = fields(payload);
  const currency = entry["currency"];
  return {
    orderId: globalId(entry, "Order"),
    number: entry["name"],
    amount: minorUnits(entry["total_price"], currency),
    currency,
    customerId: customerOf(entry),
    customerEmail: someText(entry["email"]) ?? someText(entry["contact_email"]),
    checkoutId: entry["checkout_token"],
    paymentStatus: known(entry["financial_status"], [
      "pending",
      "authorized",
      "partially_paid",
      "paid",
      "partially_refunded",
      "refunded",
      "voided",
    ]),
    fulfilmentStatus:
      entry["fulfillment_status"] === null
        ? "unfulfilled"
        : translate(entry["fulfillment_status"], fulfilmentStatuses),
    items: elements(entry["line_items"]).map((item) => lineItem(fields(item), currency)),
    placedAt: instant(entry["processed_at"] ?? entry["created_at"]),
  };
}

const fulfilmentStatuses: Readonly<Record<string, string>> = {
  partial: "partially_fulfilled",
  fulfilled: "fulfilled",
};

function checkout(input: MappingInput): DomainFields<"checkout.created"> {
  const entry = fields(input.payload);
  return {
    checkoutId: checkoutToken(input),
    amount: minorUnits(entry["total_price"], entry["currency"]),
    currency: entry["currency"],
    reference: entry["cart_token"],
    customerId: customerOf(entry),
    customerEmail: someText(entry["email"]),
    url: entry["abandoned_checkout_url"],
  };
}

/** What an order calls its checkout, too. */
function checkoutToken({ payload }: MappingInput): string | undefined {
  return someText(fields(payload)["token"]);
}

function customer({ payload }: MappingInput): DomainFields<"customer.created"> {
  const entry = fields(payload);
  const name = [someText(entry["first_name"]), someText(entry["last_name"])].filter(
    (part) => part !== undefined,
  );
  return {
    customerId: globalId(entry, "Customer"),
    email: entry["email"],
    name: name.length === 0 ? undefined : name.join(" "),
    phone: entry["phone"],
    country: fields(entry["default_address"])["country_code"],
  };
}

function customerOf(entry: Fields): string | undefined {
  return globalId(fields(entry["customer"]), "Customer");
}

/** Prices come without their currency, which is the shop's, so they are left out. */
function product({ payload }: MappingInput): DomainFields<"product.created"> {
  const entry = fields(payload);
  const { status } = entry;
  return {
    productId: globalId(entry, "Product"),
    name: entry["title"],
    sku: someText(fields(elements(entry["variants"])[0])["sku"]),
    isActive: typeof status === "string" ? status === "active" : undefined,
  };
}

function hasStatus(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => statuses.includes(String(fields(payload)["status"]));
}

/** For topics that give only the number of what is gone. */
function idAs(kind: string): (input: MappingInput) => string | undefined {
  return ({ payload }) => globalId(fields(payload), kind);
}
