import { headerValues } from "../webhook-request.ts";
import { proved, seen } from "./explanation.ts";
import {
  type ExplainRefusalOptions,
  missingHeaders,
  noSettings,
  type OtherSource,
  secretsToRead,
  type Step,
} from "./inquiry.ts";
import { watch } from "./probe.ts";

/** Sources that are tried; a team has a handful. */
const mostSources = 50;

/** The secret of another source: two endpoints mixed up. */
export const otherSecret: Step = async ({ probe, options }) => {
  for (const other of (options.otherSources ?? []).slice(0, mostSources)) {
    const index = other.secrets.length === 0 ? undefined : await probe.genuine({ secrets: other.secrets });
    if (index === undefined) continue;
    const which = other.secrets.length > 1 ? ` (number ${index + 1} of ${other.secrets.length})` : "";
    return proved(
      "other_source_secret",
      `it is signed with the secret of the source "${other.source}"${which}: the sender has the wrong secret, or the wrong URL`,
    );
  }
  return undefined;
};

/** A request that verifies as another source does. A scheme that names no secret proves nothing, and is not asked. */
export const otherProvider: Step = async ({ probe, options }) => {
  for (const other of otherProviders(options)) {
    if (other.secrets.length === 0) continue;
    const outcome = await probe.verify({
      scheme: other.provider.scheme,
      secrets: other.secrets,
      settings: other.settings ?? noSettings,
    });
    if (outcome?.ok !== true || outcome.secretIndex === undefined) continue;
    return proved(
      "other_provider",
      `it is a genuine request of ${other.provider.name} for the source "${other.source}": the sender has the wrong URL`,
    );
  }
  return undefined;
};

function otherProviders({ provider, otherSources = [] }: ExplainRefusalOptions): readonly OtherSource[] {
  return otherSources.filter((other) => other.provider.id !== provider.id).slice(0, mostSources);
}

/** Names so usual that they say nothing about who sent them. */
const usualHeaders =
  /^(?:authorization|host|date|digest|content-.*|user-agent|x-api-key|x-forwarded-.*|x-request-id|x-signature|signature|timestamp|x-timestamp)$/;

/** Nothing verifies, and it has the headers of another source's provider. */
export const otherProvidersHeaders: Step = async ({ probe, refused, reads, options }) => {
  for (const other of otherProviders(options)) {
    const watched = watch(refused.request);
    const read = await probe.verify({
      request: watched.request,
      scheme: other.provider.scheme,
      secrets: secretsToRead(other),
    });
    if (read === undefined) return undefined;
    const theirs = watched
      .reads()
      .headers.find(
        (name) =>
          !reads.headers.includes(name) &&
          !usualHeaders.test(name) &&
          headerValues(refused.request.headers, name).length > 0,
      );
    if (theirs !== undefined && missingHeaders(refused, reads).length > 0)
      return seen(
        "other_provider_headers",
        `it has the header ${theirs} of ${other.provider.name}, and none of ${refused.provider.name}: it was probably meant for the source "${other.source}"`,
      );
  }
  return undefined;
};
