import { isoTimeAt, textAt, unixTimeAt } from "../body/field.ts";
import { BodyError } from "../body/body-error.ts";
import { form } from "../body/form.ts";
import { parseJson } from "../body/json.ts";
import { mandrillMapping } from "../mapping/mandrill.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { sortedFormFields } from "../scheme/form-content.ts";
import { utf8Secret } from "../scheme/secret-form.ts";
/**
 * Mailchimp Transactional (Mandrill). The secret is the webhook's authentication key. The URL is signed, as Mandrill
 * has it: behind a proxy set the source's `url`.
 *
 * Mandrill checks a new URL by HEAD and by an empty list of events, which is signed with the public key
 * `test-webhook`. That list is answered whoever signed it, and the key is never taken for a secret.
 *
 * Scheme from third-party code (ten implementations agree). Delivery facts from memory, not confirmed.
 * @see https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/
 */
export const mandrill = defineProvider({
    id: "mandrill",
    name: "Mailchimp Transactional (Mandrill)",
    docs: "https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/",
    scheme: hmac({
        signature: "x-mandrill-signature",
        algorithm: "sha1",
        encoding: "base64",
        content: ["{url}", ({ request }) => sortedFormFields(request.body, { repeated: "all" })],
        secret: {
            ...utf8Secret({ bytes: 11 }),
            toKey: (secret) => (secret === "test-webhook" ? undefined : Buffer.from(secret, "utf8")),
        },
    }),
    handshakes: [answerHead(), answerEmptyList()],
    body: events(),
    split: (payload) => (Array.isArray(payload) ? payload : [payload]),
    identify: ({ payload }) => {
        const type = textAt(payload, "event") ?? textAt(payload, "type") ?? "unknown";
        const message = textAt(payload, "_id");
        const at = textAt(payload, "ts");
        // A message may be opened and clicked twice in a second: there the same bytes are the same event.
        const isOnce = type !== "open" && type !== "click";
        return {
            id: isOnce && message !== undefined && at !== undefined ? `${message}:${type}:${at}` : undefined,
            type,
            time: unixTimeAt(payload, "ts") ?? isoTimeAt(payload, "ts"),
            subject: message,
        };
    },
    // Retried for days, with growing pauses; how many is not said.
    horizonSeconds: 7 * 86400,
    response: { status: 200 },
    domain: mandrillMapping,
});
/** The one field of the form, `mandrill_events`, holds the JSON list. */
function events() {
    return (body, header) => {
        const list = textAt(form(body, header), "mandrill_events");
        if (list === undefined)
            throw new BodyError("the form has no field mandrill_events");
        return parseJson(list);
    };
}
function answerHead() {
    return ({ request }) => (request.method === "HEAD" ? { status: 200 } : undefined);
}
function answerEmptyList() {
    return ({ request, payload }) => request.method === "POST" && isEmptyList(payload) ? { status: 200 } : undefined;
}
function isEmptyList(payload) {
    return Array.isArray(payload) && payload.length === 0;
}
