import type { Provider } from "../provider.ts";
import type { SignatureReason, VerifyOutcome } from "../scheme/scheme.ts";
import { headerValues, type WebhookRequest, withStableHeaders } from "../webhook-request.ts";
import { bodyVariants } from "./body-variants.ts";
import { createSpending, defaultBudget, type ForensicBudget } from "./budget.ts";
import { type Explanation, proved, seen } from "./explanation.ts";
import { headerVariants } from "./header-variants.ts";
import { anyAgeSeconds, createProbe, type Probe, type Reads, type RefusedCase, watch } from "./probe.ts";
import { legacyName, renamedVariants } from "./renamed-header.ts";
import { placeholderSecrets, secretVariants } from "./secret-variants.ts";
import { urlVariants } from "./url-variants.ts";

/** Another source of the same router, whose secret may be the one, or whose URL the sender may have meant. */
export interface OtherSource {
  readonly source: string;
  readonly provider: Pick<Provider, "id" | "name" | "scheme">;
  readonly secrets: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

export interface ExplainRefusalOptions {
  readonly provider: Pick<Provider, "id" | "name" | "scheme">;
  /** As it arrived. */
  readonly request: WebhookRequest;
  readonly secrets: readonly string[];
  readonly otherSources?: readonly OtherSource[];
  /** When it arrived. */
  readonly now: Date;
  readonly settings?: Readonly<Record<string, string>>;
  readonly toleranceSeconds?: number | undefined;
  readonly budget?: Partial<ForensicBudget>;
  /** Milliseconds that only go forward, for the budget. */
  readonly clock?: () => number;
}

const mostSources = 50;
const mostSecretsVaried = 4;
const noSettings: Readonly<Record<string, string>> = Object.freeze({});

interface Inquiry {
  readonly options: ExplainRefusalOptions;
  readonly refused: RefusedCase;
  readonly probe: Probe;
  readonly reads: Reads;
  readonly refusal: Extract<VerifyOutcome, { ok: false }>;
  readonly maxRewrittenBytes: number;
}

type Step = (inquiry: Inquiry) => Promise<Explanation | undefined>;

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

/** A scheme without a secret reads nothing: any will do to see what it would read. */
function secretsToRead({ secrets }: ExplainRefusalOptions): readonly string[] {
  return secrets.length === 0 ? ["00000000000000000000000000000000"] : secrets;
}

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

const clockOff: Step = async ({ probe, refused, refusal, options }) => {
  const { skewSeconds } = refusal;
  if (skewSeconds === undefined || !Number.isFinite(skewSeconds)) return undefined;
  const then = new Date(refused.now.getTime() - skewSeconds * 1000);
  if ((await probe.genuine({ now: then, toleranceSeconds: options.toleranceSeconds })) === undefined)
    return undefined;
  const seconds = Math.round(Math.abs(skewSeconds));
  const side = skewSeconds > 0 ? "before" : "after";
  return proved(
    "clock_off",
    `the signature is right, and was made ${seconds} s ${side} the request arrived: ${clockCause(seconds, skewSeconds > 0)}`,
  );
};

function clockCause(seconds: number, isOld: boolean): string {
  const offset = seconds % 1800;
  if (seconds > 1700 && seconds < 14.5 * 3600 && (offset < 5 || offset > 1795))
    return "about a whole number of half hours, so a clock probably takes its time zone's time for UTC";
  return isOld
    ? "a late or repeated delivery, or a clock that is off"
    : "the sender's clock or this machine's is off";
}

/** The secret of another source: two endpoints mixed up. */
const otherSecret: Step = async ({ probe, options }) => {
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
const otherProvider: Step = async ({ probe, options }) => {
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

const secretForm: Step = async ({ probe, options }) => {
  for (const secret of options.secrets.slice(0, mostSecretsVaried)) {
    const variants = secretVariants(secret);
    const index = await probe.genuine({ secrets: variants.map((variant) => variant.secret) });
    const found = index === undefined ? undefined : variants[index];
    if (found !== undefined) return proved(found.code, found.message);
  }
  return undefined;
};

const placeholder: Step = async ({ probe }) => {
  const index = await probe.genuine({ secrets: placeholderSecrets });
  if (index === undefined) return undefined;
  return proved(
    "placeholder_secret",
    `it is signed with the text ${JSON.stringify(placeholderSecrets[index])}, as when the secret is not set at the sender; anyone could do that`,
  );
};

const headerChanged: Step = async ({ probe, refused, reads }) => {
  for (const name of reads.headers.slice(0, 12)) {
    for (const { request, explanation } of headerVariants(refused.request, name)) {
      if (probe.isSpent()) return undefined;
      if ((await probe.genuine({ request })) !== undefined) return explanation;
    }
  }
  return undefined;
};

const headerRenamed: Step = async ({ probe, refused, reads }) => {
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

const legacyHeader: Step = async ({ refused, reads }) => {
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

/** Names so usual that they say nothing about who sent them. */
const usualHeaders =
  /^(?:authorization|host|date|digest|content-.*|user-agent|x-api-key|x-forwarded-.*|x-request-id|x-signature|signature|timestamp|x-timestamp)$/;

const otherProvidersHeaders: Step = async ({ probe, refused, reads, options }) => {
  for (const other of otherProviders(options)) {
    const watched = watch(refused.request);
    const read = await probe.verify({
      request: watched.request,
      scheme: other.provider.scheme,
      secrets: secretsToRead({ ...options, secrets: other.secrets }),
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

function missingHeaders({ request }: RefusedCase, { headers }: Reads): readonly string[] {
  return headers.filter((name) => headerValues(request.headers, name).length === 0).slice(0, 4);
}

const bodyChanged: Step = async (inquiry) => {
  const { probe, refused, maxRewrittenBytes } = inquiry;
  const { request } = refused;
  if (request.body.byteLength > maxRewrittenBytes) return undefined;
  for (const { body, explanation } of bodyVariants(request.body, maxRewrittenBytes)) {
    if (probe.isSpent()) return undefined;
    if ((await probe.genuine({ request: { ...request, body } })) === undefined) continue;
    return (await isBodySigned(inquiry)) ? explanation : undefined;
  }
  return undefined;
};

/** Bodies that nobody has signed. Where one of them verifies too, the body is not what the signature is about. */
const controls = ['{"hookyard":"control"}', "a control that is no JSON"];

async function isBodySigned({ probe, refused }: Inquiry): Promise<boolean> {
  for (const control of controls) {
    const request = { ...refused.request, body: Buffer.from(control) };
    const outcome = await probe.verify({ request, toleranceSeconds: anyAgeSeconds });
    if (outcome === undefined || outcome.ok) return false;
  }
  return true;
}

const urlChanged: Step = async ({ probe, refused, reads }) => {
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

/** What the request shows by itself, where no one change makes it verify. */
function lastWord({ refused, refusal, reads, options }: Inquiry): Explanation {
  const { name } = options.provider;
  const { request } = refused;
  const [missing] = missingHeaders(refused, reads);
  switch (refusal.reason) {
    case "secret_missing":
      return seen("secret_missing", "the source has no secret");
    case "secret_malformed":
      return seen(
        "secret_malformed",
        `a secret of the source is not of the form that ${name} gives out, and no other one fits`,
      );
    case "setting_missing":
      return seen("setting_missing", `the source lacks a setting that ${name} signs with`);
    case "key_unavailable":
      return seen("key_unavailable", `the key or certificate that ${name} signs with could not be had`);
    case "header_missing":
    case "timestamp_missing":
      return seen(
        "header_missing",
        missing === undefined
          ? `what ${name} signs with is not in the request`
          : `the header ${missing} is not there: the sender does not sign, a proxy drops the header, or it is not ${name}`,
      );
    case "signature_missing":
      return seen(
        "wrong_version",
        `it holds no signature of a version that is believed${versions(refused, reads)}`,
      );
    case "signature_malformed":
    case "header_malformed":
      return seen(
        "wrong_version",
        `the signature is not written as ${name} writes it${lengths(refused, reads)}`,
      );
    case "timestamp_malformed":
      return seen(
        "timestamp_unreadable",
        `the time of signing is not written as ${name} writes it: another unit, or another format`,
      );
    case "header_empty":
    case "header_doubled":
    case "header_oversized":
    case "url_malformed":
      return seen(
        "request_malformed",
        `${refusal.reason.replaceAll("_", " ")}, and no single value of it verifies`,
      );
    case "body_malformed":
      return seen("body_malformed", `the body is not what ${name} sends`);
    case "scheme_failed":
      return seen(
        "scheme_failed",
        "the verification itself failed here: this is a fault of Hookyard, please report it",
      );
    case "timestamp_stale":
    case "timestamp_in_future":
      return seen(
        "clock_off",
        `the request is too ${refusal.reason === "timestamp_stale" ? "old" : "new"} by its own time`,
      );
    case "signature_mismatch": {
      const text = Buffer.from(request.body.subarray(0, 40)).toString("latin1").trim();
      if (text === "[object Object]")
        return seen(
          "body_lost",
          "the body is the text [object Object]: something on the way parsed it and lost it",
        );
      if (text === "")
        return seen(
          "body_lost",
          "the body is empty: something on the way dropped it, or the sender signed something else",
        );
      return unexplained(
        "nothing known explains it: the sender has another secret than this source, or it is forged or was changed beyond repair",
      );
    }
  }
}

function unexplained(message: string): Explanation {
  return { code: "unexplained", message, evidence: "none" };
}

/** Version marks in the signature's header, such as `v0`; nothing else of it. */
function versions({ request }: RefusedCase, { headers }: Reads): string {
  const found = headers
    .flatMap((name) => headerValues(request.headers, name))
    .flatMap((value) =>
      [...value.slice(0, 8192).matchAll(/(?<![A-Za-z0-9+/])(v\d[a-z]?)(?=[=,])/g)].map(
        ([, mark]) => mark ?? "",
      ),
    );
  const marks = [...new Set(found)].slice(0, 5);
  return marks.length === 0 ? "" : `, only ${marks.join(", ")}`;
}

const digests: Readonly<Record<number, string>> = {
  16: "MD5",
  20: "SHA-1",
  32: "SHA-256",
  48: "SHA-384",
  64: "SHA-512",
};

function lengths({ request }: RefusedCase, { headers }: Reads): string {
  const runs = headers
    .flatMap((name) => headerValues(request.headers, name))
    .flatMap((value) => value.slice(0, 8192).match(/[A-Za-z0-9+/]{22,}={0,2}/g) ?? [])
    .sort((one, other) => other.length - one.length);
  const [run] = runs;
  if (run === undefined) return "";
  const isHex = /^[0-9a-f]+$/i.test(run);
  const size = Buffer.from(run, isHex ? "hex" : "base64").length;
  const digest = digests[size];
  return digest === undefined ? "" : `: it looks like ${digest} in ${isHex ? "hex" : "base64"}`;
}
