import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText, translate } from "../domain/read.ts";

/* Field names from EasyPost's API reference, from memory. A tracker follows one parcel; its status says what happened. */

/** EasyPost. */
export const easypostMapping = defineMapping({
  "tracker.created": row("fulfilment.created", parcel),
  "tracker.updated": [
    row("fulfilment.shipped", parcel, { when: isNow(["in_transit"]) }),
    row("fulfilment.out_for_delivery", parcel, { when: isNow(["out_for_delivery"]) }),
    row("fulfilment.delivered", parcel, { when: isNow(["delivered"]) }),
    row("fulfilment.returned", parcel, { when: isNow(["return_to_sender"]) }),
    row("fulfilment.failed", parcel, { when: isNow(["failure", "error"]) }),
    row("fulfilment.canceled", parcel, { when: isNow(["cancelled"]) }),
    row("fulfilment.updated", parcel),
  ],
});

function tracker({ payload }: MappingInput): Fields {
  return fields(fields(payload)["result"]);
}

/**
 * A parcel in transit is reported at each stop: only the first report, where what went before was another state, is
 * that it was shipped.
 */
function isNow(states: readonly string[]): (input: MappingInput) => boolean {
  return (input) => {
    const before = fields(fields(input.payload)["previous_attributes"])["status"];
    const { status } = tracker(input);
    return (
      typeof status === "string" &&
      states.includes(status) &&
      (before === undefined ? status !== "in_transit" : before !== status)
    );
  };
}

function parcel(input: MappingInput): DomainFields<"fulfilment.created"> {
  const entry = tracker(input);
  return {
    fulfilmentId: entry["id"],
    status: translate(entry["status"], statuses),
    carrier: someText(entry["carrier"]),
    service: someText(fields(entry["carrier_detail"])["service"]),
    trackingNumber: someText(entry["tracking_code"]),
    trackingUrl: someText(entry["public_url"]),
    estimatedDeliveryAt: instant(entry["est_delivery_date"]),
  };
}

const statuses: Readonly<Record<string, string>> = {
  unknown: "pending",
  pre_transit: "ready",
  in_transit: "in_transit",
  out_for_delivery: "out_for_delivery",
  available_for_pickup: "ready",
  delivered: "delivered",
  return_to_sender: "returned",
  failure: "failed",
  error: "failed",
  cancelled: "canceled",
};
