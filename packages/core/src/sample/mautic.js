import { defineSamples } from "./sample.ts";
export const mautic = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Mautic Webhook/5" }),
    events: {
        "mautic.lead_post_save_new": (context) => {
            const field = (alias, value) => ({
                alias,
                group: "core",
                label: alias,
                type: "text",
                value,
            });
            return {
                payload: {
                    "mautic.lead_post_save_new": [
                        {
                            contact: {
                                id: Number(context.digits(6)),
                                isPublished: true,
                                points: 0,
                                tags: [],
                                fields: {
                                    core: {
                                        firstname: field("firstname", "Jenny"),
                                        lastname: field("lastname", "Rosen"),
                                        email: field("email", "jenny.rosen@example.com"),
                                    },
                                },
                            },
                            timestamp: context.now.toISOString().replace(/\.\d+Z$/, "+00:00"),
                        },
                    ],
                },
            };
        },
    },
});
