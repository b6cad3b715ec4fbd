/**
 * Several schemes of which one has to hold: a provider in the middle of changing over (GitLab's token and signing
 * token, HubSpot's versions). Signing uses the first. Never list a scheme that is not enough by itself.
 */
export function anyOf(first, ...others) {
    const schemes = [first, ...others];
    return {
        verify: async (input) => {
            let refusal = { ok: false, reason: "header_missing" };
            for (const scheme of schemes) {
                const outcome = await scheme.verify(input);
                if (outcome.ok)
                    return outcome;
                // A scheme that found its header says more than one that did not.
                if (isNothing(refusal) || (!isNothing(outcome) && isLittle(refusal)))
                    refusal = outcome;
            }
            return refusal;
        },
        sign: (input) => first.sign(input),
        createSecret: (randomBytes) => first.createSecret(randomBytes),
    };
}
function isNothing(outcome) {
    return !outcome.ok && outcome.reason === "header_missing";
}
/** A secret, or a signature, that is of another of the schemes: what that one says is worth more. */
function isLittle(outcome) {
    return !outcome.ok && (outcome.reason === "secret_malformed" || isAboutForm.includes(outcome.reason));
}
const isAboutForm = ["signature_malformed", "header_malformed"];
