import { isoTimeAt, textAt } from "../body/field.ts";
import { formOrJson } from "../body/form.ts";
import { messagebirdMapping } from "../mapping/messagebird.ts";
import { defineProvider } from "../provider.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";
/**
 * Bird (MessageBird). The secret is the signing key. A token in a header holds digests of the URL and the body: behind
 * a proxy set the source's `url`. A state of a message comes once for each message, so both make the id.
 *
 * Scheme read in messagebird 4.0.1 (whose Express middleware lets everything through). Delivery facts not confirmed.
 * @see https://developers.messagebird.com/api/#verifying-http-requests
 */
export const messagebird = defineProvider({
    id: "messagebird",
    name: "Bird (MessageBird)",
    docs: "https://developers.messagebird.com/api/#verifying-http-requests",
    scheme: hmacJwt({
        header: "messagebird-signature-jwt",
        algorithms: ["HS256", "HS384", "HS512"],
        issuer: "MessageBird",
        body: { name: "payload_hash", encoding: "hex" },
        bodyOptionalWhenEmpty: true,
        url: { name: "url_hash", encoding: "hex" },
        age: "exp",
        required: ["jti"],
    }),
    body: formOrJson,
    identify: ({ payload }) => {
        const type = textAt(payload, "type") ?? "unknown";
        const message = textAt(payload, "message.id");
        const status = textAt(payload, "message.status");
        return {
            id: message === undefined || status === undefined ? undefined : `${type}:${message}:${status}`,
            type,
            time: isoTimeAt(payload, "message.updatedDatetime") ?? isoTimeAt(payload, "message.createdDatetime"),
            subject: message ?? textAt(payload, "conversation.id"),
        };
    },
    // For how long it retries is not known here; ample.
    horizonSeconds: 3 * 86400,
    domain: messagebirdMapping,
});
