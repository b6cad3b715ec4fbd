import { anyOf } from "./any-of.ts";
import { bodyDigest } from "./content.ts";
import { hmac } from "./hmac.ts";
import { base64Secret } from "./secret-form.ts";
/**
 * Sinch's three: the Conversation API's (body, nonce and time), that of Voice and Verification (the whole request, by
 * the application's base64 secret), and that of Numbers (the body). Each is enough by itself. Signing uses the first.
 */
export function sinchScheme() {
    const conversation = hmac({
        signature: "x-sinch-webhook-signature",
        content: "{body}.{header:x-sinch-webhook-signature-nonce}.{timestamp}",
        encoding: "base64",
        timestamp: { header: "x-sinch-webhook-signature-timestamp", unit: "seconds", toleranceSeconds: 300 },
    });
    const md5 = bodyDigest("md5", "base64");
    const application = hmac({
        signature: "authorization",
        format: applicationCredentials(),
        secret: base64Secret(),
        content: [
            "{method}\n",
            (input) => (input.request.body.length === 0 ? "" : md5(input)),
            "\n{header:content-type}\nx-timestamp:{timestamp}\n{path}",
        ],
        encoding: "base64",
        timestamp: { header: "x-timestamp", unit: "iso8601", toleranceSeconds: 300 },
    });
    const numbers = hmac({ signature: "x-sinch-signature", algorithm: "sha1" });
    return anyOf(conversation, application, numbers);
}
/** `Application <key>:<signature>`. The key names the application; its secret is what proves it. */
function applicationCredentials() {
    return {
        read: (value) => {
            const signature = /^application +[^\s:]+:(\S+)$/i.exec(value)?.[1];
            return signature === undefined
                ? undefined
                : [{ timestamp: undefined, signatures: [signature], elements: {} }];
        },
        write: (signature) => `Application key:${signature}`,
        hasTimestamp: false,
    };
}
