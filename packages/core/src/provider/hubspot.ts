import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { hubspotMapping } from "../mapping/hubspot.ts";
import { defineProvider } from "../provider.ts";
import type { ComputedPart } from "../scheme/content.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * HubSpot: webhooks of an app; up to 100 events in one request.
 *
 * Signed are method, URL, body and time: behind a proxy that changes the URL, set `url` of the source to the one that
 * HubSpot was given. A few escapes in the URL are decoded before signing, as HubSpot's page says (its own library does
 * not do it). The signatures of version 1 and 2 (`X-HubSpot-Signature`), which come along, are plain hashes without a
 * time: they are never looked at. The key is the app's client secret.
 *
 * `eventId` is not unique by itself, so the id is made of it, the subscription and the time.
 *
 * Scheme read in @hubspot/api-client 13.5.0, which is the tests' oracle; retries from the documentation.
 * @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export const hubspot = defineProvider({
  id: "hubspot",
  name: "HubSpot",
  docs: "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation",
  scheme: hmac({
    signature: "x-hubspot-signature-v3",
    content: ["{method}", decodedUrl(), "{body}{timestamp}"],
    encoding: "base64",
    timestamp: { header: "x-hubspot-request-timestamp", unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  split: (payload) => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => {
    const parts = ["eventId", "subscriptionId", "occurredAt"].map((name) => textAt(payload, name));
    return {
      id: parts.includes(undefined) ? undefined : parts.join(":"),
      type: textAt(payload, "subscriptionType") ?? "unknown",
      time: unixMillisecondsAt(payload, "occurredAt"),
      subject: textAt(payload, "objectId") ?? textAt(payload, "fromObjectId"),
    };
  },
  // Ten retries within 24 hours, and a day to spare.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 5,
  // Counts the sendings.
  volatile: ["attemptNumber"],
  // Counted in each event, from 0 on.
  retries: { field: "attemptNumber", from: 1 },
  record: { days: 30, hasPayloads: false, settings: ["app"] },
  domain: hubspotMapping,
});

/** The URL with those escapes decoded that HubSpot's page lists. */
function decodedUrl(): ComputedPart {
  return ({ request, settings }) =>
    (settings["url"] ?? request.url).replaceAll(
      /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi,
      decodeURIComponent,
    );
}
