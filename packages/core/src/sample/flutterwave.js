import { defineSamples } from "./sample.ts";
export const flutterwave = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Flutterwave" }),
    events: {
        "charge.completed": (context) => ({
            payload: {
                webhook_id: `wbk_${context.id(20)}`,
                timestamp: context.now.getTime(),
                type: "charge.completed",
                data: {
                    id: `chg_${context.id(10)}`,
                    amount: 2500,
                    currency: "NGN",
                    customer: {
                        id: `cus_${context.id(10)}`,
                        email: "ada.obi@example.com",
                        name: { first: "Ada", last: "Obi" },
                    },
                    description: null,
                    payment_method: { type: "card" },
                    status: "succeeded",
                    reference: context.uuid(),
                    created_datetime: context.now.toISOString(),
                },
            },
        }),
    },
});
