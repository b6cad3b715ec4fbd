import { createHash } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { type Chunk, compileContent, secretHere } from "./content.ts";
import { finish, isAmong } from "./hmac.ts";
import { type DigestAlgorithm, digestBytes } from "./hmac-key.ts";
import type { Scheme } from "./scheme.ts";
import { type SecretForm, utf8Secret } from "./secret-form.ts";
import { createSignedScheme, type SignedSchemeSpec } from "./signed-scheme.ts";

export interface PlainHashSpec extends SignedSchemeSpec {
  /** Must hold `{secret}`. */
  readonly content: NonNullable<SignedSchemeSpec["content"]>;
  readonly algorithm?: DigestAlgorithm;
  readonly secret?: SecretForm;
}

/**
 * A digest over the content with the secret in it. Weaker than an HMAC (a secret in front allows length extension),
 * so only for providers that offer nothing better.
 *
 * @example plainHash({ signature: "x-recharge-hmac-sha256", content: "{secret}{body}" })
 */
export function plainHash(spec: PlainHashSpec): Scheme {
  const { algorithm = "sha256", secret = utf8Secret() } = spec;
  if (!compileContent(spec.content).usesSecret)
    throw new ConfigError("plainHash: the content must hold {secret}");
  const digest = (key: Uint8Array, content: readonly Chunk[]): Buffer => {
    const hash = createHash(algorithm);
    for (const chunk of content) hash.update(chunk === secretHere ? key : chunk);
    return finish(hash);
  };
  return createSignedScheme<Uint8Array>(spec, {
    signatureBytes: digestBytes[algorithm],
    toKey: (text) => {
      const key = secret.toKey(text);
      return key === undefined || key.length === 0 ? undefined : key;
    },
    isSignedBy: (key, content, signatures) => isAmong(digest(key, content), signatures),
    sign: (text, content) => {
      const key = secret.toKey(text);
      if (key === undefined) throw new ConfigError("cannot sign: the secret is not of this provider's form");
      return digest(key, content);
    },
    createSecret: (randomBytes) => {
      const created = secret.create(randomBytes);
      return { verify: created, sign: created };
    },
  });
}
