import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { elevenlabsMapping } from "../mapping/elevenlabs.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * ElevenLabs: conversations of agents, transcripts, notices about voices.
 *
 * The signature is called `v0`, and may be half an hour old as in ElevenLabs's own library; unlike there, a time in the
 * future is refused too. There is no event id. A request with audio is large: raise the source's limit.
 *
 * Scheme read in @elevenlabs/elevenlabs-js 2.73.0, which is the tests' oracle; that it does not retry is from memory,
 * not confirmed.
 * @see https://elevenlabs.io/docs/overview/administration/webhooks
 */
export const elevenlabs = defineProvider({
  id: "elevenlabs",
  name: "ElevenLabs",
  docs: "https://elevenlabs.io/docs/overview/administration/webhooks",
  scheme: hmac({
    signature: "elevenlabs-signature",
    format: entries({ timestamp: "t=", signature: "v0=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 1800 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "type") ?? "unknown",
    time: unixTimeAt(payload, "event_timestamp"),
    subject: textAt(payload, "data.conversation_id") ?? textAt(payload, "data.request_id"),
  }),
  // It is said not to retry: what comes twice came from somewhere on the way.
  horizonSeconds: 86_400,
  response: { status: 200 },
  domain: elevenlabsMapping,
});
