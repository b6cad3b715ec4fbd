import { defineSamples } from "./sample.ts";
export const pusher = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Pusher/1.0",
        "x-pusher-key": context.id(20).toLowerCase(),
    }),
    events: {
        channel_occupied: (context) => ({
            payload: {
                time_ms: context.now.getTime(),
                events: [{ name: "channel_occupied", channel: `orders-${context.digits(4)}` }],
            },
        }),
    },
});
