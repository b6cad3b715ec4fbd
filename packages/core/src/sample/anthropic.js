import { defineSamples } from "./sample.ts";
export const anthropic = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "webhook-id": `msg_${context.id(27)}`,
    }),
    events: {
        "agent.updated": (context) => ({
            payload: {
                id: `evt_${context.id()}`,
                type: "event",
                created_at: context.now.toISOString(),
                data: {
                    id: `agent_${context.id()}`,
                    type: "agent.updated",
                    organization_id: context.uuid(),
                    workspace_id: `wrkspc_${context.id()}`,
                },
            },
        }),
    },
});
