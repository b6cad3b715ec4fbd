import type { Scheme, SignatureReason, VerifyInput, VerifyOutcome } from "./scheme.ts";

/**
 * Several schemes of which one has to hold: a provider in the middle of changing over (GitLab's token and signing
 * token, HubSpot's versions). Signing uses the first. Never list a scheme that is not enough by itself.
 */
export function anyOf(first: Scheme, ...others: readonly Scheme[]): Scheme {
  const schemes = [first, ...others];
  const tryFrom = (
    start: number,
    input: VerifyInput,
    before: VerifyOutcome,
  ): VerifyOutcome | Promise<VerifyOutcome> => {
    let refusal = before;
    for (const [position, scheme] of schemes.entries()) {
      if (position < start) continue;
      const outcome = scheme.verify(input);
      if (!("ok" in outcome)) {
        return outcome.then((settled) =>
          settled.ok ? settled : tryFrom(position + 1, input, tellingMore(refusal, settled)),
        );
      }
      if (outcome.ok) return outcome;
      refusal = tellingMore(refusal, outcome);
    }
    return refusal;
  };
  return {
    // At once as long as the schemes answer at once.
    verify: (input) => tryFrom(0, input, { ok: false, reason: "header_missing" }),
    sign: (input) => first.sign(input),
    createSecret: (randomBytes) => first.createSecret(randomBytes),
  };
}

/** A scheme that found its header says more than one that did not. */
function tellingMore(before: VerifyOutcome, next: VerifyOutcome): VerifyOutcome {
  return isNothing(before) || (!isNothing(next) && isLittle(before)) ? next : before;
}

function isNothing(outcome: VerifyOutcome): boolean {
  return !outcome.ok && outcome.reason === "header_missing";
}

/** A secret, or a signature, that is of another of the schemes: what that one says is worth more. */
function isLittle(outcome: VerifyOutcome): boolean {
  return !outcome.ok && (outcome.reason === "secret_malformed" || isAboutForm.includes(outcome.reason));
}

const isAboutForm: readonly SignatureReason[] = ["signature_malformed", "header_malformed"];
