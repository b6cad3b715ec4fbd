import { defineSamples, unixSeconds } from "./sample.ts";
export const klaviyo = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "klaviyo-timestamp": context.now.toUTCString(),
        "klaviyo-webhook-id": `01${context.id(24).toUpperCase()}`,
        "user-agent": "Klaviyo/1.0",
    }),
    events: {
        "event:klaviyo.opened_email": (context) => {
            const id = context.id(11);
            return {
                payload: {
                    data: [
                        {
                            topic: "event:klaviyo.opened_email",
                            external_id: id,
                            payload: {
                                data: {
                                    type: "event",
                                    id,
                                    attributes: {
                                        timestamp: unixSeconds(context.now),
                                        datetime: context.now.toISOString().replace(/\.\d+Z$/, "+00:00"),
                                        uuid: context.uuid(),
                                        event_properties: {
                                            "Recipient Email Address": "jenny.rosen@example.com",
                                            Subject: "Autumn is here 🍂",
                                            "Campaign Name": "Autumn",
                                            $message: context.id(6),
                                        },
                                    },
                                    relationships: {
                                        profile: { data: { type: "profile", id: `01${context.id(24).toUpperCase()}` } },
                                    },
                                },
                            },
                        },
                    ],
                    meta: {
                        timestamp: context.now.toISOString().replace("Z", "000+00:00"),
                        klaviyo_webhook_id: `01${context.id(24).toUpperCase()}`,
                        klaviyo_account_id: context.id(6),
                        version: "2026-01-15",
                    },
                },
            };
        },
    },
});
