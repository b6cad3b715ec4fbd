import { defineSamples } from "./sample.ts";
export const onfido = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "onfido-webhook" }),
    events: {
        "workflow_run.completed": (context) => {
            const id = context.uuid();
            return {
                payload: {
                    payload: {
                        resource_type: "workflow_run",
                        action: "workflow_run.completed",
                        object: {
                            id,
                            status: "approved",
                            completed_at_iso8601: context.now.toISOString().replace(/\.\d+/, ""),
                            href: `https://api.eu.onfido.com/v3.6/workflow_runs/${id}`,
                        },
                    },
                },
            };
        },
    },
});
