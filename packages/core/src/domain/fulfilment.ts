import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, list, maybe, oneOf, shape, text, time } from "./field.ts";
import { orderItem, orderWords } from "./order.ts";

/** The states of a parcel, in words that no carrier owns. */
export const fulfilmentStatuses = [
  "pending",
  "ready",
  "in_transit",
  "out_for_delivery",
  "delivered",
  "failed",
  "returned",
  "canceled",
] as const;

const fields = {
  fulfilmentId: id,
  orderId: maybe(id),
  status: maybe(oneOf(fulfilmentStatuses)),
  carrier: maybe(text),
  service: maybe(text),
  trackingNumber: maybe(text),
  trackingUrl: maybe(text),
  items: maybe(list(orderItem)),
  recipientName: maybe(text),
  country: maybe(text),
  shippedAt: maybe(time),
  estimatedDeliveryAt: maybe(time),
  deliveredAt: maybe(time),
};

const fulfilment = shape(fields);

export const fulfilmentEvents = defineFamily({
  "fulfilment.created": fulfilment,
  "fulfilment.updated": fulfilment,
  "fulfilment.shipped": fulfilment,
  "fulfilment.out_for_delivery": fulfilment,
  "fulfilment.delivered": fulfilment,
  "fulfilment.failed": shape({ ...fields, reason: maybe(text) }),
  "fulfilment.returned": shape({ ...fields, reason: maybe(text) }),
  "fulfilment.canceled": shape({ ...fields, reason: maybe(text) }),
});

export const fulfilmentWords = {
  family: "Goods on their way: a parcel, a courier's task, a pick-up.",
  types: {
    "fulfilment.created": "Sending began: a shipment was made, or a label printed.",
    "fulfilment.updated": "Something about a shipment changed, such as its tracking number or where it is.",
    "fulfilment.shipped": "The carrier has it.",
    "fulfilment.out_for_delivery": "It should arrive today.",
    "fulfilment.delivered": "It arrived, or was picked up.",
    "fulfilment.failed": "An attempt to deliver failed, or the shipment did.",
    "fulfilment.returned": "It is on its way back to the sender, or is back.",
    "fulfilment.canceled": "A shipment was called off.",
  },
  fields: {
    carrier: "Who brings it: `UPS`, `DHL Express`.",
    service: "What was booked with the carrier: `Ground`, `Next Day`.",
    items: "What is in the parcel.",
    "items[].unitAmount": orderWords.fields["items[].unitAmount"],
    country: "Where it goes: two letters, ISO 3166-1.",
  },
} satisfies FamilyWords<typeof fulfilmentEvents>;
