import { proved } from "./explanation.ts";
import type { Step } from "./inquiry.ts";
import { urlVariants } from "./url-variants.ts";

/** Providers that sign the URL sign the one that they see; a proxy shows another one here. */
export const urlChanged: Step = async ({ probe, refused, reads }) => {
  const { request, settings } = refused;
  const setting = settings["url"];
  if (!reads.url && setting === undefined) return undefined;
  for (const { url, differences } of urlVariants(request, setting)) {
    if (probe.isSpent()) return undefined;
    const { url: _url, ...others } = settings;
    if ((await probe.genuine({ request: { ...request, url }, settings: others })) === undefined) continue;
    const control = "https://control.hookyard.invalid/control";
    if ((await probe.genuine({ request: { ...request, url: control }, settings: others })) !== undefined)
      return undefined;
    const what =
      differences.length === 0
        ? "the request's own URL, and not the one in the settings"
        : differences.join(", ");
    return proved(
      "url_changed",
      `the sender signed another URL than the one seen here: ${what}. Say how the sender sees it with --public-url, or the source's setting url`,
    );
  }
  return undefined;
};
