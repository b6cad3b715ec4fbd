import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { airtableMapping } from "../mapping/airtable.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Airtable: a notification that something changed in a base, and nothing of what. List the webhook's payloads from a
 * stored cursor to learn it. A webhook expires after 7 days unless it is refreshed or its payloads are listed. All is
 * of the type `notification`.
 *
 * The secret is `macSecretBase64` of the answer that created the webhook; the key is what it decodes to.
 *
 * Public implementations disagree on the header: the digest is hex after `hmac-sha256=`, as pyairtable has it. Scheme
 * from that third-party code; delivery facts from memory, not confirmed.
 * @see https://airtable.com/developers/web/api/webhooks-overview
 */
export const airtable = defineProvider({
  id: "airtable",
  name: "Airtable",
  docs: "https://airtable.com/developers/web/api/webhooks-overview",
  scheme: hmac({
    signature: "x-airtable-content-mac",
    format: prefixed("hmac-sha256="),
    secret: base64Secret(),
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: "notification",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "base.id"),
  }),
  // Unknown; a day is meant to be generous. The payload's own time tells equal ones apart.
  horizonSeconds: 86_400,
  deadlineSeconds: 25,
  response: { status: 204 },
  record: { days: 7, hasPayloads: true, settings: ["base"] },
  domain: airtableMapping,
});
