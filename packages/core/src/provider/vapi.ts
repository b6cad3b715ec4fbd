import { textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { vapiMapping } from "../mapping/vapi.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Vapi: what a voice assistant's server URL is told.
 *
 * How Vapi signs is set up there, as a custom credential: choose HMAC with SHA256, the header `x-vapi-signature`, no
 * timestamp header, and the body alone as payload. No time is signed then, and there is no event id. Messages that
 * want something back (`assistant-request`, `tool-calls`, `transfer-destination-request`) cannot be served by a queue:
 * give those another URL.
 *
 * Scheme as another product's guide and code (trigger.dev) have it set up; retries are not published.
 * @see https://docs.vapi.ai/server-url/server-authentication
 */
export const vapi = defineProvider({
  id: "vapi",
  name: "Vapi",
  docs: "https://docs.vapi.ai/server-url/server-authentication",
  scheme: hmac({ signature: "x-vapi-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "message.type") ?? "unknown",
    time: unixMillisecondsAt(payload, "message.timestamp"),
    subject: textAt(payload, "message.call.id"),
  }),
  // Nothing is published: generous.
  horizonSeconds: 86_400,
  deadlineSeconds: 20,
  domain: vapiMapping,
});
