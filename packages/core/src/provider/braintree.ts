import { createHmac, createHash } from "node:crypto";
import { BodyError } from "../body/body-error.ts";
import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { form } from "../body/form.ts";
import { decodeText } from "../body/json.ts";
import { readPlainXml } from "../body/plain-xml.ts";
import { braintreeMapping } from "../mapping/braintree.ts";
import { type BodyReader, defineProvider, type Handshake } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import type { ComputedPart } from "../scheme/content.ts";
import { inForm } from "../scheme/form-content.ts";
import { hmac } from "../scheme/hmac.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { digestSecret } from "../scheme/secret-form.ts";
import type { SignatureFormat } from "../scheme/signature-format.ts";

const challenge = /^[a-f0-9]{20,32}$/;

/**
 * Braintree. The secret is the API's private key; the key of the HMAC is its SHA-1, as bytes. The setting `publicKey`,
 * the API's public key, is needed to answer the challenge that Braintree sends when a webhook is made.
 *
 * The body is a form with `bt_signature` (a signature for each key of the account) and `bt_payload`, base64 of XML. The
 * payload is signed as it was received, with or without a line feed at its end. Events are that XML as JSON, without
 * the form around it. An event has no id: the same bytes are the same event.
 *
 * Answering a challenge signs what anyone sends, so what looks like a challenge is never a payload.
 *
 * Scheme read in braintree 3.40.0. Retries (hourly for 24 hours, in the sandbox 3) are from memory, not confirmed.
 * @see https://developer.paypal.com/braintree/docs/guides/webhooks/overview
 */
export const braintree = defineProvider({
  id: "braintree",
  name: "Braintree",
  docs: "https://developer.paypal.com/braintree/docs/guides/webhooks/overview",
  scheme: anyOf(signedPayload(""), signedPayload("\n")),
  handshakes: [answerChallenge()],
  body: readNotification(),
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "notification.kind") ?? "unknown",
    time: isoTimeAt(payload, "notification.timestamp"),
    subject:
      textAt(payload, "notification.subject.transaction.id") ??
      textAt(payload, "notification.subject.dispute.id") ??
      textAt(payload, "notification.subject.subscription.id") ??
      textAt(payload, "notification.subject.disbursement.id"),
  }),
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 30,
  domain: braintreeMapping,
});

function signedPayload(end: string): Scheme {
  return hmac({
    signature: inForm("bt_signature"),
    format: keyedPairs(),
    content: [payloadOf(), end],
    algorithm: "sha1",
    secret: digestSecret("sha1"),
  });
}

/** `public_key|hex&public_key|hex`: whichever pair our private key has made. */
function keyedPairs(): SignatureFormat {
  return {
    read: (value) => {
      const pairs = value.split("&", 21).filter((pair) => pair.includes("|"));
      const signatures = pairs.map((pair) => pair.slice(pair.indexOf("|") + 1));
      return signatures.length === 0 ? undefined : [{ timestamp: undefined, signatures, elements: {} }];
    },
    write: (signature) => `public_key|${signature}`,
    hasTimestamp: false,
  };
}

function payloadOf(): ComputedPart {
  const place = inForm("bt_payload");
  return ({ request }) => {
    const reading = place.read(request);
    if ("reason" in reading) return { reason: "body_malformed" };
    const [payload = ""] = reading.values;
    return /^[A-Za-z0-9+/=\n]+$/.test(payload) && !challenge.test(payload)
      ? payload
      : { reason: "body_malformed" };
  };
}

function readNotification(): BodyReader {
  return (body, header) => {
    const payload = fieldAt(form(body, header), "bt_payload");
    if (typeof payload !== "string") throw new BodyError("the body has no bt_payload");
    return readPlainXml(decodeText(Buffer.from(payload, "base64")));
  };
}

/** `GET ?bt_challenge=…`, with Braintree's own form of challenge and nothing else. */
function answerChallenge(): Handshake {
  return ({ request, url, secrets, settings }) => {
    const asked = url.searchParams.get("bt_challenge") ?? "";
    const [secret] = secrets;
    const publicKey = settings["publicKey"];
    if (request.method !== "GET" || !challenge.test(asked) || secret === undefined || publicKey === undefined)
      return undefined;
    const key = createHash("sha1").update(secret, "utf8").digest();
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: `${publicKey}|${createHmac("sha1", key).update(asked).digest("hex")}`,
    };
  };
}
