import { isoTimeAt, textAt } from "../body/field.ts";
import { formOrJson } from "../body/form.ts";
import type { Json } from "../event.ts";
import { twilioMapping } from "../mapping/twilio.ts";
import { defineProvider } from "../provider.ts";
import { twilioScheme } from "../scheme/twilio.ts";

/**
 * Twilio: messages, calls and their status callbacks (forms), and Event Streams (a JSON list of CloudEvents).
 *
 * The URL is signed, as Twilio sees it: behind a proxy set the source's `url`. The key is the account's auth token,
 * which has no version: list the old and the new one while it is rotated. No time is signed.
 *
 * Types of callbacks are made from what they report (`message.delivered`, `call.completed`), those of Event Streams
 * are Twilio's own. The answer is empty TwiML, which ends a call that only this endpoint answers.
 *
 * Scheme read in twilio 6.2.0; the documentation's example verifies. Retries and 15 seconds of callbacks from
 * the documentation; those of Event Streams from memory, not confirmed.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export const twilio = defineProvider({
  id: "twilio",
  name: "Twilio",
  docs: "https://www.twilio.com/docs/usage/webhooks/webhooks-security",
  scheme: twilioScheme(),
  body: formOrJson,
  split: (payload) => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload, header, whole }) => {
    const isStream = textAt(payload, "specversion") !== undefined;
    const token = header("i-twilio-idempotency-token"); // the same on a retry
    const type = isStream ? (textAt(payload, "type") ?? "unknown") : typeOf(payload);
    return {
      id: isStream || Array.isArray(whole) ? textAt(payload, "id") : (token ?? ownId(payload, type)),
      type,
      time: isoTimeAt(payload, "time") ?? rfc2822At(payload, "Timestamp"),
      subject: sidOf(payload),
    };
  },
  // Callbacks are retried once by default and at most five times, all within 15 seconds; Event Streams for hours. Ample.
  // https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 15,
  response: { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body: "<Response/>" },
  domain: twilioMapping,
});

function typeOf(payload: Json): string {
  const event = textAt(payload, "EventType"); // Conversations, TaskRouter, Studio
  if (event !== undefined) return event;
  const recording = textAt(payload, "RecordingStatus");
  if (recording !== undefined) return `recording.${recording}`;
  const message = textAt(payload, "MessageStatus") ?? textAt(payload, "SmsStatus");
  if (message !== undefined) return `message.${message}`;
  const call = textAt(payload, "CallStatus");
  return call === undefined ? "unknown" : `call.${call}`;
}

/** Where no idempotency token came: one entity is in each state once. */
function ownId(payload: Json, type: string): string | undefined {
  const sid = sidOf(payload);
  const isState = /^(?:message|call|recording)\./.test(type);
  return sid === undefined || !isState ? undefined : `${sid}:${type}`;
}

function sidOf(payload: Json): string | undefined {
  for (const name of [
    "RecordingSid",
    "MessageSid",
    "SmsSid",
    "CallSid",
    "ConversationSid",
    "TaskSid",
    "subject",
  ]) {
    const found = textAt(payload, name);
    if (found !== undefined) return found;
  }
  return textAt(payload, "data.messageSid") ?? textAt(payload, "data.callSid");
}

const rfc2822 = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/;

function rfc2822At(payload: Json, name: string): Date | undefined {
  const text = textAt(payload, name);
  if (text === undefined || !rfc2822.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
