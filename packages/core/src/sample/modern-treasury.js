import { defineSamples } from "./sample.ts";
export const modernTreasury = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json",
        "x-topic": type.split(".")[0] ?? "",
        "x-event-id": context.uuid(),
        "x-delivery-id": context.uuid(),
        "x-organization-id": context.uuid(),
    }),
    events: {
        "payment_order.completed": (context) => ({
            payload: {
                event: "completed",
                data: {
                    id: context.uuid(),
                    object: "payment_order",
                    type: "ach",
                    amount: 250000,
                    currency: "USD",
                    direction: "credit",
                    description: "Payroll of November",
                    status: "completed",
                    metadata: { run: context.digits(4) },
                    receiving_account_id: context.uuid(),
                    originating_account_id: context.uuid(),
                    live_mode: true,
                    created_at: context.now.toISOString(),
                    updated_at: context.now.toISOString(),
                },
            },
        }),
    },
});
