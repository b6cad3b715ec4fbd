import { defineSamples } from "./sample.ts";
export const mercadoPago = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "MercadoPago WebHook v1.0 payment",
        "x-request-id": context.uuid(),
    }),
    events: {
        "payment.updated": (context) => ({
            payload: {
                id: Number(context.digits(12)),
                live_mode: true,
                type: "payment",
                date_created: context.now.toISOString(),
                user_id: Number(context.digits(9)),
                api_version: "v1",
                action: "payment.updated",
                data: { id: context.digits(11) },
            },
        }),
    },
});
