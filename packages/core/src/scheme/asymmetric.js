import { constants, createSign, createVerify, sign, verify } from "node:crypto";
import { createKeyPair, importPrivateKey, importPublicKey } from "./key-pair.ts";
import { ConfigError } from "../errors.ts";
import { createSignedScheme } from "./signed-scheme.ts";
/**
 * A signature by the provider's private key. A source's secrets are public keys; signing (samples, tests) takes the
 * private key as PEM.
 *
 * @example asymmetric({
 *   algorithm: "ed25519",
 *   keyEncoding: "hex",
 *   signature: "x-signature-ed25519",
 *   content: "{timestamp}{body}",
 *   timestamp: { header: "x-signature-timestamp", unit: "seconds" },
 * })
 */
export function asymmetric(spec) {
    const { algorithm, keyEncoding = "base64" } = spec;
    const prove = algorithm === "ed25519" ? proveEd25519 : proveDigest(algorithm);
    return createSignedScheme(spec, {
        ...(algorithm === "ed25519" && { signatureBytes: 64 }),
        toKey: (text) => importPublicKey(text, algorithm, keyEncoding),
        isSignedBy: (key, content, signatures) => {
            let isFound = false;
            for (const signature of signatures) {
                const isGood = prove.verify(key, content, signature);
                isFound ||= isGood;
            }
            return isFound;
        },
        sign: (text, content) => {
            const key = importPrivateKey(text, algorithm);
            if (key === undefined)
                throw new ConfigError(`cannot sign: signing takes the private ${algorithm} key as PEM`);
            return prove.sign(key, content);
        },
        createSecret: (randomBytes) => createKeyPair(algorithm, keyEncoding, randomBytes),
    });
}
const proveEd25519 = {
    verify: (key, content, signature) => verify(null, join(content), key, signature),
    sign: (key, content) => sign(null, join(content), key),
};
function proveDigest(algorithm) {
    const digest = algorithm === "rsa-sha1" ? "sha1" : "sha256";
    const options = algorithm.startsWith("rsa")
        ? { padding: constants.RSA_PKCS1_PADDING }
        : { dsaEncoding: algorithm.endsWith("p1363") ? "ieee-p1363" : "der" };
    return {
        verify: (key, content, signature) => {
            const verifier = createVerify(digest);
            for (const chunk of content)
                if (typeof chunk !== "symbol")
                    verifier.update(chunk);
            return verifier.verify({ key, ...options }, signature);
        },
        sign: (key, content) => {
            const signer = createSign(digest);
            for (const chunk of content)
                if (typeof chunk !== "symbol")
                    signer.update(chunk);
            return signer.sign({ key, ...options });
        },
    };
}
/** Ed25519 reads its message twice, so it needs it whole. */
function join(content) {
    return Buffer.concat(content.filter((chunk) => typeof chunk !== "symbol").map((chunk) => Buffer.from(chunk)));
}
