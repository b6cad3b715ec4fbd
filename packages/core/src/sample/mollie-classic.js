import { defineSamples } from "./sample.ts";
export const mollieClassic = defineSamples({
    headers: () => ({
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Mollie.com client/1.0",
    }),
    events: {
        "payment.changed": (context) => ({ encoding: "form", payload: { id: `tr_${context.id(10)}` } }),
    },
});
