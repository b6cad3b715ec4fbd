import { defineFamily } from "./definition.ts";
import { id, list, maybe, oneOf, shape, text, time } from "./field.ts";
import { orderItem } from "./order.ts";
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
];
const fields = {
    fulfilmentId: id,
    orderId: maybe(id),
    status: maybe(oneOf(fulfilmentStatuses)),
    carrier: maybe(text, "Who brings it: `UPS`, `DHL Express`."),
    service: maybe(text, "What was booked with the carrier: `Ground`, `Next Day`."),
    trackingNumber: maybe(text),
    trackingUrl: maybe(text),
    items: maybe(list(orderItem), "What is in the parcel."),
    recipientName: maybe(text),
    country: maybe(text, "Where it goes: two letters, ISO 3166-1."),
    shippedAt: maybe(time),
    estimatedDeliveryAt: maybe(time),
    deliveredAt: maybe(time),
};
const fulfilment = shape(fields);
export const fulfilmentEvents = defineFamily("Goods on their way: a parcel, a courier's task, a pick-up.", {
    "fulfilment.created": {
        description: "Sending began: a shipment was made, or a label printed.",
        schema: fulfilment,
    },
    "fulfilment.updated": {
        description: "Something about a shipment changed, such as its tracking number or where it is.",
        schema: fulfilment,
    },
    "fulfilment.shipped": {
        description: "The carrier has it.",
        schema: fulfilment,
    },
    "fulfilment.out_for_delivery": {
        description: "It should arrive today.",
        schema: fulfilment,
    },
    "fulfilment.delivered": {
        description: "It arrived, or was picked up.",
        schema: fulfilment,
    },
    "fulfilment.failed": {
        description: "An attempt to deliver failed, or the shipment did.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
    "fulfilment.returned": {
        description: "It is on its way back to the sender, or is back.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
    "fulfilment.canceled": {
        description: "A shipment was called off.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
});
