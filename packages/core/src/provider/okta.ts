import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { oktaMapping } from "../mapping/okta.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { token } from "../scheme/token.ts";

/**
 * Okta event hooks: entries of the System Log, several in one request.
 *
 * Nothing is signed: the secret is the whole value of the `Authorization` header that the hook was set up with, and it
 * says nothing about the body. Okta itself sends a hook that fails once more, and never after a 4xx.
 *
 * Read in Okta's documentation.
 * @see https://developer.okta.com/docs/concepts/event-hooks/
 */
export const okta = defineProvider({
  id: "okta",
  name: "Okta",
  docs: "https://developer.okta.com/docs/concepts/event-hooks/",
  scheme: token({ at: "authorization" }),
  handshakes: [answerVerification()],
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "data.events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload }) => ({
    id: textAt(payload, "uuid"),
    type: textAt(payload, "eventType") ?? "unknown",
    time: isoTimeAt(payload, "published"),
    subject: textAt(payload, "target.0.id") ?? textAt(payload, "actor.id"),
  }),
  // One retry, at once; the log itself can be read for 90 days.
  horizonSeconds: 86_400,
  deadlineSeconds: 3,
  response: { status: 204 },
  record: { days: 90, hasPayloads: true, settings: ["domain"] },
  domain: oktaMapping,
});

/** A GET with a value to be given back in JSON, once, when the hook is verified. */
function answerVerification(): Handshake {
  return ({ request, header }) => {
    const value = header("x-okta-verification-challenge");
    if (request.method !== "GET" || value === undefined || value.length > 1024) return undefined;
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ verification: value }),
    };
  };
}
