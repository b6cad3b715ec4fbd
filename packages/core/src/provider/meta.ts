import { timingSafeEqual } from "node:crypto";
import { fieldAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json, JsonObject } from "../event.ts";
import { metaMapping } from "../mapping/meta.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Meta: Facebook pages, Instagram, Messenger, WhatsApp Business.
 *
 * The key is the app secret. Subscribing is confirmed by GET with a token of your choice: put it into the source's
 * setting `verifyToken`; without one no subscription is confirmed. `X-Hub-Signature` (SHA-1) is never looked at. Meta
 * escapes its JSON (`\u00e9`) before it signs it, so only the bytes as received verify.
 *
 * A request holds up to 1000 changes and messages, each of which is an event with its surroundings:
 * `{ object, entry: [{ id, time, changes: [one] }] }`. The type is the object and the field (`page.feed`), of
 * conversations the field that is subscribed to (`page.messages`, `instagram.message_reads`).
 *
 * Scheme from third-party code (n8n, trigger.dev). The 20 seconds from Meta's documentation of Messenger. Retries for 7
 * days (WhatsApp) from third-party text, for 36 hours (all else) from memory, not confirmed.
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export const meta = defineProvider({
  id: "meta",
  name: "Meta",
  docs: "https://developers.facebook.com/docs/graph-api/webhooks/getting-started",
  scheme: hmac({ signature: "x-hub-signature-256", format: prefixed("sha256=") }),
  handshakes: [answerSubscription()],
  body: json,
  split,
  identify: ({ payload }) => ({
    id: idOf(payload),
    type: typeOf(payload),
    time: timeOf(payload),
    subject:
      textAt(payload, `${value}.contacts.0.wa_id`) ??
      textAt(payload, `${value}.statuses.0.id`) ??
      textAt(payload, `${messaging}.sender.id`) ??
      textAt(payload, "entry.0.id"),
  }),
  // Retried for 36 hours, of WhatsApp for up to 7 days; a day to spare.
  // The 20 seconds: https://developers.facebook.com/docs/messenger-platform/faq
  horizonSeconds: 8 * 86_400,
  deadlineSeconds: 20,
  response: { status: 200 },
  domain: metaMapping,
});

const value = "entry.0.changes.0.value";
const messaging = "entry.0.messaging.0";

/** `hub.mode=subscribe` with the token that the app's dashboard was given. */
function answerSubscription(): Handshake {
  return ({ request, url, settings }) => {
    if (request.method !== "GET" || url.searchParams.get("hub.mode") !== "subscribe") return undefined;
    const challenge = url.searchParams.get("hub.challenge");
    const { verifyToken } = settings;
    const given = url.searchParams.get("hub.verify_token");
    if (challenge === null || given === null || verifyToken === undefined || !isSame(given, verifyToken))
      return { status: 403 };
    // Reflected input: plain text, and told not to be taken for anything else.
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: challenge,
    };
  };
}

function isSame(given: string, expected: string): boolean {
  const left = Buffer.from(given, "utf8");
  const right = Buffer.from(expected, "utf8");
  return expected !== "" && left.length === right.length && timingSafeEqual(left, right);
}

function split(payload: Json): readonly Json[] {
  const parts = listAt(payload, "entry").flatMap((entry) => splitEntry(objectOf(entry)));
  return parts.length === 0 ? [payload] : parts.map((entry) => ({ ...objectOf(payload), entry: [entry] }));
}

function splitEntry(entry: JsonObject): readonly JsonObject[] {
  const rest = without(entry, ["changes", "messaging", "standby"]);
  const changes = listAt(entry, "changes").flatMap((item) => splitChange(objectOf(item)));
  const parts: readonly JsonObject[] = [
    ...changes.map((change) => ({ ...rest, changes: [change] })),
    ...listAt(entry, "messaging").map((item) => ({ ...rest, messaging: [item] })),
    ...listAt(entry, "standby").map((item) => ({ ...rest, standby: [item] })),
  ];
  return parts.length === 0 ? [entry] : parts;
}

/** WhatsApp puts several messages, or the states of several, into one change. */
function splitChange(change: JsonObject): readonly JsonObject[] {
  const whole = objectOf(change["value"]);
  const parts = (["messages", "statuses"] as const).flatMap((name) =>
    listAt(whole, name).map((item) => ({
      ...change,
      value: { ...without(whole, ["messages", "statuses"]), [name]: [item] },
    })),
  );
  return parts.length === 0 ? [change] : parts;
}

function idOf(payload: Json): string | undefined {
  const message = textAt(payload, `${value}.messages.0.id`);
  if (message !== undefined) return message;
  const status = textAt(payload, `${value}.statuses.0.id`);
  if (status !== undefined) return `${status}:${textAt(payload, `${value}.statuses.0.status`) ?? ""}`;
  const mid = textAt(payload, `${messaging}.message.mid`) ?? textAt(payload, `${messaging}.postback.mid`);
  return mid === undefined ? undefined : `${typeOf(payload)}:${mid}`;
}

/** What one entry of a conversation holds, and the field under which it is subscribed to. */
const conversationFields: Readonly<Record<string, string>> = {
  message: "messages",
  message_edit: "message_edits",
  delivery: "message_deliveries",
  read: "message_reads",
  reaction: "message_reactions",
  postback: "messaging_postbacks",
  referral: "messaging_referrals",
  optin: "messaging_optins",
};

function typeOf(payload: Json): string {
  const object = textAt(payload, "object") ?? "unknown";
  const field = textAt(payload, "entry.0.changes.0.field");
  if (field !== undefined) return `${object}.${field}`;
  if (fieldAt(payload, `${messaging}.message.is_echo`) === true) return `${object}.message_echoes`;
  if (fieldAt(payload, "entry.0.standby.0") !== undefined) return `${object}.standby`;
  const kind = Object.keys(conversationFields).find(
    (name) => fieldAt(payload, `${messaging}.${name}`) !== undefined,
  );
  return kind === undefined ? object : `${object}.${conversationFields[kind] ?? kind}`;
}

function timeOf(payload: Json): Date | undefined {
  for (const path of [
    `${value}.messages.0.timestamp`,
    `${value}.statuses.0.timestamp`,
    `${messaging}.timestamp`,
    "entry.0.time",
  ]) {
    const text = textAt(payload, path);
    // Seconds in some places, milliseconds in others: they are a factor of a thousand apart.
    if (text !== undefined && /^\d{9,14}$/.test(text))
      return new Date(text.length > 11 ? Number(text) : Number(text) * 1000);
  }
  return undefined;
}

function objectOf(json: Json | undefined): JsonObject {
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return isObject ? (json as JsonObject) : {}; // safe: an object that is no array
}

function listAt(json: Json, name: string): readonly Json[] {
  const found = fieldAt(json, name);
  return Array.isArray(found) ? found : [];
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
