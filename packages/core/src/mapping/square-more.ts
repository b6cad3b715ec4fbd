import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText, translate } from "../domain/read.ts";

/* What Square does besides money: appointments, parcels, cards on file. */

/** Rows of Square's mapping for these. */
export const squareMoreRows = {
  "booking.created": row("meeting.scheduled", meeting),
  "booking.updated": [
    row("meeting.canceled", meeting, { when: hasStatus(/^(?:CANCELLED|DECLINED)/) }),
    row("meeting.updated", meeting),
  ],
  "order.fulfillment.updated": [
    row("fulfilment.delivered", fulfilment, { when: isNow("COMPLETED"), subject: fulfilmentId }),
    row("fulfilment.canceled", fulfilment, { when: isNow("CANCELED"), subject: fulfilmentId }),
    row("fulfilment.failed", fulfilment, { when: isNow("FAILED"), subject: fulfilmentId }),
    row("fulfilment.updated", fulfilment, { subject: fulfilmentId }),
  ],
  "card.created": row("payment_method.added", card),
  "card.updated": row("payment_method.updated", card),
  "card.automatically_updated": row("payment_method.updated", card),
  "card.disabled": row("payment_method.removed", card),
  "card.forgotten": row("payment_method.removed", card),
} as const;

function object({ payload }: MappingInput, kind: string): Fields {
  return fields(fields(fields(fields(payload)["data"])["object"])[kind]);
}

function hasStatus(pattern: RegExp): (input: MappingInput) => boolean {
  return (input) => pattern.test(someText(object(input, "booking")["status"]) ?? "");
}

function meeting(input: MappingInput): DomainFields<"meeting.scheduled"> {
  const entry = object(input, "booking");
  const startsAt = instant(entry["start_at"]);
  const lengths = elements(entry["appointment_segments"]).map((part) => fields(part)["duration_minutes"]);
  const minutes = lengths.reduce<number>((sum, one) => sum + (typeof one === "number" ? one : 0), 0);
  return {
    meetingId: entry["id"],
    startsAt,
    endsAt:
      startsAt === undefined || minutes <= 0
        ? undefined
        : instant(Date.parse(startsAt) / 1000 + minutes * 60),
    location: someText(entry["location_id"]),
  };
}

/** An order's fulfilments are named within it; the event tells their old and new states. */
function update(input: MappingInput): Fields {
  return fields(elements(object(input, "order_fulfillment_updated")["fulfillment_update"])[0]);
}

function isNow(state: string): (input: MappingInput) => boolean {
  return (input) => update(input)["new_state"] === state;
}

function fulfilmentId(input: MappingInput): string | undefined {
  return someText(update(input)["fulfillment_uid"]);
}

function fulfilment(input: MappingInput): DomainFields<"fulfilment.updated"> {
  return {
    fulfilmentId: fulfilmentId(input),
    orderId: someText(object(input, "order_fulfillment_updated")["order_id"]),
    status: translate(update(input)["new_state"], states),
  };
}

const states: Readonly<Record<string, string>> = {
  PROPOSED: "pending",
  RESERVED: "pending",
  PREPARED: "ready",
  COMPLETED: "delivered",
  CANCELED: "canceled",
  FAILED: "failed",
};

function card(input: MappingInput): DomainFields<"payment_method.added"> {
  const entry = object(input, "card");
  return {
    paymentMethodId: entry["id"],
    customerId: someText(entry["customer_id"]),
    method: "card",
    brand: someText(entry["card_brand"])?.toLowerCase(),
    last4: someText(entry["last_4"]),
    expiryMonth: wholeNumber(entry["exp_month"]),
    expiryYear: wholeNumber(entry["exp_year"]),
  };
}

/** Square's 64-bit numbers come as numbers, or as text. */
function wholeNumber(value: unknown): unknown {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}
