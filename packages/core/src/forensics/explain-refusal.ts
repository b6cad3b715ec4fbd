import type { SignatureReason } from "../scheme/scheme.ts";
import { withStableHeaders } from "../webhook-request.ts";
import { bodyChanged } from "./body-changed.ts";
import { createSpending, defaultBudget } from "./budget.ts";
import { clockOff } from "./clock-off.ts";
import { type Explanation, unexplained } from "./explanation.ts";
import { headerChanged, headerRenamed, legacyHeader } from "./header-changed.ts";
import { type ExplainRefusalOptions, type Inquiry, noSettings, secretsToRead, type Step } from "./inquiry.ts";
import { lastWord } from "./last-word.ts";
import { otherProvider, otherProvidersHeaders, otherSecret } from "./other-source.ts";
import { createProbe, type RefusedCase, watch } from "./probe.ts";
import { placeholder, secretForm } from "./secret-changed.ts";
import { urlChanged } from "./url-changed.ts";

/**
 * Why a request was refused: tests what could explain it against the request as it came, and says which is true. It
 * asks the scheme alone, with one thing changed, so whatever it calls proved is proved by the signature. Bounded by a
 * budget; the caller bounds how often. Never throws for bad input; what it says never holds a secret, a signature or
 * a part of the body, and is for the operator, never for the sender.
 *
 * @example const { code, message } = await explainRefusal({ provider: stripe, request, secrets, now: receivedAt });
 */
export async function explainRefusal(options: ExplainRefusalOptions): Promise<Explanation> {
  const budget = { ...defaultBudget, ...options.budget };
  const request = withStableHeaders(options.request);
  const refused: RefusedCase = {
    provider: options.provider,
    request,
    secrets: options.secrets,
    now: options.now,
    settings: options.settings ?? noSettings,
    toleranceSeconds: options.toleranceSeconds,
  };
  const probe = createProbe(refused, createSpending(budget, options.clock ?? (() => performance.now())));
  const refusal = await probe.verify({});
  if (refusal === undefined) return unexplained("the request is too large to look into");
  if (refusal.ok) return unexplained("the request verifies now");
  const watched = watch(request);
  await probe.verify({ request: watched.request, secrets: secretsToRead(options) });
  const inquiry: Inquiry = {
    options,
    refused,
    probe,
    reads: watched.reads(),
    refusal,
    maxRewrittenBytes: budget.maxRewrittenBytes,
  };
  for (const step of steps(refusal.reason)) {
    const found = await step(inquiry);
    if (found !== undefined) return found;
  }
  return lastWord(inquiry);
}

/** What is tried after which refusal, the likeliest and cheapest first. */
function steps(reason: SignatureReason): readonly Step[] {
  switch (reason) {
    case "timestamp_stale":
    case "timestamp_in_future":
      return [clockOff];
    case "secret_missing":
      return [otherSecret, otherProvider, placeholder, otherProvidersHeaders];
    case "signature_mismatch":
    case "secret_malformed":
      return [
        otherSecret,
        otherProvider,
        secretForm,
        headerChanged,
        bodyChanged,
        urlChanged,
        placeholder,
        otherProvidersHeaders,
      ];
    case "header_missing":
    case "signature_missing":
    case "timestamp_missing":
      return [headerRenamed, headerChanged, otherProvider, legacyHeader, otherProvidersHeaders];
    case "header_empty":
    case "header_doubled":
    case "header_oversized":
    case "header_malformed":
    case "signature_malformed":
    case "timestamp_malformed":
      return [headerChanged, headerRenamed, otherProvider];
    case "body_malformed":
      return [bodyChanged, otherProvider];
    case "setting_missing":
    case "url_malformed":
    case "key_unavailable":
    case "scheme_failed":
      return [];
  }
}
