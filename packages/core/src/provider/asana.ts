import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { asanaMapping } from "../mapping/asana.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Asana. One request carries many events, and every eight hours none at all (a heartbeat). Events have no ids; the
 * type is the resource's with the action: `task.changed`.
 *
 * The secret is made by Asana and shown once: in `X-Hook-Secret` of the first request, which is answered with the same
 * header while the call that creates the webhook is still open, and in that call's own answer. Answering makes no
 * secret known here: store the one of the call, without which nothing is believed.
 *
 * Scheme and handshake from third-party code; retries for 24 hours from memory, not confirmed.
 * @see https://developers.asana.com/docs/webhooks-guide
 */
export const asana = defineProvider({
  id: "asana",
  name: "Asana",
  docs: "https://developers.asana.com/docs/webhooks-guide",
  scheme: hmac({ signature: "x-hook-signature" }),
  handshakes: [echoSecret()],
  body: json,
  split: (payload): readonly Json[] => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [];
  },
  identify: ({ payload }) => {
    const resource = textAt(payload, "resource.resource_type") ?? "unknown";
    const action = textAt(payload, "action");
    return {
      id: undefined,
      type: action === undefined ? resource : `${resource}.${action}`,
      time: isoTimeAt(payload, "created_at"),
      subject: textAt(payload, "resource.gid"),
    };
  },
  // Retried for 24 hours; two days to spare. Each event's own time, to the millisecond, tells equal ones apart.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 10,
  domain: asanaMapping,
});

/** The secret goes back in the header that it came in, and nowhere else. */
function echoSecret(): Handshake {
  return ({ request, header }) => {
    const secret = header("x-hook-secret");
    if (request.method !== "POST" || secret === undefined || header("x-hook-signature") !== undefined)
      return undefined;
    // Reflected input: only what can be an Asana secret.
    return /^[\w-]{8,128}$/.test(secret) ? { status: 200, headers: { "x-hook-secret": secret } } : undefined;
  };
}
