import { eventIdLength } from "../ingest/event-id.ts";
import { stripeEventTemplate } from "../ingest/stripe-event.ts";

/** A JSON event of that size, indented as Stripe prints it. The families differ in how they sign, not in what. */
export function jsonBody(bytes: number, serial: number): Buffer {
  const { body, eventIdAt } = stripeEventTemplate(bytes);
  body.write(serial.toString().padStart(eventIdLength - 4, "0"), eventIdAt + 4, "latin1");
  return body;
}

/** A list of about that size: many small events in one request, as SendGrid sends them. */
export function listBody(bytes: number, serial: number): Buffer {
  const event = (index: number): object => ({
    email: "jenny.rosen@example.com",
    timestamp: 1_785_000_000 + index,
    "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
    event: "delivered",
    category: ["receipts"],
    sg_event_id: `${serial}-${index}-Yo2CUI79vXWyNffrFeUfNV2Hib`,
    sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
    response: "250 OK",
  });
  const length = JSON.stringify(event(0)).length + 1;
  const count = Math.max(1, Math.round(bytes / length));
  return Buffer.from(JSON.stringify(Array.from({ length: count }, (_none, index) => event(index))), "utf8");
}

/** A form of about that size: what Twilio sends for a message, and its text as long as it takes. */
export function formBody(bytes: number, serial: number): Buffer {
  const fields = new URLSearchParams({
    ApiVersion: "2010-04-01",
    AccountSid: "AC2c34376c957056e2df548d83b0d63c48",
    From: "+14155550123",
    FromCity: "SAN FRANCISCO",
    FromCountry: "US",
    MessageSid: `SM${serial.toString().padStart(32, "0")}`,
    NumMedia: "0",
    NumSegments: "1",
    SmsStatus: "received",
    To: "+14155550100",
    Body: "",
  });
  const text = "Where is my order? It was two jars of honey. ";
  const room = bytes - fields.toString().length;
  const encodedLength = new URLSearchParams({ Body: text }).toString().length - "Body=".length;
  fields.set("Body", text.repeat(Math.max(1, Math.floor(room / encodedLength))));
  return Buffer.from(fields.toString(), "utf8");
}

/** Items as Adyen sends them, with as much as it can tell of a payment in each; at most a hundred in a request. */
export function itemsBody(bytes: number, serial: number): Buffer {
  const item = (index: number): object => ({
    additionalData: {
      hmacSignature: "",
      ...Object.fromEntries(
        Array.from({ length: 32 }, (_none, field) => [
          `additional.field${field}`,
          `what is known of it ${field}`,
        ]),
      ),
    },
    amount: { currency: "EUR", value: 1130 + index },
    eventCode: "AUTHORISATION",
    eventDate: "2026-11-21T03:52:10+01:00",
    merchantAccountCode: "AcmeEU",
    merchantReference: `order-${serial}-${index}`,
    operations: ["CANCEL", "CAPTURE", "REFUND"],
    originalReference: "",
    paymentMethod: "visa",
    pspReference: `${serial.toString().padStart(8, "0")}${index.toString().padStart(8, "0")}`,
    reason: "",
    success: "true",
  });
  const length = JSON.stringify(item(0)).length + 30;
  const count = Math.min(100, Math.max(1, Math.round(bytes / length)));
  const notificationItems = Array.from({ length: count }, (_none, index) => ({
    NotificationRequestItem: item(index),
  }));
  return Buffer.from(JSON.stringify({ live: "false", notificationItems }), "utf8");
}
