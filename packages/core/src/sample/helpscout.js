import { defineSamples } from "./sample.ts";
export const helpscout = defineSamples({
    headers: (_context, type) => ({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Help Scout/Webhooks",
        "x-helpscout-event": type,
    }),
    events: {
        "convo.created": (context) => ({
            payload: {
                id: Number(context.digits(10)),
                number: Number(context.digits(4)),
                threads: 1,
                type: "email",
                folderId: Number(context.digits(7)),
                status: "active",
                state: "published",
                subject: "Where is my order? 📦",
                preview: "It should have come yesterday.",
                mailboxId: Number(context.digits(6)),
                createdBy: { id: Number(context.digits(9)), type: "customer", email: "jenny.rosen@example.com" },
                createdAt: context.now.toISOString().replace(/\.\d+Z$/, "Z"),
                userUpdatedAt: context.now.toISOString().replace(/\.\d+Z$/, "Z"),
                source: { type: "email", via: "customer" },
                tags: [],
                primaryCustomer: {
                    id: Number(context.digits(9)),
                    type: "customer",
                    first: "Jenny",
                    last: "Rosen",
                    email: "jenny.rosen@example.com",
                },
            },
        }),
    },
});
