import { isoTimeAt, textAt } from "../body/field.ts";
import { formOrJson } from "../body/form.ts";
import { vonageMapping } from "../mapping/vonage.ts";
import { defineProvider } from "../provider.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";
/**
 * Vonage: messages and calls by POST. The secret is the account's signature secret. A token in `Authorization` holds a
 * digest of the body, which Vonage's own library leaves to its caller to compare; here it must be right.
 *
 * The type is made from what is reported: `message.inbound`, `message.delivered`, `call.answered`. Webhooks by GET, and
 * the older signature in the parameters of SMS (`sig`), are not taken.
 *
 * Scheme read in @vonage/jwt 1.17.1. Delivery facts from memory, not confirmed.
 * @see https://developer.vonage.com/en/getting-started/concepts/webhooks
 */
export const vonage = defineProvider({
    id: "vonage",
    name: "Vonage",
    docs: "https://developer.vonage.com/en/getting-started/concepts/webhooks",
    scheme: hmacJwt({
        header: "authorization",
        authScheme: "Bearer",
        body: { name: "payload_hash", encoding: "hex" },
        age: "iat",
        toleranceSeconds: 300,
        required: ["jti"],
    }),
    body: formOrJson,
    identify: ({ payload }) => {
        const type = typeOf(payload);
        const subject = subjectOf(payload);
        const isState = /^(?:message|call)\./.test(type);
        return {
            id: subject === undefined || !isState ? undefined : `${type}:${subject}`,
            type,
            time: isoTimeAt(payload, "timestamp"),
            subject,
        };
    },
    // Retried for 24 hours; a day to spare.
    horizonSeconds: 2 * 86400,
    response: { status: 200 },
    domain: vonageMapping,
});
function typeOf(payload) {
    const status = textAt(payload, "status");
    const isMessage = textAt(payload, "message_uuid") !== undefined || textAt(payload, "messageId") !== undefined;
    if (isMessage)
        return `message.${status ?? "inbound"}`;
    if (status !== undefined && textAt(payload, "uuid") !== undefined)
        return `call.${status}`;
    return textAt(payload, "type") ?? "unknown";
}
function subjectOf(payload) {
    return (textAt(payload, "message_uuid") ??
        textAt(payload, "messageId") ??
        textAt(payload, "uuid") ??
        textAt(payload, "conversation_uuid"));
}
