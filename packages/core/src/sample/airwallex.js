import { defineSamples } from "./sample.ts";
export const airwallex = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Airwallex-Webhook/1.0" }),
    events: {
        "payment_intent.succeeded": (context) => ({
            payload: {
                id: `evt_${context.id(24)}`,
                name: "payment_intent.succeeded",
                account_id: `acct_${context.id(22)}`,
                data: {
                    object: {
                        id: `int_${context.id(24)}`,
                        request_id: context.uuid(),
                        amount: 49.9,
                        captured_amount: 49.9,
                        currency: "SGD",
                        merchant_order_id: `order-${context.digits(6)}`,
                        customer_id: `cus_${context.id(24)}`,
                        status: "SUCCEEDED",
                    },
                },
                created_at: context.now.toISOString().replace(/\.\d+Z$/, "+0000"),
                version: "2025-02-14",
            },
        }),
    },
});
