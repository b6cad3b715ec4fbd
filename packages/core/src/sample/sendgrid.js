import { defineSamples, unixSeconds } from "./sample.ts";
function events(context, event, fields) {
    const message = context.id(22);
    return {
        payload: [
            {
                email: "jenny.rosen@example.com",
                event,
                sg_event_id: context.id(48),
                sg_message_id: `${message}.filterdrecv-5645d9c87f-78xvv-1-5E8E0C3B-55.0`,
                "smtp-id": `<${message}@geopod-ismtpd-5-0>`,
                timestamp: unixSeconds(context.now),
                ...fields,
            },
        ],
    };
}
export const sendgrid = defineSamples({
    headers: () => ({ "content-type": "application/json;charset=utf-8", "user-agent": "SendGrid Event API" }),
    events: {
        delivered: (context) => events(context, "delivered", { response: "250 OK", category: ["receipts"], ip: "168.1.1.1", tls: 1 }),
        bounce: (context) => events(context, "bounce", {
            reason: "550 5.1.1 The email account that you tried to reach does not exist.",
            status: "5.1.1",
            type: "bounce",
            bounce_classification: "Invalid Address",
        }),
        click: (context) => events(context, "click", {
            ip: "203.0.113.7",
            url: "https://shop.example.com/orders/1042",
            url_offset: { index: 0, type: "html" },
            useragent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
        }),
        spamreport: (context) => events(context, "spamreport", {}),
    },
});
