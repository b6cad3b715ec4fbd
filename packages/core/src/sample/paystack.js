import { defineSamples } from "./sample.ts";
function event(type, data) {
    return { payload: { event: type, data } };
}
function customer(context) {
    return {
        id: Number(context.digits(8)),
        first_name: "Ada",
        last_name: "Obi",
        email: "ada.obi@example.com",
        customer_code: `CUS_${context.id(15).toLowerCase()}`,
        phone: null,
        metadata: null,
        risk_action: "default",
    };
}
export const paystack = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Paystack/2.0" }),
    events: {
        "charge.success": (context) => event("charge.success", {
            id: Number(context.digits(10)),
            domain: "live",
            status: "success",
            reference: `T${context.digits(15)}`,
            amount: 500000,
            message: null,
            gateway_response: "Successful",
            paid_at: context.now.toISOString(),
            created_at: context.now.toISOString(),
            channel: "card",
            currency: "NGN",
            metadata: 0,
            fees: 7500,
            customer: customer(context),
            authorization: {
                authorization_code: `AUTH_${context.id(10).toLowerCase()}`,
                bin: "408408",
                last4: "4081",
                channel: "card",
                reusable: true,
            },
            plan: {},
        }),
        "subscription.create": (context) => event("subscription.create", {
            domain: "live",
            status: "active",
            subscription_code: `SUB_${context.id(15).toLowerCase()}`,
            amount: 250000,
            cron_expression: "0 0 28 * *",
            next_payment_date: new Date(context.now.getTime() + 30 * 86400000).toISOString(),
            open_invoice: null,
            createdAt: context.now.toISOString(),
            plan: {
                name: "Monthly",
                plan_code: `PLN_${context.id(15).toLowerCase()}`,
                description: null,
                amount: 250000,
                interval: "monthly",
                send_invoices: true,
                send_sms: true,
                currency: "NGN",
            },
            customer: customer(context),
        }),
        "refund.processed": (context) => event("refund.processed", {
            id: Number(context.digits(8)),
            status: "processed",
            transaction_reference: `T${context.digits(15)}`,
            refund_reference: context.digits(12),
            amount: "500000",
            currency: "NGN",
            processor: "mpgs_zen",
            customer: { first_name: "Ada", last_name: "Obi", email: "ada.obi@example.com" },
            integration: Number(context.digits(6)),
            domain: "live",
        }),
    },
});
