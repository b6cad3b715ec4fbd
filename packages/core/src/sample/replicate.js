import { defineSamples } from "./sample.ts";
export const replicate = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Replicate",
        "webhook-id": `msg_${context.id(27)}`,
    }),
    events: {
        "prediction.succeeded": (context) => {
            const id = context.id(26).toLowerCase();
            return {
                payload: {
                    id,
                    model: "black-forest-labs/flux-schnell",
                    version: context.id(64).toLowerCase(),
                    input: { prompt: "a switchyard at night", num_outputs: 1 },
                    logs: "Using seed: 24601\n",
                    output: [`https://replicate.delivery/xezq/${context.id(44)}/out-0.webp`],
                    data_removed: false,
                    error: null,
                    source: "api",
                    status: "succeeded",
                    created_at: new Date(context.now.getTime() - 3000).toISOString(),
                    started_at: new Date(context.now.getTime() - 2500).toISOString(),
                    completed_at: context.now.toISOString(),
                    urls: {
                        cancel: `https://api.replicate.com/v1/predictions/${id}/cancel`,
                        get: `https://api.replicate.com/v1/predictions/${id}`,
                    },
                    metrics: { image_count: 1, predict_time: 0.81 },
                },
            };
        },
    },
});
