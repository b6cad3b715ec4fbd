import { defineSamples } from "./sample.ts";
export const launchdarkly = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "LaunchDarkly/1.0" }),
    events: {
        "flag.updateOn": (context) => {
            const id = Buffer.from(context.random(12)).toString("hex");
            const resource = "proj/shop:env/production:flag/prices-with-tax";
            return {
                payload: {
                    _links: {
                        canonical: { href: "/api/v2/flags/shop/prices-with-tax", type: "application/json" },
                        self: { href: `/api/v2/auditlog/${id}`, type: "application/json" },
                    },
                    _id: id,
                    _accountId: Buffer.from(context.random(12)).toString("hex"),
                    date: context.now.getTime(),
                    accesses: [{ action: "updateOn", resource }],
                    kind: "flag",
                    name: "Prices with tax",
                    description: "",
                    shortDescription: "",
                    member: { _id: Buffer.from(context.random(12)).toString("hex"), email: "ada@example.com" },
                    titleVerb: "turned on the flag",
                    title: "Ada turned on the flag Prices with tax in Production",
                    target: { name: "Prices with tax", resources: [resource] },
                },
            };
        },
    },
});
