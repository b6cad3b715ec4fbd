import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { webflowMapping } from "../mapping/webflow.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Webflow: forms, orders, pages, collections, comments.
 *
 * Between the time, in milliseconds, and the body stands a colon. The key is the OAuth app's client secret, or the
 * webhook's own `secretKey` where it was made with an API token; one made in the dashboard is not signed and not
 * accepted here. Webflow's own library does not look at the age. There is no event id but that of what happened.
 *
 * Scheme read in webflow-api 3.3.4, which is the tests' oracle; the number of attempts from Webflow's changelog.
 * @see https://developers.webflow.com/data/docs/working-with-webhooks
 */
export const webflow = defineProvider({
  id: "webflow",
  name: "Webflow",
  docs: "https://developers.webflow.com/data/docs/working-with-webhooks",
  scheme: hmac({
    signature: "x-webflow-signature",
    content: "{timestamp}:{body}",
    timestamp: { header: "x-webflow-timestamp", unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined, // the entity's id is the same in all of its events
    type: textAt(payload, "triggerType") ?? "unknown",
    time:
      isoTimeAt(payload, "payload.submittedAt") ??
      isoTimeAt(payload, "payload.lastUpdated") ??
      isoTimeAt(payload, "payload.publishedOn"),
    subject:
      textAt(payload, "payload.id") ??
      textAt(payload, "payload.orderId") ??
      textAt(payload, "payload.pageId"),
  }),
  // Three attempts (https://developers.webflow.com/changelog/webhook-retries), ten minutes apart as memory has it; generous.
  horizonSeconds: 86_400,
  domain: webflowMapping,
});
