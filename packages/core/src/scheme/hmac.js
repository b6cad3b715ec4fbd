import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { compileContent } from "./content.ts";
import { utf8Secret } from "./secret-form.ts";
import { createSignedScheme } from "./signed-scheme.ts";
/** Bytes of each digest. */
export const digestBytes = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 };
/**
 * A shared secret and an HMAC: four providers in five. Everything that differs between them is data.
 *
 * @example hmac({ signature: "x-hub-signature-256", format: prefixed("sha256=") })
 * @example hmac({
 *   signature: "stripe-signature",
 *   format: entries({ timestamp: "t=", signature: "v1=" }),
 *   content: "{timestamp}.{body}",
 *   timestamp: { unit: "seconds" },
 * })
 */
export function hmac(spec) {
    const { algorithm = "sha256", secret = utf8Secret() } = spec;
    if (compileContent(spec.content ?? "{body}").usesSecret)
        throw new ConfigError("hmac: {secret} is never signed content");
    return createSignedScheme(spec, {
        signatureBytes: digestBytes[algorithm],
        toKey: (text) => {
            const key = secret.toKey(text);
            return key === undefined || key.length === 0 ? undefined : createSecretKey(key);
        },
        isSignedBy: (key, content, signatures) => isAmong(digest(algorithm, key, content), signatures),
        sign: (text, content) => {
            const key = secret.toKey(text);
            if (key === undefined)
                throw new ConfigError("cannot sign: the secret is not of this provider's form");
            return digest(algorithm, createSecretKey(key), content);
        },
        createSecret: (randomBytes) => {
            const created = secret.create(randomBytes);
            return { verify: created, sign: created };
        },
    });
}
function digest(algorithm, key, content) {
    const mac = createHmac(algorithm, key);
    for (const chunk of content)
        if (typeof chunk !== "symbol")
            mac.update(chunk);
    return mac.digest();
}
/** Whether one of them equals the expected bytes, in time that depends on their number alone. All of one length. */
export function isAmong(expected, signatures) {
    let isFound = false;
    for (const signature of signatures) {
        const isEqual = timingSafeEqual(signature, expected);
        isFound ||= isEqual;
    }
    return isFound;
}
