import { defineSamples } from "./sample.ts";
export const coinbaseCommerce = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "weipay-webhooks" }),
    events: {
        "charge:confirmed": (context) => ({
            payload: {
                attempt_number: 1,
                event: {
                    api_version: "2018-03-22",
                    created_at: context.now.toISOString(),
                    data: {
                        id: context.uuid(),
                        code: context.id(8).toUpperCase(),
                        name: "Handbook",
                        description: "The handbook, printed",
                        hosted_url: "https://commerce.coinbase.com/charges/66BEOV2A",
                        created_at: context.now.toISOString(),
                        expires_at: new Date(context.now.getTime() + 3600000).toISOString(),
                        pricing_type: "fixed_price",
                        pricing: {
                            local: { amount: "49.90", currency: "USD" },
                            ethereum: { amount: "0.016", currency: "ETH" },
                        },
                        metadata: {},
                    },
                    id: context.uuid(),
                    resource: "event",
                    type: "charge:confirmed",
                },
                id: context.uuid(),
                scheduled_for: context.now.toISOString(),
            },
        }),
    },
});
