import type { Scheme, SignatureReason, VerifyInput } from "./scheme.ts";

/** The keys that a request names, in the form of the inner scheme's secrets; or why they cannot be had. */
export type FindKeys = (
  input: VerifyInput,
) => Promise<readonly string[] | { readonly reason: SignatureReason }>;

/**
 * A scheme whose keys the provider publishes and the request names. A source's own secrets, if it has any of the inner
 * scheme's form, are tried first: they pin keys, and make samples and tests work without a network. Give the same
 * array for the same keys, and they are imported once.
 *
 * @example publishedKey(asymmetric({ algorithm: "rsa-sha256", signature: "x-signature" }), findCertificate)
 */
export function publishedKey(inner: Scheme, findKeys: FindKeys): Scheme {
  return {
    verify: async (input) => {
      const pinned = await inner.verify(input);
      if (pinned.ok || !keyReasons.has(pinned.reason)) return pinned;
      const found = await findKeys(input);
      if ("reason" in found)
        return pinned.reason === "signature_mismatch" ? pinned : { ok: false, reason: found.reason };
      const outcome = await inner.verify({ ...input, secrets: found });
      if (!outcome.ok) return outcome;
      const { secretIndex: _ofTheFound, ...proved } = outcome;
      return proved;
    },
    sign: (input) => inner.sign(input),
    createSecret: (randomBytes) => inner.createSecret(randomBytes),
  };
}

/** Refusals that another key could turn. All others are about the request. */
const keyReasons: ReadonlySet<SignatureReason> = new Set([
  "secret_missing",
  "secret_malformed",
  "signature_mismatch",
]);
