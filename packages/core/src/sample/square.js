import { defineSamples } from "./sample.ts";
function event(context, type, kind, object) {
    return {
        payload: {
            merchant_id: context.id(13).toUpperCase(),
            location_id: context.id(13).toUpperCase(),
            type,
            event_id: context.uuid(),
            created_at: context.now.toISOString(),
            data: { type: kind, id: object["id"] ?? "", object: { [kind]: object } },
        },
    };
}
export const square = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Square Connect v2",
        "square-environment": "Production",
        "square-initial-delivery-timestamp": context.now.toISOString(),
    }),
    events: {
        "payment.updated": (context) => event(context, "payment.updated", "payment", {
            id: context.id(26),
            amount_money: { amount: 4990, currency: "USD" },
            total_money: { amount: 4990, currency: "USD" },
            approved_money: { amount: 4990, currency: "USD" },
            card_details: { status: "CAPTURED", card: { card_brand: "VISA", last_4: "1111" } },
            created_at: context.now.toISOString(),
            location_id: context.id(13).toUpperCase(),
            order_id: context.id(26),
            receipt_number: context.id(4),
            source_type: "CARD",
            status: "COMPLETED",
            updated_at: context.now.toISOString(),
            version: 3,
        }),
        "refund.created": (context) => event(context, "refund.created", "refund", {
            id: `${context.id(26)}_${context.id(26)}`,
            amount_money: { amount: 4990, currency: "USD" },
            created_at: context.now.toISOString(),
            location_id: context.id(13).toUpperCase(),
            order_id: context.id(26),
            payment_id: context.id(26),
            reason: "Returned",
            status: "PENDING",
            version: 1,
        }),
        "customer.created": (context) => event(context, "customer.created", "customer", {
            id: context.id(26).toUpperCase(),
            created_at: context.now.toISOString(),
            given_name: "Amelia",
            family_name: "Earhart",
            email_address: "amelia.earhart@example.com",
            phone_number: "+12125554250",
            address: { address_line_1: "500 Electric Ave", country: "US", postal_code: "10003" },
            creation_source: "THIRD_PARTY",
            version: 0,
        }),
    },
});
