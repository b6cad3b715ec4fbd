import { eventIdLength } from "../ingest/event-id.ts";
import { stripeEventTemplate } from "../ingest/stripe-event.ts";

/** A JSON event of that size, indented as Stripe prints it. The families differ in how they sign, not in what. */
export function jsonBody(bytes: number, serial: number): Buffer {
  const { body, eventIdAt } = stripeEventTemplate(bytes);
  body.write(serial.toString().padStart(eventIdLength - 4, "0"), eventIdAt + 4, "latin1");
  return body;
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
