import { defineSamples } from "./sample.ts";
export const mailerlite = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "MailerLite/1.0" }),
    events: {
        "subscriber.created": (context) => ({
            payload: {
                account_id: Number(context.digits(6)),
                event: "subscriber.created",
                id: context.digits(17),
                email: "jenny.rosen@example.com",
                status: "active",
                source: "api",
                fields: { name: "Jenny", last_name: "Rosen", phone: null, company: null },
                groups: [],
                created_at: context.now.toISOString(),
                updated_at: context.now.toISOString(),
            },
        }),
    },
});
