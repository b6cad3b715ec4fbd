import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText, translate } from "../domain/read.ts";
import { globalId, globalNumber } from "./shopify-id.ts";
import { lineItem } from "./shopify-item.ts";

/** What was packed into one parcel, as the topics `fulfillments/*` have it. */
export function fulfilment({ payload }: MappingInput): DomainFields<"fulfilment.created"> {
  const entry = fields(payload);
  const destination = fields(entry["destination"]);
  return {
    fulfilmentId: globalId(entry, "Fulfillment"),
    orderId: globalNumber("Order", entry["order_id"]),
    status: translate(entry["status"], states) ?? translate(entry["shipment_status"], parcelStates),
    carrier: someText(entry["tracking_company"]),
    trackingNumber: someText(entry["tracking_number"]) ?? elements(entry["tracking_numbers"])[0],
    trackingUrl: someText(entry["tracking_url"]) ?? elements(entry["tracking_urls"])[0],
    items: elements(entry["line_items"]).map((item) => lineItem(fields(item), currencyOf(fields(item)))),
    recipientName: someText(destination["name"]),
    country: someText(destination["country_code"]),
  };
}

/** What happened to a parcel on its way: about the fulfillment, not about the entry in its history. */
export function parcel({ payload }: MappingInput): DomainFields<"fulfilment.failed"> {
  const entry = fields(payload);
  const { status } = entry;
  const isDelivered = status === "delivered" || status === "picked_up";
  return {
    fulfilmentId: globalNumber("Fulfillment", entry["fulfillment_id"]),
    orderId: globalNumber("Order", entry["order_id"]),
    status: translate(status, parcelStates),
    shippedAt: status === "carrier_picked_up" ? instant(entry["happened_at"]) : undefined,
    estimatedDeliveryAt: instant(entry["estimated_delivery_at"]),
    deliveredAt: isDelivered ? instant(entry["happened_at"]) : undefined,
    reason: someText(entry["message"]),
  };
}

/** The fulfillment that an entry of its history is about. */
export function fulfilmentOf({ payload }: MappingInput): string | undefined {
  return globalNumber("Fulfillment", fields(payload)["fulfillment_id"]);
}

/** A fulfillment does not say its currency; the lines in it do. */
function currencyOf(item: Fields): unknown {
  return fields(fields(item["price_set"])["shop_money"])["currency_code"];
}

/** Of those that were packed (`success`) the parcel's own state is told. */
const states: Readonly<Record<string, string>> = {
  pending: "pending",
  open: "pending",
  cancelled: "canceled",
  error: "failed",
  failure: "failed",
};

const parcelStates: Readonly<Record<string, string>> = {
  label_purchased: "ready",
  label_printed: "ready",
  confirmed: "ready",
  ready_for_pickup: "ready",
  carrier_picked_up: "in_transit",
  in_transit: "in_transit",
  delayed: "in_transit",
  out_for_delivery: "out_for_delivery",
  attempted_delivery: "failed",
  failure: "failed",
  delivered: "delivered",
  picked_up: "delivered",
};
