import { defineSamples, unixSeconds } from "./sample.ts";
export const planetscale = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "PlanetScale" }),
    events: {
        "branch.ready": (context) => ({
            payload: {
                timestamp: unixSeconds(context.now),
                event: "branch.ready",
                organization: "acme",
                database: "shop",
                resource: {
                    id: context.id(12).toLowerCase(),
                    type: "Branch",
                    name: "prices",
                    created_at: context.now.toISOString(),
                    updated_at: context.now.toISOString(),
                    html_url: "https://app.planetscale.com/acme/shop/prices",
                    parent_branch: "main",
                    production: false,
                    ready: true,
                    region: { slug: "eu-central", display_name: "AWS eu-central-1" },
                },
            },
        }),
    },
});
