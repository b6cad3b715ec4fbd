import { fieldAt, parseIsoTime, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { xeroMapping } from "../mapping/xero.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Xero. The webhook key looks like base64 and is not decoded: its text is the key.
 *
 * Before it sends events, Xero proves the endpoint with requests that have none, some of them signed badly on purpose
 * ("intent to receive"): the good ones have to get an empty 200 and the bad ones 401, which is what verification does.
 *
 * One request may carry many events, accepted together or not at all. An event names the resource and has no id; what
 * happened to which resource when makes it.
 *
 * Scheme from third-party code and text; the 5 seconds and the 24 hours of retries are from memory, not confirmed.
 * @see https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/
 */
export const xero = defineProvider({
  id: "xero",
  name: "Xero",
  docs: "https://developer.xero.com/documentation/guides/webhooks/configuring-your-server/",
  scheme: hmac({ signature: "x-xero-signature", encoding: "base64" }),
  signedHandshakes: [answerIntent()],
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [];
  },
  identify: ({ payload }) => ({
    id: undefined,
    type: typeOf(payload),
    time: timeOf(payload),
    subject: textAt(payload, "resourceId"),
  }),
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 5,
  response: { status: 200 },
  domain: xeroMapping,
});

/** A request without events, which is good: an empty 200. A bad one has been refused by then. */
function answerIntent(): Handshake {
  return ({ payload }) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) && events.length === 0 ? { status: 200 } : undefined;
  };
}

function typeOf(payload: Json): string {
  const category = textAt(payload, "eventCategory");
  const event = textAt(payload, "eventType");
  return category === undefined || event === undefined ? "unknown" : `${category}.${event}`;
}

/** In UTC, and written without saying so. */
function timeOf(payload: Json): Date | undefined {
  const text = textAt(payload, "eventDateUtc");
  return text === undefined ? undefined : parseIsoTime(text.endsWith("Z") ? text : `${text}Z`);
}
