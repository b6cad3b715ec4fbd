import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { metronomeMapping } from "../mapping/metronome.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Metronome. The date is signed in front of the body, with a line feed between: as it stands in `X-Metronome-Date`, or
 * in `Date` where that is missing.
 *
 * Scheme read in @metronome/sdk 3.10.0. How long it retries is not confirmed, so the horizon is generous.
 * @see https://docs.metronome.com/developer-resources/webhooks/
 */
export const metronome = defineProvider({
  id: "metronome",
  name: "Metronome",
  docs: "https://docs.metronome.com/developer-resources/webhooks/",
  scheme: hmac({
    signature: "metronome-webhook-signature",
    content: "{timestamp}\n{body}",
    timestamp: { header: ["x-metronome-date", "date"], unit: "http-date", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "properties.timestamp"),
    subject: textAt(payload, "properties.customer_id") ?? textAt(payload, "properties.invoice_id"),
  }),
  horizonSeconds: 14 * 86_400,
  domain: metronomeMapping,
});
