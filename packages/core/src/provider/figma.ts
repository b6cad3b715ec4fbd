import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { contentId } from "../content-id.ts";
import type { Json, JsonObject } from "../event.ts";
import { figmaMapping } from "../mapping/figma.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { inJson } from "../scheme/place.ts";
import { token } from "../scheme/token.ts";

/** How often it was tried, and in which form: where Figma says, and not the same in its record. */
const counts = ["retries", "protocol_version"];

/**
 * Figma. Nothing is signed: the body holds the passcode that was given when the webhook was made. It is taken out
 * before the event goes on, so that no consumer and no log sees it. There is no event id: its content stands in, which
 * is the same on every retry and in Figma's record of it.
 *
 * Scheme from third-party code; retries (after 5 minutes, 30 minutes, 3 hours) from memory, not confirmed.
 * @see https://developers.figma.com/docs/rest-api/webhooks-security/
 */
export const figma = defineProvider({
  id: "figma",
  name: "Figma",
  docs: "https://developers.figma.com/docs/rest-api/webhooks-security/",
  scheme: token({ at: inJson("passcode") }),
  signedHandshakes: [answerPing()],
  body: json,
  split: (payload) => [withoutPasscode(payload)],
  identify: ({ payload }) => {
    const type = textAt(payload, "event_type") ?? "unknown";
    return {
      id: contentId(type, payload, counts),
      type,
      time: isoTimeAt(payload, "timestamp"),
      subject: textAt(payload, "file_key") ?? textAt(payload, "webhook_id"),
    };
  },
  // Three retries within four hours; two days to spare. The payload's own time tells equal ones apart.
  horizonSeconds: 2 * 86_400,
  volatile: counts,
  // From 0 on, from memory.
  retries: { field: "retries", from: 1 },
  record: { days: 7, hasPayloads: true, settings: ["contextId"], besides: ["context"] },
  domain: figmaMapping,
});

/** Sent once when the webhook is made, with the passcode. */
function answerPing(): Handshake {
  return ({ payload }) => (fieldAt(payload, "event_type") === "PING" ? { status: 200 } : undefined);
}

function withoutPasscode(payload: Json): Json {
  if (fieldAt(payload, "passcode") === undefined || Array.isArray(payload)) return payload;
  const { passcode: _secret, ...rest } = payload as JsonObject; // safe: it has a field and is no array
  return rest;
}
