import { defineSamples } from "./sample.ts";
const api = "https://api.sandbox.paypal.com";
function id(context, length = 17) {
    return context.id(length).toUpperCase();
}
function event(context, type, kind, summary, resource) {
    const name = `WH-${id(context)}-${id(context)}`;
    return {
        payload: {
            id: name,
            event_version: "1.0",
            create_time: context.now.toISOString(),
            resource_type: kind,
            resource_version: "2.0",
            event_type: type,
            summary,
            resource,
            links: [{ href: `${api}/v1/notifications/webhooks-events/${name}`, rel: "self", method: "GET" }],
        },
    };
}
export const paypal = defineSamples({
    settings: { webhookId: "1JE4291016473214C" },
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "PayPal/AUHD-214.0-58130495",
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-auth-version": "v2",
        "paypal-cert-url": `${api}/v1/notifications/certs/CERT-360caa42-fca2a594-${context.id(8).toLowerCase()}`,
        "paypal-transmission-id": context.uuid(),
    }),
    events: {
        "PAYMENT.CAPTURE.COMPLETED": (context) => event(context, "PAYMENT.CAPTURE.COMPLETED", "capture", "Payment completed for $ 49.9 USD", {
            id: id(context),
            amount: { currency_code: "USD", value: "49.90" },
            final_capture: true,
            seller_protection: {
                status: "ELIGIBLE",
                dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"],
            },
            supplementary_data: { related_ids: { order_id: id(context) } },
            custom_id: "order-1042",
            status: "COMPLETED",
            create_time: context.now.toISOString(),
            update_time: context.now.toISOString(),
        }),
        "PAYMENT.CAPTURE.REFUNDED": (context) => {
            const capture = id(context);
            return event(context, "PAYMENT.CAPTURE.REFUNDED", "refund", "A $ 49.9 USD capture payment was refunded", {
                id: id(context),
                amount: { currency_code: "USD", value: "49.90" },
                status: "COMPLETED",
                create_time: context.now.toISOString(),
                links: [
                    { href: `${api}/v2/payments/refunds/${id(context)}`, rel: "self", method: "GET" },
                    { href: `${api}/v2/payments/captures/${capture}`, rel: "up", method: "GET" },
                ],
            });
        },
        "BILLING.SUBSCRIPTION.ACTIVATED": (context) => event(context, "BILLING.SUBSCRIPTION.ACTIVATED", "subscription", "Subscription activated", {
            id: `I-${id(context, 12)}`,
            plan_id: `P-${id(context, 24)}`,
            quantity: "1",
            status: "ACTIVE",
            start_time: context.now.toISOString(),
            subscriber: { payer_id: id(context, 13), email_address: "customer@example.com" },
            billing_info: { next_billing_time: new Date(context.now.getTime() + 30 * 86400000).toISOString() },
        }),
    },
});
