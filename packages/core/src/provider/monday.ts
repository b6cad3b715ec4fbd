import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mondayMapping } from "../mapping/monday.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";
import { inQuery } from "../scheme/place.ts";
import { token } from "../scheme/token.ts";

/**
 * monday.com. Webhooks of an app carry a JWT in `Authorization`, signed with the app's signing secret; it says nothing
 * about the body, so who has seen one can send another body until it expires. Webhooks of a board carry nothing: put
 * `?token=<secret>` into their URL.
 *
 * Where the token is and how it is signed read in monday.com's own example of an app; its `exp`, the challenge, and a
 * retry every minute for half an hour from memory, not confirmed.
 * @see https://developer.monday.com/apps/docs/integration-authorization
 */
export const monday = defineProvider({
  id: "monday",
  name: "monday.com",
  docs: "https://developer.monday.com/apps/docs/integration-authorization",
  scheme: anyOf(hmacJwt({ header: "authorization", age: "exp" }), token({ at: inQuery("token") })),
  handshakes: [answerChallenge()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event.triggerUuid"),
    type: textAt(payload, "event.type") ?? textAt(payload, "type") ?? "unknown", // an app's own life has no `event`
    time: isoTimeAt(payload, "event.triggerTime") ?? isoTimeAt(payload, "data.timestamp"),
    subject:
      textAt(payload, "event.pulseId") ??
      textAt(payload, "event.itemId") ??
      textAt(payload, "event.boardId") ??
      textAt(payload, "data.app_id"),
  }),
  // Retried for 30 minutes; a day to spare.
  horizonSeconds: 86_400,
  deadlineSeconds: 180,
  domain: mondayMapping,
});

/** Sent when the URL is set. monday.com reads the answer as JSON, so this reflected input is no plain text. */
function answerChallenge(): Handshake {
  return ({ request, payload }) => {
    const challenge = fieldAt(payload, "challenge");
    if (request.method !== "POST" || typeof challenge !== "string" || fieldAt(payload, "event") !== undefined)
      return undefined;
    if (!/^[\w.~+/=-]{1,1024}$/.test(challenge)) return undefined;
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ challenge }),
    };
  };
}
