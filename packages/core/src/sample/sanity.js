import { defineSamples } from "./sample.ts";
export const sanity = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Sanity.io webhook delivery",
        "idempotency-key": `${context.id(24)}-0`,
        "sanity-operation": type,
        "sanity-project-id": context.id(8).toLowerCase(),
        "sanity-dataset": "production",
        "sanity-webhook-id": context.id(16),
        "sanity-transaction-id": context.id(22),
    }),
    events: {
        update: (context) => ({
            payload: {
                _id: context.uuid(),
                _type: "article",
                _rev: context.id(22),
                title: "A night at the switchyard",
                slug: { _type: "slug", current: "a-night-at-the-switchyard" },
            },
        }),
    },
});
