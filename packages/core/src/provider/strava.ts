import { createHash, timingSafeEqual } from "node:crypto";
import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { stravaMapping } from "../mapping/strava.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { unsigned } from "../scheme/unsigned.ts";

/**
 * Strava: activities that are made, changed or deleted, and athletes who take their permission back.
 *
 * Nothing proves the sender: every event is taken. It holds no more than ids, so fetch what it names from Strava's API
 * before you believe it, and give the source a name that nobody guesses. The secret is the verify token of the
 * subscription: it guards the question that Strava asks once, which wants JSON and no plain text.
 *
 * Challenge, events and 2 seconds from the documentation; there is no event id. Three attempts are from memory, not
 * confirmed.
 * @see https://developers.strava.com/docs/webhooks/
 */
export const strava = defineProvider({
  id: "strava",
  name: "Strava",
  docs: "https://developers.strava.com/docs/webhooks/",
  scheme: unsigned(),
  handshakes: [answerValidation()],
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: `${textAt(payload, "object_type") ?? "unknown"}.${textAt(payload, "aspect_type") ?? "unknown"}`,
    time: unixTimeAt(payload, "event_time"),
    subject: textAt(payload, "object_id"),
  }),
  // Three tries, within minutes; generous.
  horizonSeconds: 86_400,
  deadlineSeconds: 2,
  response: { status: 200 },
  domain: stravaMapping,
});

/** Answered only with the right verify token; without one in the source's secrets, not at all. */
function answerValidation(): Handshake {
  return ({ request, url, secrets }) => {
    const { searchParams } = url;
    const challenge = searchParams.get("hub.challenge");
    if (request.method !== "GET" || searchParams.get("hub.mode") !== "subscribe") return undefined;
    if (challenge === null || challenge.length > 1024) return undefined;
    const given = fingerprint(searchParams.get("hub.verify_token") ?? "");
    const isKnown = secrets.some(
      (secret) => secret.trim() !== "" && timingSafeEqual(fingerprint(secret), given),
    );
    if (!isKnown) return { status: 403 };
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ "hub.challenge": challenge }),
    };
  };
}

/** One length for all, so that comparing does not tell the token's. */
function fingerprint(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
