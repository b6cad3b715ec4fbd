import { defineSamples } from "./sample.ts";
export const airtable = defineSamples({
    headers: () => ({ "content-type": "application/json" }),
    events: {
        notification: (context) => ({
            payload: {
                base: { id: `app${context.id(14)}` },
                webhook: { id: `ach${context.id(14)}` },
                timestamp: context.now.toISOString(),
            },
        }),
    },
});
