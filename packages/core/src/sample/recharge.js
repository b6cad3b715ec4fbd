import { defineSamples } from "./sample.ts";
export const recharge = defineSamples({
    headers: (_context, topic) => ({
        "content-type": "application/json",
        "x-recharge-topic": topic,
        "x-recharge-version": "2021-11",
    }),
    events: {
        "charge/paid": (context) => ({
            payload: {
                charge: {
                    id: Number(context.digits(9)),
                    currency: "USD",
                    customer: { id: Number(context.digits(8)), email: "jenny.rosen@example.com" },
                    line_items: [{ title: "Coffee, 250 g", quantity: 1, unit_price: "19.00" }],
                    processed_at: context.now.toISOString().slice(0, 19),
                    status: "success",
                    total_price: "19.00",
                    type: "recurring",
                },
            },
        }),
    },
});
