import { defineSamples } from "./sample.ts";
function event(context, type, entity) {
    return {
        payload: {
            resource: "event",
            id: `event_${context.id(24)}`,
            type,
            entityId: entity.id,
            createdAt: context.now.toISOString(),
            _embedded: { entity },
            _links: { entity: { href: `https://api.mollie.com/v2/${entity.id}`, type: "application/hal+json" } },
        },
    };
}
export const mollie = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Mollie/1.0" }),
    events: {
        "payment-link.paid": (context) => event(context, "payment-link.paid", {
            resource: "payment-link",
            id: `pl_${context.id(20)}`,
            mode: "live",
            description: "Bicycle tires",
            amount: { currency: "EUR", value: "24.95" },
            archived: false,
            createdAt: context.now.toISOString(),
            paidAt: context.now.toISOString(),
            expiresAt: null,
        }),
        "sales-invoice.issued": (context) => event(context, "sales-invoice.issued", {
            resource: "sales-invoice",
            id: `invoice_${context.id(20)}`,
            invoiceNumber: "INV-0000123",
            currency: "EUR",
            status: "issued",
            recipient: { type: "consumer", email: "given.family@example.com" },
            amountDue: { currency: "EUR", value: "107.69" },
            totalAmount: { currency: "EUR", value: "107.69" },
            dueAt: new Date(context.now.getTime() + 30 * 86400000).toISOString(),
        }),
        "sales-invoice.paid": (context) => event(context, "sales-invoice.paid", {
            resource: "sales-invoice",
            id: `invoice_${context.id(20)}`,
            invoiceNumber: "INV-0000123",
            currency: "EUR",
            status: "paid",
            recipient: { type: "consumer", email: "given.family@example.com" },
            amountDue: { currency: "EUR", value: "0.00" },
            totalAmount: { currency: "EUR", value: "107.69" },
        }),
    },
});
