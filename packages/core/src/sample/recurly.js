import { defineSamples } from "./sample.ts";
export const recurly = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Recurly Webhooks/2.0" }),
    events: {
        "subscription.created": (context) => ({
            payload: {
                id: context.id(13).toLowerCase(),
                object_type: "subscription",
                site_id: context.id(12).toLowerCase(),
                event_type: "created",
                event_time: context.now.toISOString(),
                uuid: context.uuid().replaceAll("-", ""),
                account_code: `account-${context.digits(5)}`,
            },
        }),
    },
});
