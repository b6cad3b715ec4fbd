import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { cloudinaryMapping } from "../mapping/cloudinary.ts";
import { defineProvider } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { plainHash } from "../scheme/plain-hash.ts";

/** With SHA-1 (what an account begins with) or SHA-256 (what it can be set to). */
function hashed(algorithm: "sha1" | "sha256") {
  return plainHash({
    algorithm,
    signature: "x-cld-signature",
    content: "{body}{timestamp}{secret}",
    timestamp: { header: "x-cld-timestamp", unit: "seconds", toleranceSeconds: 7200 },
  });
}

/**
 * Cloudinary: uploads, changes, deletions, finished transformations and moderation.
 *
 * No HMAC but a plain hash with the API secret at the end, of SHA-1 or SHA-256 as the account is set; which one a
 * request has is seen by its length. The time that is signed may be two hours old, as in Cloudinary's library.
 *
 * Scheme read in cloudinary 2.11.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://cloudinary.com/documentation/notification_signatures
 */
export const cloudinary = defineProvider({
  id: "cloudinary",
  name: "Cloudinary",
  docs: "https://cloudinary.com/documentation/notification_signatures",
  scheme: anyOf(hashed("sha256"), hashed("sha1")),
  body: json,
  identify: ({ payload }) => ({
    id: idOf(payload),
    type: textAt(payload, "notification_type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "asset_id") ?? textAt(payload, "public_id"),
  }),
  // Three retries within minutes; generous.
  horizonSeconds: 86_400,
  domain: cloudinaryMapping,
});

/** One upload can cause several notices (`upload`, `eager`, `moderation`) of one request, so the type belongs to it. */
function idOf(payload: Json): string | undefined {
  const request = textAt(payload, "request_id");
  return request === undefined ? undefined : `${textAt(payload, "notification_type") ?? ""}:${request}`;
}
