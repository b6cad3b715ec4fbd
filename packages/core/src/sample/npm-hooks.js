import { defineSamples } from "./sample.ts";
export const npmHooks = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "npm-hooks" }),
    events: {
        "package:publish": (context) => ({
            payload: {
                event: "package:publish",
                name: "@acme/prices",
                type: "package",
                version: "1.0.0",
                hookOwner: { username: "ada" },
                payload: { name: "@acme/prices", "dist-tags": { latest: "1.4.0" } },
                change: { version: "1.4.0" },
                time: context.now.getTime(),
            },
        }),
    },
});
