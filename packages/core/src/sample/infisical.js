import { defineSamples } from "./sample.ts";
export const infisical = defineSamples({
    headers: () => ({ accept: "application/json, text/plain, */*", "content-type": "application/json" }),
    events: {
        "secrets.modified": (context) => ({
            payload: {
                event: "secrets.modified",
                project: {
                    workspaceId: context.uuid(),
                    projectId: context.uuid(),
                    projectName: "Shop",
                    environment: "prod",
                    secretPath: "/",
                },
                timestamp: context.now.getTime(),
            },
        }),
    },
});
