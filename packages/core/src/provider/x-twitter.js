import { createHmac } from "node:crypto";
import { fieldAt, isoTimeAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { xTwitterMapping } from "../mapping/x-twitter.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";
/**
 * X (Twitter): account activity and filtered streams by webhook. The key is the app's consumer secret, the newest
 * first: it answers X's challenge (CRC) too, when a webhook is made and from then on.
 *
 * Anyone may ask that challenge, and its answer is an HMAC with the very key that signs deliveries. So only a token
 * that could be no JSON body is answered: otherwise a stranger could have a forged delivery signed here.
 *
 * The type is the field that holds the events (`tweet_create_events`), of newer payloads `data.event_type`. The URL
 * must be without a port.
 *
 * Scheme, challenge and delivery from X's documentation.
 * @see https://docs.x.com/x-api/webhooks/introduction
 */
export const xTwitter = defineProvider({
    id: "x-twitter",
    name: "X",
    docs: "https://docs.x.com/x-api/webhooks/introduction",
    scheme: hmac({
        signature: "x-twitter-webhooks-signature",
        format: prefixed("sha256="),
        encoding: "base64",
    }),
    handshakes: [answerChallenge()],
    body: json,
    split,
    identify: ({ payload }) => {
        const type = typeOf(payload);
        const event = `${type}.0`;
        const id = textAt(payload, `${event}.id_str`) ?? textAt(payload, `${event}.id`) ?? textAt(payload, "data.id");
        return {
            id: id === undefined ? undefined : `${type}:${id}`,
            type,
            time: unixMillisecondsAt(payload, `${event}.timestamp_ms`) ??
                unixMillisecondsAt(payload, `${event}.created_timestamp`) ??
                isoTimeAt(payload, "data.created_at"),
            subject: id ?? textAt(payload, "for_user_id"),
        };
    },
    // No retries but for some customers, who are not told for how long; ample.
    horizonSeconds: 3 * 86400,
    deadlineSeconds: 10,
    response: { status: 200 },
    domain: xTwitterMapping,
});
const token = /^[A-Za-z0-9_+/=.-]{1,256}$/;
function answerChallenge() {
    return ({ request, url, secrets }) => {
        if (request.method !== "GET")
            return undefined;
        const given = url.searchParams.get("crc_token");
        if (given === null)
            return undefined;
        const [secret] = secrets;
        // Letters and digits alone could still be a number or `true` in JSON, which are events of nothing.
        if (!token.test(given) || secret === undefined || secret.trim() === "")
            return { status: 400 };
        const answer = createHmac("sha256", secret).update(given, "utf8").digest("base64");
        return {
            status: 200,
            headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
            body: JSON.stringify({ response_token: `sha256=${answer}` }),
        };
    };
}
function isEvents(name) {
    return /_events?$/.test(name);
}
/** Each of several events with all that stands beside them. */
function split(payload) {
    if (typeof payload !== "object" || payload === null || Array.isArray(payload))
        return [payload];
    const whole = payload; // safe: an object that is no array
    const names = Object.keys(whole).filter((name) => isEvents(name) && Array.isArray(whole[name]));
    const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)));
    const parts = names.flatMap((name) => {
        const events = whole[name];
        return Array.isArray(events) ? events.map((event) => ({ ...rest, [name]: [event] })) : [];
    });
    return parts.length === 0 ? [payload] : parts;
}
function typeOf(payload) {
    if (typeof payload !== "object" || payload === null || Array.isArray(payload))
        return "unknown";
    const named = Object.keys(payload).find(isEvents) ?? textAt(payload, "data.event_type");
    return named ?? (fieldAt(payload, "matching_rules") === undefined ? "unknown" : "filtered_stream");
}
