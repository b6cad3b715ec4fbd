import { defineSamples } from "./sample.ts";
export const adyenPlatform = defineSamples({
    headers: () => ({
        "content-type": "application/json",
        "user-agent": "Adyen HttpClient 1.0",
        protocol: "HmacSHA256",
    }),
    events: {
        "balancePlatform.transfer.updated": (context) => ({
            payload: {
                data: {
                    balancePlatform: "AcmePlatform",
                    id: context.id(16).toUpperCase(),
                    accountHolder: { id: `AH${context.id(22).toUpperCase()}` },
                    amount: { currency: "EUR", value: 250000 },
                    category: "bank",
                    direction: "outgoing",
                    description: "Payout of November",
                    reference: `payout-${context.digits(6)}`,
                    status: "booked",
                    type: "bankTransfer",
                    sequenceNumber: 3,
                },
                environment: "test",
                timestamp: context.now.toISOString(),
                type: "balancePlatform.transfer.updated",
            },
        }),
    },
});
