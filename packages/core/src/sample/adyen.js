import { defineSamples } from "./sample.ts";
function reference(context) {
    return context.id(16).toUpperCase();
}
function request(context, item) {
    return {
        payload: {
            live: "false",
            notificationItems: [
                {
                    NotificationRequestItem: {
                        additionalData: { shopperReference: `shopper-${context.digits(5)}` },
                        amount: { currency: "EUR", value: 4990 },
                        eventDate: context.now.toISOString().replace(/\.\d+Z$/, "+00:00"),
                        merchantAccountCode: "AcmeECOM",
                        merchantReference: `order-${context.digits(6)}`,
                        paymentMethod: "visa",
                        pspReference: reference(context),
                        reason: "",
                        success: "true",
                        ...item,
                    },
                },
            ],
        },
    };
}
export const adyen = defineSamples({
    headers: () => ({
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Adyen HttpClient 1.0",
    }),
    events: {
        AUTHORISATION: (context) => request(context, {
            eventCode: "AUTHORISATION",
            operations: ["CANCEL", "CAPTURE", "REFUND"],
            reason: "033899:1111:03/2030",
        }),
        CAPTURE: (context) => request(context, { eventCode: "CAPTURE", originalReference: reference(context) }),
        REFUND: (context) => request(context, { eventCode: "REFUND", originalReference: reference(context) }),
    },
});
