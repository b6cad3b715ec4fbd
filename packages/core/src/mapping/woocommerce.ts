import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { elements, type Fields, fields, idText, instant, someText, translate } from "../domain/read.ts";

/*
 * Field names from WooCommerce's REST API, version 3, from memory. Amounts are decimal text; times in UTC are written
 * without saying so. A cancelled order is an update like any other, told apart by its status.
 */

/** WooCommerce; the provider's types are its topics, `order.created`. */
export const woocommerceMapping = defineMapping({
  "order.created": row("order.created", order),
  "order.updated": [
    row("order.canceled", order, { when: ({ payload }) => fields(payload)["status"] === "cancelled" }),
    row("order.updated", order),
  ],
  "order.restored": row("order.updated", order),
  "order.deleted": row("order.deleted", ({ payload }) => ({
    orderId: idText(fields(payload)["id"]),
    number: undefined,
  })),
  "customer.created": row("customer.created", customer),
  "customer.updated": row("customer.updated", customer),
  "customer.deleted": row("customer.deleted", customer),
  "product.created": row("product.created", product),
  "product.updated": row("product.updated", product),
  "product.deleted": row("product.deleted", product),
});

function order({ payload }: MappingInput): DomainFields<"order.created"> {
  const entry = fields(payload);
  const currency = entry["currency"];
  const status = String(entry["status"]);
  return {
    orderId: idText(entry["id"]),
    number: someText(entry["number"]),
    amount: minorUnits(entry["total"], currency),
    currency,
    customerId: entry["customer_id"] === 0 ? undefined : idText(entry["customer_id"]), // 0 is a guest
    customerEmail: someText(fields(entry["billing"])["email"]),
    paymentStatus: translate(status, paymentStatuses),
    fulfilmentStatus: status === "completed" ? "fulfilled" : undefined,
    items: elements(entry["line_items"]).map((item) => lineItem(fields(item), currency)),
    placedAt: instant(utc(entry["date_created_gmt"])),
  };
}

const paymentStatuses: Readonly<Record<string, string>> = {
  pending: "pending",
  "on-hold": "pending",
  processing: "paid",
  completed: "paid",
  refunded: "refunded",
};

/** A price has more places than the currency where tax was taken out of it: then it is left out. */
function lineItem(item: Fields, currency: unknown): Fields {
  return {
    itemId: idText(item["id"]),
    name: item["name"],
    sku: someText(item["sku"]),
    productId: idText(item["product_id"]),
    quantity: item["quantity"],
    unitAmount: minorUnits(item["price"], currency),
  };
}

function customer({ payload }: MappingInput): DomainFields<"customer.created"> {
  const entry = fields(payload);
  const names = [someText(entry["first_name"]), someText(entry["last_name"])].filter(
    (name) => name !== undefined,
  );
  return {
    customerId: idText(entry["id"]),
    email: someText(entry["email"]),
    name: names.length === 0 ? someText(entry["username"]) : names.join(" "),
    phone: someText(fields(entry["billing"])["phone"]),
    country: someText(fields(entry["billing"])["country"]),
  };
}

function product({ payload }: MappingInput): DomainFields<"product.created"> {
  const entry = fields(payload);
  return {
    productId: idText(entry["id"]),
    name: someText(entry["name"]),
    sku: someText(entry["sku"]),
    isActive: entry["status"] === undefined ? undefined : entry["status"] === "publish",
    url: someText(entry["permalink"]),
  };
}

function utc(value: unknown): string | undefined {
  return typeof value === "string" ? `${value}Z` : undefined;
}
