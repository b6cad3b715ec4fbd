import { defineSamples, unixSeconds } from "./sample.ts";
export const chargebee = defineSamples({
    headers: () => ({ "content-type": "application/json;charset=UTF-8", "user-agent": "ChargeBee" }),
    events: {
        payment_succeeded: (context) => ({
            payload: {
                id: `ev_${context.id(16)}`,
                occurred_at: unixSeconds(context.now),
                source: "scheduled_job",
                object: "event",
                api_version: "v2",
                event_type: "payment_succeeded",
                webhook_status: "not_configured",
                content: {
                    transaction: {
                        id: `txn_${context.id(16)}`,
                        customer_id: context.id(16),
                        gateway: "stripe",
                        payment_method: "card",
                        date: unixSeconds(context.now),
                        type: "payment",
                        status: "success",
                        amount: 1900,
                        currency_code: "USD",
                        object: "transaction",
                    },
                    invoice: {
                        id: context.digits(4),
                        status: "paid",
                        total: 1900,
                        currency_code: "USD",
                        object: "invoice",
                    },
                    customer: { id: context.id(16), email: "jenny.rosen@example.com", object: "customer" },
                },
            },
        }),
    },
});
