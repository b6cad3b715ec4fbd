import { minorUnits } from "../domain/money.ts";
import type { Fields } from "../domain/read.ts";
import { globalId, globalNumber } from "./shopify-id.ts";

/** One line of an order, or of what is sent. `currency` is that of its price. */
export function lineItem(item: Fields, currency: unknown): Fields {
  return {
    itemId: globalId(item, "LineItem"),
    name: item["name"] ?? item["title"],
    sku: item["sku"],
    productId: globalNumber("Product", item["product_id"]),
    quantity: item["quantity"],
    unitAmount: minorUnits(item["price"], currency),
  };
}
