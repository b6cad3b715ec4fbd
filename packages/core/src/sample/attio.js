import { defineSamples } from "./sample.ts";
export const attio = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Attio",
        "idempotency-key": context.uuid(),
    }),
    events: {
        "record.updated": (context) => ({
            payload: {
                webhook_id: context.uuid(),
                events: [
                    {
                        event_type: "record.updated",
                        id: {
                            workspace_id: context.uuid(),
                            object_id: context.uuid(),
                            record_id: context.uuid(),
                            attribute_id: context.uuid(),
                        },
                        actor: { type: "workspace-member", id: context.uuid() },
                    },
                ],
            },
        }),
    },
});
