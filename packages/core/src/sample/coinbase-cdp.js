import { defineSamples } from "./sample.ts";
export const coinbaseCdp = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json",
        "x-event-id": context.uuid(),
        "x-event-type": type,
    }),
    events: {
        "onchain.activity.detected": (context) => ({
            payload: {
                eventType: "onchain.activity.detected",
                network: "base-mainnet",
                contractAddress: "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913",
                transactionHash: `0x${Buffer.from(context.random(32)).toString("hex")}`,
                parameters: { from: `0x${context.digits(40)}`, to: `0x${context.digits(40)}`, value: "4990000" },
                timestamp: context.now.toISOString(),
            },
        }),
    },
});
