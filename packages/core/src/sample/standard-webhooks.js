import { defineSamples } from "./sample.ts";
function event(context, type, data) {
    return { payload: { type, timestamp: context.now.toISOString(), data } };
}
export const standardWebhooks = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Standard-Webhooks/1.0",
        "webhook-id": `msg_${context.id(27)}`,
    }),
    events: {
        "report.finished": (context) => event(context, "report.finished", {
            id: `rep_${context.id()}`,
            name: "Sales in December",
            row_count: 1042,
        }),
        // These two speak Hookyard's own words, so they become domain events as they are.
        "payment.succeeded": (context) => event(context, "payment.succeeded", {
            paymentId: `pay_${context.id()}`,
            amount: 4990,
            currency: "EUR",
            customerId: `cus_${context.id(14)}`,
            method: "card",
        }),
        "invoice.paid": (context) => event(context, "invoice.paid", {
            invoiceId: `inv_${context.id()}`,
            number: `2026-${context.digits(4)}`,
            amount: 1900,
            amountPaid: 1900,
            currency: "EUR",
        }),
    },
});
