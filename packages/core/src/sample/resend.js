import { defineSamples } from "./sample.ts";
function event(context, type, fields) {
    const at = context.now.toISOString();
    return {
        payload: {
            type,
            created_at: at,
            data: {
                created_at: at,
                email_id: context.uuid(),
                from: "Acme Outdoor <shop@mail.example.com>",
                to: ["jenny.rosen@example.com"],
                subject: "Your order is on its way",
                tags: { category: "receipts" },
                ...fields,
            },
        },
    };
}
export const resend = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "svix-id": `msg_${context.id(27)}`,
        "user-agent": "Svix-Webhooks/1.62.0 (sender-abc)",
    }),
    events: {
        "email.delivered": (context) => event(context, "email.delivered", {}),
        "email.bounced": (context) => event(context, "email.bounced", {
            bounce: {
                message: "The recipient's email address is on the suppression list.",
                subType: "Suppressed",
                type: "Permanent",
            },
        }),
        "email.clicked": (context) => event(context, "email.clicked", {
            click: {
                ipAddress: "203.0.113.7",
                link: "https://shop.example.com/orders/1042",
                timestamp: context.now.toISOString(),
                userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
            },
        }),
    },
});
