import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { boxMapping } from "../mapping/box.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Box, webhooks of version 2.
 *
 * Two keys sign every request, a header each; give the source one or both: any key that fits either header verifies,
 * so keys can be changed one after the other. Body first, then the time as it is written. (Box's Node sample reads the
 * two headers the wrong way round.) Unlike Box's library, a clock that is a little ahead is borne.
 *
 * Scheme read in box-node-sdk 10.12.0, which is the tests' oracle; retries from the documentation.
 * @see https://developer.box.com/guides/webhooks/v2/signatures-v2/
 */
export const box = defineProvider({
  id: "box",
  name: "Box",
  docs: "https://developer.box.com/guides/webhooks/v2/signatures-v2/",
  scheme: hmac({
    signature: ["box-signature-primary", "box-signature-secondary"],
    content: "{body}{timestamp}",
    encoding: "base64",
    timestamp: { header: "box-delivery-timestamp", unit: "iso8601", toleranceSeconds: 600 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "trigger") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "source.id"),
  }),
  // Ten retries; over how long is not said, so generous.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 30,
  domain: boxMapping,
});
