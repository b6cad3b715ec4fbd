import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { airwallexMapping } from "../mapping/airwallex.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Airwallex. Time in milliseconds and body are signed with nothing between them. It has to hear exactly 200.
 *
 * Whether a retry is signed anew is not documented: raise the tolerance if retries are refused as stale.
 *
 * Scheme from third-party code and text; the 200, ids that stay the same, and three days of retries from Airwallex's
 * documentation.
 * @see https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events
 */
export const airwallex = defineProvider({
  id: "airwallex",
  name: "Airwallex",
  docs: "https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events",
  scheme: hmac({
    signature: "x-signature",
    content: "{timestamp}{body}",
    timestamp: { header: "x-timestamp", unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "name") ?? "unknown",
    time: isoTimeAt(payload, "created_at") ?? isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "data.object.id") ?? textAt(payload, "sourceId") ?? textAt(payload, "source_id"),
  }),
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  domain: airwallexMapping,
});
