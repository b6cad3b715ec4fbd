import { proved, seen } from "./explanation.ts";
import { headerVariants } from "./header-variants.ts";
import { missingHeaders, type Step } from "./inquiry.ts";
import { legacyName, renamedVariants } from "./renamed-header.ts";

/** Joined, folded, quoted, doubled: a header that the scheme reads, as it was before something rewrote it. */
export const headerChanged: Step = async ({ probe, refused, reads }) => {
  for (const name of reads.headers.slice(0, 12)) {
    for (const { request, explanation } of headerVariants(refused.request, name)) {
      if (probe.isSpent()) return undefined;
      if ((await probe.genuine({ request })) !== undefined) return explanation;
    }
  }
  return undefined;
};

/** The right signature, under the name of another. */
export const headerRenamed: Step = async ({ probe, refused, reads }) => {
  for (const missing of missingHeaders(refused, reads)) {
    for (const { request, from } of renamedVariants(refused.request, missing)) {
      if (probe.isSpent()) return undefined;
      if ((await probe.genuine({ request })) === undefined) continue;
      return proved(
        "header_renamed",
        `the right signature came under the header ${from}, where ${refused.provider.name} uses ${missing}: something on the way renames it, or the source has the wrong provider`,
      );
    }
  }
  return undefined;
};

/** Only the provider's older signature is there, which is not believed. */
export const legacyHeader: Step = async ({ refused, reads }) => {
  for (const missing of missingHeaders(refused, reads)) {
    const legacy = legacyName(refused.request, missing);
    if (legacy !== undefined)
      return seen(
        "legacy_header",
        `it is signed with the older ${legacy} alone, and ${missing} is what is believed: switch the sender to the newer one`,
      );
  }
  return undefined;
};
