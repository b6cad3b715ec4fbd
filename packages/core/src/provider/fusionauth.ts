import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { fusionauthMapping } from "../mapping/fusionauth.ts";
import { defineProvider } from "../provider.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";

/**
 * FusionAuth, webhooks that are signed (since 1.48) with an HMAC key of its Key Master.
 *
 * The signature is a token of which one claim is the digest of the body; it says no time. Keys of other kinds (RSA, EC,
 * Ed25519) are not understood here: sign with an HMAC key. Events that FusionAuth waits for ("transactional") succeed
 * with any 2xx, so a queue says yes to all of them: do not route those here if you mean to refuse some.
 *
 * Scheme read in third-party code; it has no retries of its own, from memory, not confirmed.
 * @see https://fusionauth.io/docs/extend/events-and-webhooks/signing
 */
export const fusionauth = defineProvider({
  id: "fusionauth",
  name: "FusionAuth",
  docs: "https://fusionauth.io/docs/extend/events-and-webhooks/signing",
  scheme: hmacJwt({
    header: "x-fusionauth-signature-jwt",
    algorithms: ["HS256", "HS384", "HS512"],
    body: { name: "request_body_sha256", encoding: "base64" },
    age: "none",
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event.id"),
    type: textAt(payload, "event.type") ?? "unknown",
    time: unixMillisecondsAt(payload, "event.createInstant"),
    subject: textAt(payload, "event.user.id") ?? textAt(payload, "event.group.id"),
  }),
  // Sent once, and again by hand from its log of events for as long as that is kept: generous.
  horizonSeconds: 7 * 86_400,
  domain: fusionauthMapping,
});
