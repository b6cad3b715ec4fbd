import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { surveymonkeyMapping } from "../mapping/surveymonkey.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * SurveyMonkey: surveys, collectors, responses; ids only.
 *
 * HMAC of SHA-1, the best that is offered. The secret is made of two values: the app's client id and client secret, put
 * together with `&` between. No time is signed. When a webhook is made, SurveyMonkey asks with a HEAD.
 *
 * Scheme read in third-party code (n8n) and described alike elsewhere; HEAD and retries from memory, not confirmed.
 * @see https://api.surveymonkey.com/v3/docs#webhooks
 */
export const surveymonkey = defineProvider({
  id: "surveymonkey",
  name: "SurveyMonkey",
  docs: "https://api.surveymonkey.com/v3/docs#webhooks",
  scheme: hmac({ algorithm: "sha1", signature: "sm-signature", encoding: "base64" }),
  handshakes: [answerProbe()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event_id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "event_datetime"),
    subject: textAt(payload, "object_id"),
  }),
  // Nothing is published that could be found: generous.
  horizonSeconds: 3 * 86_400,
  domain: surveymonkeyMapping,
});

/** A HEAD that wants a 200 and nothing else. */
function answerProbe(): Handshake {
  return ({ request }) => (request.method === "HEAD" ? { status: 200 } : undefined);
}
