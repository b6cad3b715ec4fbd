import type { WebhookRequest } from "../webhook-request.ts";

/** Why a request was not believed. For logs, metrics and the operator; never told to the sender. */
export const signatureReasons = [
  "secret_missing",
  "secret_malformed",
  "setting_missing",
  "header_missing",
  "header_empty",
  "header_doubled",
  "header_oversized",
  "header_malformed",
  /** The header is well formed and holds no signature of a version that is believed (Stripe's `v0` alone). */
  "signature_missing",
  "signature_malformed",
  "signature_mismatch",
  "timestamp_missing",
  "timestamp_malformed",
  "timestamp_stale",
  "timestamp_in_future",
  "body_malformed",
  "url_malformed",
  "key_unavailable",
  /** The scheme itself failed on this input: a fault here, never an answer that a scheme gives on purpose. */
  "scheme_failed",
] as const;
export type SignatureReason = (typeof signatureReasons)[number];

/** What a scheme is given. Secrets are tried all; any may verify. */
export interface VerifyInput {
  readonly request: WebhookRequest;
  readonly secrets: readonly string[];
  readonly now: Date;
  /** Seconds a signed timestamp may lie from `now`, either way. Overrides the scheme's own; `0` means exactly now. */
  readonly toleranceSeconds?: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch | undefined;
}

export type VerifyOutcome =
  | {
      readonly ok: true;
      /** Which of `secrets` verified. Absent where a scheme needs none. */
      readonly secretIndex?: number;
      /** The signed timestamp, where the scheme has one. */
      readonly timestamp?: Date;
    }
  | {
      readonly ok: false;
      readonly reason: SignatureReason;
      /** Seconds by which the clock was off, on `timestamp_stale` (positive: old) and `timestamp_in_future`. */
      readonly skewSeconds?: number;
      /** On `scheme_failed`, what was thrown. Its message may quote the request: log its name and stack frames only. */
      readonly cause?: unknown;
    };

/** What it takes to make a genuine request, for samples and tests. */
export interface SignInput {
  readonly method: string;
  readonly url: string;
  /** Headers the signature may cover or that carry the id; the answer is laid over them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly secret: string;
  readonly now: Date;
  readonly settings: Readonly<Record<string, string>>;
}

/** What signing adds: headers, and for schemes that sign inside the body or URL, those anew. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly url?: string;
}

/** A {@link Scheme} that needs nothing from elsewhere and answers at once. */
export interface ImmediateScheme extends Scheme {
  verify(input: VerifyInput): VerifyOutcome;
  sign(input: SignInput): Signed;
}

/** One way to prove who sent a request. Neither method throws for bad input from outside. */
export interface Scheme {
  verify(input: VerifyInput): VerifyOutcome | Promise<VerifyOutcome>;
  sign(input: SignInput): Signed | Promise<Signed>;
  /** A fresh secret of the form that the provider hands out: what verifying takes, and what signing takes. */
  createSecret(randomBytes: (size: number) => Uint8Array): { readonly verify: string; readonly sign: string };
}
