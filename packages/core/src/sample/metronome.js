import { defineSamples } from "./sample.ts";
export const metronome = defineSamples({
    headers: () => ({ "content-type": "application/json" }),
    events: {
        "alerts.low_remaining_credit_balance_reached": (context) => ({
            payload: {
                id: context.uuid(),
                type: "alerts.low_remaining_credit_balance_reached",
                properties: {
                    customer_id: context.uuid(),
                    alert_id: context.uuid(),
                    timestamp: context.now.toISOString(),
                    threshold: 1000,
                    alert_name: "Less than $10 left",
                    remaining_balance: 950,
                },
            },
        }),
    },
});
