import { createHash } from "node:crypto";
import { decodePasted, decodeStrictly } from "./encoding.ts";
/**
 * The whole text is the key, in UTF-8, prefix and all. `prefix` is only for making new ones.
 *
 * @example utf8Secret({ prefix: "whsec_" }) // Stripe: looks like base64, and is not decoded
 */
export function utf8Secret({ prefix = "", bytes = 32, } = {}) {
    return {
        toKey: (secret) => Buffer.from(secret, "utf8"),
        create: (randomBytes) => prefix + Buffer.from(randomBytes(bytes)).toString("hex"),
    };
}
/** As {@link utf8Secret}, after Unicode compatibility decomposition (EasyPost). */
export function nfkdSecret() {
    return { ...utf8Secret(), toKey: (secret) => Buffer.from(secret.normalize("NFKD"), "utf8") };
}
/**
 * Base64 of the key after a prefix. A secret without the prefix is taken as bare base64 unless `prefixRequired`.
 *
 * @example base64Secret({ prefix: "whsec_" }) // Standard Webhooks
 */
export function base64Secret({ prefix = "", prefixRequired = false, bytes = 32, } = {}) {
    return {
        toKey: (secret) => {
            if (secret.startsWith(prefix))
                return decodePasted(secret.slice(prefix.length));
            return prefixRequired ? undefined : decodePasted(secret);
        },
        create: (randomBytes) => prefix + Buffer.from(randomBytes(bytes)).toString("base64"),
    };
}
/** Hex digits of the key (Adyen, Onfleet). */
export function hexSecret({ bytes = 32 } = {}) {
    return {
        toKey: (secret) => decodeStrictly(secret, "hex"),
        create: (randomBytes) => Buffer.from(randomBytes(bytes)).toString("hex").toUpperCase(),
    };
}
/** The key is a digest of the text (Braintree: SHA-1 of the private key). */
export function digestSecret(algorithm) {
    return { ...utf8Secret(), toKey: (secret) => createHash(algorithm).update(secret, "utf8").digest() };
}
