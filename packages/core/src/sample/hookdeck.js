import { defineSamples } from "./sample.ts";
export const hookdeck = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "x-hookdeck-attempt-count": "1",
        "x-hookdeck-eventid": `evt_${context.id(16)}`,
        "x-hookdeck-requestid": `req_${context.id(16)}`,
        "x-hookdeck-source-name": "acme",
        "x-hookdeck-verified": "true",
    }),
    events: {
        "order.created": (context) => ({
            payload: { id: `ord_${context.id(16)}`, type: "order.created", data: { total: 4990, currency: "EUR" } },
        }),
    },
});
