import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { contentId } from "../content-id.ts";
import { docusignMapping } from "../mapping/docusign.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/** Counts the sendings. */
const counts = ["retryCount"];

/** One header for each key that is active; Connect allows a hundred. */
const signatureHeaders = Array.from({ length: 100 }, (_, index) => `x-docusign-signature-${index + 1}`);

/**
 * DocuSign Connect, messages in JSON (the XML of older configurations is signed alike, but is no JSON and is refused as
 * malformed).
 *
 * Each active key adds a header with a number: any of them verifies. The key looks like base64 and is not decoded. No
 * time is signed, and there is no event id: the message's content stands in, without the count of its sendings.
 *
 * Scheme read in third-party code (trigger.dev); retries from memory, not confirmed.
 * @see https://developers.docusign.com/platform/webhooks/connect/hmac/
 */
export const docusign = defineProvider({
  id: "docusign",
  name: "DocuSign Connect",
  docs: "https://developers.docusign.com/platform/webhooks/connect/hmac/",
  scheme: hmac({ signature: signatureHeaders, encoding: "base64" }),
  body: json,
  identify: ({ payload }) => {
    const type = textAt(payload, "event") ?? "unknown";
    return {
      id: contentId(type, payload, counts),
      type,
      time: isoTimeAt(payload, "generatedDateTime"),
      subject: textAt(payload, "data.envelopeId"),
    };
  },
  // Up to 15 days of retries, and by hand after that.
  horizonSeconds: 30 * 86_400,
  deadlineSeconds: 100,
  volatile: counts,
  // From 0 on, from memory.
  retries: { field: "retryCount", from: 1 },
  record: { days: 15, hasPayloads: false, settings: ["account"], besides: ["host"] },
  domain: docusignMapping,
});
