import { proved } from "./explanation.ts";
import type { Step } from "./inquiry.ts";
import { placeholderSecrets, secretVariants } from "./secret-variants.ts";

/** Secrets of the source whose forms are tried. */
const mostSecretsVaried = 4;

/** The source's own secret, spaced or decoded otherwise. */
export const secretForm: Step = async ({ probe, options }) => {
  for (const secret of options.secrets.slice(0, mostSecretsVaried)) {
    const variants = secretVariants(secret);
    const index = await probe.genuine({ secrets: variants.map((variant) => variant.secret) });
    const found = index === undefined ? undefined : variants[index];
    if (found !== undefined) return proved(found.code, found.message);
  }
  return undefined;
};

/** What code signs with when its secret is not set. */
export const placeholder: Step = async ({ probe }) => {
  const index = await probe.genuine({ secrets: placeholderSecrets });
  if (index === undefined) return undefined;
  return proved(
    "placeholder_secret",
    `it is signed with the text ${JSON.stringify(placeholderSecrets[index])}, as when the secret is not set at the sender; anyone could do that`,
  );
};
