import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { personaMapping } from "../mapping/persona.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Persona: inquiries, verifications, reports, accounts.
 *
 * While a secret is rotated the header holds two sets, each with a time of its own and a space between. The key is the
 * whole `wbhsec_…` text. Field names come with dashes, underscores or in camel case, as the webhook is set.
 *
 * Scheme described by third parties; 5 seconds and the number of retries from the documentation.
 * @see https://docs.withpersona.com/docs/webhooks-best-practices
 */
export const persona = defineProvider({
  id: "persona",
  name: "Persona",
  docs: "https://docs.withpersona.com/docs/webhooks-best-practices",
  scheme: hmac({
    signature: "persona-signature",
    format: entries({ timestamp: "t=", signature: "v1=", sets: " " }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "data.id"),
    type: textAt(payload, "data.attributes.name") ?? "unknown",
    time:
      isoTimeAt(payload, "data.attributes.created-at") ??
      isoTimeAt(payload, "data.attributes.created_at") ??
      isoTimeAt(payload, "data.attributes.createdAt"),
    subject: textAt(payload, "data.attributes.payload.data.id"),
  }),
  // Up to eight tries; over how long is not said, so generous.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 5,
  record: { days: 90, hasPayloads: true },
  domain: personaMapping,
});
