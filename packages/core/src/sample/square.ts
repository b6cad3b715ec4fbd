import type { JsonObject } from "../event.ts";
import { defineSamples, type SampleContext, type SampleEvent } from "./sample.ts";

function event(context: SampleContext, type: string, kind: string, object: JsonObject): SampleEvent {
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
    "payment.updated": (context) =>
      event(context, "payment.updated", "payment", {
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

    "refund.created": (context) =>
      event(context, "refund.created", "refund", {
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

    // Yen are whole already: 4990 is ¥4990.
    "dispute.created": (context) =>
      event(context, "dispute.created", "dispute", {
        id: context.id(22),
        dispute_id: context.id(22),
        amount_money: { amount: 4990, currency: "JPY" },
        brand_dispute_id: context.digits(12),
        card_brand: "VISA",
        created_at: context.now.toISOString(),
        disputed_payment: { payment_id: context.id(26) },
        due_at: new Date(context.now.getTime() + 7 * 86_400_000).toISOString(),
        location_id: context.id(13).toUpperCase(),
        reason: "NO_KNOWLEDGE",
        reported_at: context.now.toISOString(),
        state: "EVIDENCE_REQUIRED",
        updated_at: context.now.toISOString(),
        version: 1,
      }),

    "booking.created": (context) =>
      event(context, "booking.created", "booking", {
        id: context.id(14).toLowerCase(),
        version: 0,
        status: "ACCEPTED",
        created_at: context.now.toISOString(),
        updated_at: context.now.toISOString(),
        start_at: new Date(context.now.getTime() + 2 * 86_400_000).toISOString(),
        location_id: context.id(13).toUpperCase(),
        customer_id: context.id(26).toUpperCase(),
        appointment_segments: [
          {
            duration_minutes: 60,
            service_variation_id: context.id(24).toUpperCase(),
            service_variation_version: 1_599_775_456_731,
            team_member_id: context.id(10),
          },
        ],
        location_type: "BUSINESS_LOCATION",
        source: "FIRST_PARTY_BUYER",
      }),

    "customer.created": (context) =>
      event(context, "customer.created", "customer", {
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
