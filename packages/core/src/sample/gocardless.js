import { defineSamples } from "./sample.ts";
function request(context, event) {
    return {
        payload: {
            events: [
                {
                    id: `EV${context.id(10).toUpperCase()}`,
                    created_at: context.now.toISOString(),
                    ...event,
                    metadata: {},
                },
            ],
            meta: { webhook_id: `WB${context.id(10).toUpperCase()}` },
        },
    };
}
export const gocardless = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        origin: "https://api.gocardless.com",
        "user-agent": "gocardless-webhook-service/1.1",
        "webhook-id": `WB${context.id(10).toUpperCase()}`,
    }),
    events: {
        "payments.confirmed": (context) => request(context, {
            resource_type: "payments",
            action: "confirmed",
            links: {
                payment: `PM${context.id(10).toUpperCase()}`,
                organisation: `OR${context.id(10).toUpperCase()}`,
            },
            details: {
                origin: "gocardless",
                cause: "payment_confirmed",
                description: "Enough time has passed since the payment was submitted for the banks to return an error.",
            },
        }),
        "subscriptions.created": (context) => request(context, {
            resource_type: "subscriptions",
            action: "created",
            links: { subscription: `SB${context.id(10).toUpperCase()}` },
            details: { origin: "api", cause: "subscription_created", description: "Subscription created." },
        }),
        "mandates.cancelled": (context) => request(context, {
            resource_type: "mandates",
            action: "cancelled",
            links: { mandate: `MD${context.id(10).toUpperCase()}` },
            details: {
                origin: "bank",
                cause: "bank_account_disabled",
                description: "The customer's bank account was closed.",
                scheme: "bacs",
                reason_code: "ADDACS-B",
            },
        }),
    },
});
