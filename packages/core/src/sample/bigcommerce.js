import { defineSamples, unixSeconds } from "./sample.ts";
function event(context, scope, data) {
    return {
        payload: {
            store_id: context.digits(7),
            producer: `stores/${context.id(10).toLowerCase()}`,
            scope,
            data,
            hash: Buffer.from(context.random(20)).toString("hex"),
            created_at: unixSeconds(context.now),
        },
    };
}
export const bigcommerce = defineSamples({
    headers: (context) => ({ "content-type": "application/json", "webhook-id": context.uuid() }),
    events: {
        "store/order/created": (context) => event(context, "store/order/created", { type: "order", id: Number(context.digits(4)) }),
        "store/customer/created": (context) => event(context, "store/customer/created", { type: "customer", id: Number(context.digits(3)) }),
        "store/shipment/created": (context) => event(context, "store/shipment/created", {
            type: "shipment",
            id: Number(context.digits(3)),
            orderId: Number(context.digits(4)),
        }),
    },
});
