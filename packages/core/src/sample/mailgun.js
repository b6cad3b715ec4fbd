import { defineSamples } from "./sample.ts";
function event(context, name, fields) {
    return {
        payload: {
            signature: { token: Buffer.from(context.random(25)).toString("hex") },
            "event-data": {
                account: { id: Buffer.from(context.random(12)).toString("hex") },
                domain: { name: "mail.example.com" },
                envelope: { sender: "shop@mail.example.com", targets: "jenny.rosen@example.com", transport: "smtp" },
                event: name,
                flags: { "is-authenticated": true, "is-test-mode": false },
                id: context.id(22),
                "log-level": "info",
                message: {
                    headers: {
                        from: "Acme Outdoor <shop@mail.example.com>",
                        "message-id": `20260101000000.${Buffer.from(context.random(8)).toString("hex")}@mail.example.com`,
                        subject: "Your order is on its way",
                        to: "jenny.rosen@example.com",
                    },
                    size: 341,
                },
                recipient: "jenny.rosen@example.com",
                "recipient-domain": "example.com",
                tags: ["receipts"],
                timestamp: context.now.getTime() / 1000,
                "user-variables": { order: `order-${context.digits(6)}` },
                ...fields,
            },
        },
    };
}
export const mailgun = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "mailgun/treq-20.9.0" }),
    events: {
        delivered: (context) => event(context, "delivered", {
            "delivery-status": {
                "attempt-no": 1,
                code: 250,
                message: "OK",
                "mx-host": "mx.example.com",
                tls: true,
            },
        }),
        failed: (context) => event(context, "failed", {
            "delivery-status": {
                "attempt-no": 1,
                "bounce-type": "hard",
                code: 550,
                "enhanced-code": "5.1.1",
                message: "5.1.1 The email account that you tried to reach does not exist.",
            },
            "log-level": "error",
            reason: "generic",
            severity: "permanent",
        }),
        clicked: (context) => event(context, "clicked", {
            "client-info": { "client-name": "Chrome", "client-os": "macOS", "user-agent": "Mozilla/5.0" },
            geolocation: { city: "Berlin", country: "DE" },
            ip: "203.0.113.7",
            url: "https://shop.example.com/orders/1042",
        }),
    },
});
