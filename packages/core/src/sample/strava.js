import { defineSamples, unixSeconds } from "./sample.ts";
export const strava = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Strava/1.0" }),
    events: {
        "activity.create": (context) => ({
            payload: {
                aspect_type: "create",
                event_time: unixSeconds(context.now),
                object_id: Number(context.digits(11)),
                object_type: "activity",
                owner_id: Number(context.digits(8)),
                subscription_id: Number(context.digits(6)),
                updates: {},
            },
        }),
    },
});
