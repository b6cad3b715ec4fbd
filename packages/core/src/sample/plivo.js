import { defineSamples } from "./sample.ts";
export const plivo = defineSamples({
    headers: (context) => ({
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Plivo",
        "x-plivo-signature-v3-nonce": context.digits(20),
    }),
    events: {
        "message.delivered": (context) => ({
            encoding: "form",
            payload: {
                From: "14155550100",
                MessageUUID: context.uuid(),
                ParentMessageUUID: context.uuid(),
                PartInfo: "1 of 1",
                Status: "delivered",
                To: "14155550123",
                TotalAmount: "0.00350",
                TotalRate: "0.00350",
                Units: "1",
                Type: "sms",
            },
        }),
    },
});
