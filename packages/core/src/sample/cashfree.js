import { defineSamples } from "./sample.ts";
export const cashfree = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "x-webhook-version": "2023-08-01",
        "x-idempotency-key": context.id(32),
    }),
    events: {
        PAYMENT_SUCCESS_WEBHOOK: (context) => ({
            payload: {
                data: {
                    order: {
                        order_id: `order_${context.digits(6)}`,
                        order_amount: 499,
                        order_currency: "INR",
                        order_tags: null,
                    },
                    payment: {
                        cf_payment_id: context.digits(10),
                        payment_status: "SUCCESS",
                        payment_amount: 499,
                        payment_currency: "INR",
                        payment_message: "Transaction success",
                        payment_time: context.now.toISOString(),
                        bank_reference: context.digits(12),
                        payment_group: "upi",
                    },
                    customer_details: {
                        customer_name: "Gaurav Kumar",
                        customer_id: `customer_${context.digits(4)}`,
                        customer_email: "gaurav.kumar@example.com",
                        customer_phone: "9000000000",
                    },
                },
                event_time: context.now.toISOString(),
                type: "PAYMENT_SUCCESS_WEBHOOK",
            },
        }),
    },
});
