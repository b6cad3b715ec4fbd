import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { translate } from "../domain/read.ts";
import type { Json } from "../event.ts";
import { discordMapping } from "../mapping/discord.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { asymmetric } from "../scheme/asymmetric.ts";

/**
 * Discord's webhook events and interactions. The secret is the application's public key (hex).
 *
 * Discord asks both kinds of endpoint with a PING, and now and then sends bad signatures on purpose: one that accepts
 * them is dropped. An interaction other than a PING wants its answer within 3 seconds, and gets none here: answer it
 * with a follow-up message, or let a bot of yours take interactions and Hookyard the events.
 *
 * Scheme read in discord-interactions 4.4.0, which looks at no age; here the signed time may be 5 minutes off. Both
 * PINGs and the retries are from Discord's documentation.
 * @see https://discord.com/developers/docs/events/webhook-events
 */
export const discord = defineProvider({
  id: "discord",
  name: "Discord",
  docs: "https://discord.com/developers/docs/events/webhook-events",
  scheme: asymmetric({
    algorithm: "ed25519",
    keyEncoding: "hex",
    signature: "x-signature-ed25519",
    encoding: "hex",
    content: "{timestamp}{body}",
    timestamp: { header: "x-signature-timestamp", unit: "seconds", toleranceSeconds: 300 },
  }),
  signedHandshakes: [answerInteractionPing(), answerEventPing()],
  body: json,
  identify: ({ payload }) => ({
    // Webhook events have no id: the same bytes are the same event.
    id: isEvent(payload) ? undefined : textAt(payload, "id"),
    type: typeOf(payload),
    time: isoTimeAt(payload, "event.timestamp"),
    subject:
      textAt(payload, "event.data.id") ??
      textAt(payload, "event.data.user.id") ??
      textAt(payload, "channel_id") ??
      textAt(payload, "user.id"),
  }),
  // Events are sent again for at most 10 minutes, interactions never; a day to spare.
  horizonSeconds: 86_400,
  deadlineSeconds: 3,
  response: { status: 204 },
  domain: discordMapping,
});

const interactions: Readonly<Record<string, string>> = {
  "1": "PING",
  "2": "APPLICATION_COMMAND",
  "3": "MESSAGE_COMPONENT",
  "4": "APPLICATION_COMMAND_AUTOCOMPLETE",
  "5": "MODAL_SUBMIT",
};

/** Of webhook events, type 1 is an event and type 0 a PING; of interactions, type 1 is the PING. */
function isEvent(payload: Json): boolean {
  return typeof fieldAt(payload, "event") === "object";
}

function typeOf(payload: Json): string {
  if (isEvent(payload)) return textAt(payload, "event.type") ?? "unknown";
  const type = textAt(payload, "type");
  return translate(type, interactions) ?? "unknown";
}

function answerInteractionPing(): Handshake {
  return ({ payload }) =>
    payload !== undefined && fieldAt(payload, "type") === 1 && !isEvent(payload)
      ? { status: 200, headers: { "content-type": "application/json" }, body: '{"type":1}' }
      : undefined;
}

function answerEventPing(): Handshake {
  return ({ payload }) =>
    payload !== undefined && fieldAt(payload, "type") === 0 && !isEvent(payload)
      ? { status: 204, headers: { "content-type": "application/json" } }
      : undefined;
}
