import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, idText, someText, translate } from "../domain/read.ts";

/*
 * Field names from Recharge's API reference (2021-11), from memory. Amounts are decimal text; times have no zone, so
 * they are left out.
 */

/** Recharge; the provider's types are its topics, `charge/paid`. */
export const rechargeMapping = defineMapping({
  "charge/paid": row("payment.succeeded", payment),
  "charge/failed": row("payment.failed", (input) => ({
    ...payment(input),
    failureCode: someText(object(input, "charge")["error_type"]),
    failureMessage: someText(object(input, "charge")["error"]),
  })),
  "charge/refunded": row("refund.succeeded", (input) => {
    const entry = object(input, "charge");
    return {
      refundId: idText(entry["id"]), // a refund has no id of its own here
      paymentId: idText(entry["id"]),
      amount: minorUnits(entry["total_refunds"] ?? entry["total_price"], entry["currency"]),
      currency: entry["currency"],
      status: "succeeded",
    };
  }),
  "subscription/created": row("subscription.created", subscription),
  "subscription/updated": row("subscription.updated", subscription),
  "subscription/activated": row("subscription.resumed", subscription),
  "subscription/paused": row("subscription.paused", subscription),
  "subscription/cancelled": row("subscription.canceled", subscription),
  "order/created": row("order.created", order),
  "order/updated": row("order.updated", order),
  "order/cancelled": row("order.canceled", order),
  "order/deleted": row("order.deleted", (input) => ({
    orderId: idText(object(input, "order")["id"]),
    number: undefined,
  })),
  "customer/created": row("customer.created", customer),
  "customer/updated": row("customer.updated", customer),
  "customer/deleted": row("customer.deleted", customer),
});

function object({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(payload)[kind]);
}

function payment(input: MappingInput): DomainFields<"payment.succeeded"> {
  const entry = object(input, "charge");
  const customer = fields(entry["customer"]);
  return {
    paymentId: idText(entry["id"]),
    amount: minorUnits(entry["total_price"], entry["currency"]),
    currency: entry["currency"],
    customerId: idText(customer["id"]),
    customerEmail: someText(customer["email"]),
  };
}

function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = object(input, "subscription");
  const currency = someText(entry["presentment_currency"]);
  return {
    subscriptionId: idText(entry["id"]),
    customerId: idText(entry["customer_id"]),
    status: translate(entry["status"], statuses),
    productId: idText(fields(entry["external_product_id"])["ecommerce"]),
    quantity: entry["quantity"],
    unitAmount: currency === undefined ? undefined : minorUnits(entry["price"], currency),
    currency,
    cancellationReason: someText(entry["cancellation_reason"]),
  };
}

const statuses: Readonly<Record<string, string>> = {
  active: "active",
  cancelled: "canceled",
  expired: "expired",
};

function order(input: MappingInput): DomainFields<"order.created"> {
  const entry = object(input, "order");
  const currency = entry["currency"];
  return {
    orderId: idText(entry["id"]),
    amount: minorUnits(entry["total_price"], currency),
    currency,
    customerId: idText(fields(entry["customer"])["id"]),
    customerEmail: someText(fields(entry["customer"])["email"]),
    items: elements(entry["line_items"]).map((one) => {
      const item = fields(one);
      return {
        name: item["title"],
        sku: someText(item["sku"]),
        quantity: item["quantity"],
        unitAmount: minorUnits(item["unit_price"], currency),
      };
    }),
  };
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const entry = object(input, "customer");
  const names = [someText(entry["first_name"]), someText(entry["last_name"])].filter(
    (name) => name !== undefined,
  );
  return {
    customerId: idText(entry["id"]),
    email: someText(entry["email"]),
    name: names.length === 0 ? undefined : names.join(" "),
    phone: someText(entry["phone"]),
  };
}
