import { defineSamples } from "./sample.ts";
export const webex = defineSamples({
    headers: () => ({ "content-type": "application/json; charset=utf-8", "user-agent": "WebexWebhooks/1.0" }),
    events: {
        "messages.created": (context) => {
            const person = context.id(80);
            return {
                payload: {
                    id: context.id(80),
                    name: "Orders",
                    targetUrl: "https://hooks.example.com/webhooks/webex",
                    resource: "messages",
                    event: "created",
                    orgId: context.id(80),
                    createdBy: context.id(80),
                    appId: context.id(80),
                    ownedBy: "creator",
                    status: "active",
                    created: context.now.toISOString(),
                    actorId: person,
                    data: {
                        id: context.id(80),
                        roomId: context.id(80),
                        roomType: "group",
                        personId: person,
                        personEmail: "jenny.rosen@example.com",
                        created: context.now.toISOString(),
                    },
                },
            };
        },
    },
});
