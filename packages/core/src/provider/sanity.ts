import { textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { sanityMapping } from "../mapping/sanity.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Sanity, webhooks driven by GROQ: documents that are created, updated or deleted.
 *
 * The time is in milliseconds, the signature base64url without padding. The body is whatever the webhook's projection
 * gives; the operation is a header, which is not signed. Sanity's own library does not look at the age.
 *
 * Scheme read in @sanity/webhook 4.0.4, which is the tests' oracle; retries from Sanity's changelog of April 2026.
 * @see https://www.sanity.io/docs/webhooks
 */
export const sanity = defineProvider({
  id: "sanity",
  name: "Sanity",
  docs: "https://www.sanity.io/docs/webhooks",
  scheme: hmac({
    signature: "sanity-webhook-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    encoding: "base64url",
    timestamp: { unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("idempotency-key"), // the same on every retry
    type: header("sanity-operation") ?? "unknown",
    time: undefined,
    subject: header("sanity-document-id") ?? textAt(payload, "_id"),
  }),
  // Twice, 30 seconds apart; before that for half an hour. Generous.
  // https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 30,
  record: { days: 3, hasPayloads: false, settings: ["project"] },
  domain: sanityMapping,
});
