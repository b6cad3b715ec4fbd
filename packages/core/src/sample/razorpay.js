import { defineSamples, unixSeconds } from "./sample.ts";
function event(context, type, entities) {
    const payload = Object.fromEntries(Object.entries(entities).map(([kind, entity]) => [kind, { entity }]));
    return {
        payload: {
            entity: "event",
            account_id: `acc_${context.id(14)}`,
            event: type,
            contains: Object.keys(entities),
            payload,
            created_at: unixSeconds(context.now),
        },
    };
}
function payment(context, over) {
    return {
        id: `pay_${context.id(14)}`,
        entity: "payment",
        amount: 49900,
        currency: "INR",
        order_id: `order_${context.id(14)}`,
        invoice_id: null,
        international: false,
        method: "upi",
        amount_refunded: 0,
        refund_status: null,
        description: null,
        vpa: "gaurav.kumar@upi",
        email: "gaurav.kumar@example.com",
        contact: "+919000000000",
        notes: [],
        fee: 1178,
        tax: 180,
        error_code: null,
        error_description: null,
        error_reason: null,
        created_at: unixSeconds(context.now) - 5,
        ...over,
    };
}
export const razorpay = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Razorpay-Webhook/v1",
        "x-razorpay-event-id": context.id(14),
    }),
    events: {
        "payment.captured": (context) => event(context, "payment.captured", {
            payment: payment(context, { status: "captured", captured: true }),
        }),
        "payment.failed": (context) => event(context, "payment.failed", {
            payment: payment(context, {
                status: "failed",
                captured: false,
                fee: null,
                tax: null,
                error_code: "BAD_REQUEST_ERROR",
                error_description: "Payment was unsuccessful as the customer's account has insufficient funds.",
                error_reason: "insufficient_funds",
            }),
        }),
        "refund.processed": (context) => event(context, "refund.processed", {
            refund: {
                id: `rfnd_${context.id(14)}`,
                entity: "refund",
                amount: 49900,
                currency: "INR",
                payment_id: `pay_${context.id(14)}`,
                notes: [],
                receipt: null,
                status: "processed",
                speed_processed: "normal",
                created_at: unixSeconds(context.now) - 60,
            },
            payment: payment(context, { status: "refunded", captured: true, amount_refunded: 49900 }),
        }),
    },
});
