import type { BusEntry } from "../port/bus.ts";
import type { HandshakeQuestion, HttpAnswer, Provider } from "../provider.ts";
import type { Router, SourceDefinition } from "../router/router.ts";
import type { SignatureReason, VerifyOutcome } from "../scheme/scheme.ts";
import { firstHeader, type WebhookRequest } from "../webhook-request.ts";
import { BodyError } from "../body/body-error.ts";
import { readEntries } from "./entries.ts";
import { parseBody } from "./parse-body.ts";
import { recordRequest } from "./request-record.ts";

/** What came of one request, before anything is stored. Plain data: it crosses threads. */
export type IntakeResult =
  /** The provider asked about this endpoint; nothing happened. */
  | { readonly kind: "handshake"; readonly answer: HttpAnswer }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | {
      readonly kind: "events";
      readonly entries: readonly BusEntry[];
      /** Which of the source's secrets verified. */
      readonly secretIndex: number | undefined;
      /** What the provider wants to hear in place of Hookyard's own answer. */
      readonly answer: HttpAnswer | undefined;
      /** The body says that it was sent before. */
      readonly isRetry: boolean;
    };

/** A request that was turned away, and why. The reason is for the operator only. */
export type Refusal =
  | { readonly code: "source_unknown"; readonly reason: "source_unknown" }
  | { readonly code: "method_not_allowed"; readonly reason: "method_not_allowed" }
  | { readonly code: "signature_invalid"; readonly reason: SignatureReason; readonly skewSeconds?: number }
  | { readonly code: "body_malformed"; readonly reason: "body_malformed"; readonly detail: string };

export interface IntakeOptions {
  readonly router: Router;
  /** The secrets of a source, newest first. The same array as long as they do not change: keys are cached by it. */
  readonly secrets: (source: string) => readonly string[];
  readonly now: () => Date;
  readonly fetch?: typeof fetch;
  /** Whether accepted events carry how they came, for an engine that keeps it. */
  readonly recordsRequests?: boolean;
}

/** Takes one request from bytes to events ready for the bus. Never throws for anything in the request. */
export type Intake = (source: string, request: WebhookRequest) => IntakeResult | Promise<IntakeResult>;

/**
 * A webhook's way up to the bus: source → handshake? → verify → handshake? → split → identify → normalise → match.
 * Stays synchronous where the provider's scheme is, so that the hot path makes no promise.
 */
export function createIntake(options: IntakeOptions): Intake {
  return (sourceName, request) => {
    const source = Object.hasOwn(options.router.sources, sourceName)
      ? options.router.sources[sourceName]
      : undefined;
    if (source === undefined) return refused({ code: "source_unknown", reason: "source_unknown" });
    const { provider } = source;
    if (provider.handshakes === undefined && request.method === "POST")
      return verified(options, source, request);
    return afterHandshake(options, source, request);
  };
}

async function afterHandshake(
  options: IntakeOptions,
  source: SourceDefinition,
  request: WebhookRequest,
): Promise<IntakeResult> {
  const handshakes = source.provider.handshakes ?? [];
  const answer =
    handshakes.length === 0 ? undefined : await ask(handshakes, question(options, source, request));
  if (answer !== undefined) return { kind: "handshake", answer };
  if (request.method !== "POST") return refused({ code: "method_not_allowed", reason: "method_not_allowed" });
  return verified(options, source, request);
}

function verified(
  options: IntakeOptions,
  source: SourceDefinition,
  request: WebhookRequest,
): IntakeResult | Promise<IntakeResult> {
  const outcome = source.provider.scheme.verify({
    request,
    secrets: options.secrets(source.name),
    now: options.now(),
    toleranceSeconds: source.toleranceSeconds,
    settings: source.settings,
    fetch: options.fetch,
  });
  return outcome instanceof Promise
    ? outcome.then((settled) => events(options, source, request, settled))
    : events(options, source, request, outcome);
}

function events(
  options: IntakeOptions,
  source: SourceDefinition,
  request: WebhookRequest,
  outcome: VerifyOutcome,
): IntakeResult | Promise<IntakeResult> {
  if (!outcome.ok) {
    const skew = outcome.skewSeconds === undefined ? {} : { skewSeconds: outcome.skewSeconds };
    return refused({ code: "signature_invalid", reason: outcome.reason, ...skew });
  }
  const signed = source.provider.signedHandshakes;
  if (signed !== undefined) {
    return ask(signed, question(options, source, request)).then((answer) =>
      answer === undefined
        ? named(options, source, request, outcome.secretIndex)
        : { kind: "handshake", answer },
    );
  }
  return named(options, source, request, outcome.secretIndex);
}

function named(
  options: IntakeOptions,
  source: SourceDefinition,
  request: WebhookRequest,
  secretIndex: number | undefined,
): IntakeResult {
  try {
    const record =
      options.recordsRequests === true
        ? recordRequest({ request, secrets: options.secrets(source.name), secretIndex })
        : undefined;
    const { entries, isRetry } = readEntries({
      router: options.router,
      source,
      request,
      receivedAt: options.now(),
      record,
    });
    const { provider } = source;
    const answer = provider.answer?.((name) => firstHeader(request.headers, name)) ?? provider.response;
    return { kind: "events", entries, secretIndex, answer, isRetry };
  } catch (error) {
    // The sender's bytes are genuine but not what the provider documents. Anything else is a bug and stays one.
    if (!(error instanceof BodyError)) throw error;
    return refused({ code: "body_malformed", reason: "body_malformed", detail: error.message });
  }
}

async function ask(
  handshakes: NonNullable<Provider["handshakes"]>,
  asked: HandshakeQuestion,
): Promise<HttpAnswer | undefined> {
  for (const handshake of handshakes) {
    const answer = await handshake(asked);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function question(
  options: IntakeOptions,
  source: SourceDefinition,
  request: WebhookRequest,
): HandshakeQuestion {
  const header = (name: string): string | undefined => firstHeader(request.headers, name);
  let payload: HandshakeQuestion["payload"];
  try {
    payload =
      request.body.byteLength === 0 ? undefined : parseBody(source.provider, request.body, header).payload;
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    payload = undefined; // not a question then; if it is an event, its own reading reports the body
  }
  return {
    request,
    url: new URL(request.url),
    header,
    payload,
    secrets: options.secrets(source.name),
    settings: source.settings,
    fetch: options.fetch,
  };
}

function refused(refusal: Refusal): IntakeResult {
  return { kind: "refused", refusal };
}
