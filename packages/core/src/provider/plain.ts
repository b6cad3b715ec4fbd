import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { plainMapping } from "../mapping/plain.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Plain. The time of the attempt is in the signed body (`webhookMetadata.webhookDeliveryAttemptTimestamp`); the header
 * that repeats it is not signed and never looked at. The secret is the workspace's, of Settings → Request signing.
 *
 * Scheme read in @team-plain/typescript-sdk 5.12.1; retries (12 within about 5 days) from third-party text.
 * @see https://www.plain.com/docs/request-signing
 */
export const plain = defineProvider({
  id: "plain",
  name: "Plain",
  docs: "https://www.plain.com/docs/request-signing",
  scheme: hmac({
    signature: "plain-request-signature",
    timestamp: {
      field: "webhookMetadata.webhookDeliveryAttemptTimestamp",
      unit: "iso8601",
      toleranceSeconds: 300,
    },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"), // the same on every attempt
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "payload.thread.id") ?? textAt(payload, "payload.customer.id"),
  }),
  // Retried for about five days; two to spare.
  horizonSeconds: 7 * 86_400,
  // Id, number and time of this attempt.
  volatile: ["webhookMetadata"],
  retries: { field: "webhookMetadata.webhookDeliveryAttemptNumber", from: 2 },
  domain: plainMapping,
});
