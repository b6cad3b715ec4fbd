import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "hono";
import { Hono } from "hono/tiny";
import type { Bus, PublishResult, RefusedReason } from "../port/bus.ts";
import type { HttpAnswer } from "../provider.ts";
import type { Router } from "../router/router.ts";
import { rawHeaderPairs, type WebhookRequest } from "../webhook-request.ts";
import type { ByteBudget } from "./byte-budget.ts";
import type { Intake, IntakeResult, Refusal } from "./intake.ts";
import { problemResponse, type ProblemCode } from "./problem.ts";
import { readIncomingBody, readRequestBody, type BodyLimits, type BodyResult } from "./read-body.ts";
import { headerSaysRetry } from "./retry-count.ts";

/** What the app needs of the platform under it: Node's own objects where there are any. */
export interface IngestBindings {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

type IngestContext = Context<{ Bindings: IngestBindings }>;

/** What happens at the door, told once a request. Must not throw and must not block. */
export interface IngestObserver {
  /**
   * Something was turned away, with the reason that the sender is not told; with the request itself where it came
   * whole and was refused for what it is.
   */
  refused(
    refusal: {
      readonly source: string;
      readonly code: ProblemCode;
      readonly reason: string;
      readonly detail?: string;
    },
    request?: WebhookRequest,
  ): void;
  handshake(source: string): void;
  published(published: {
    readonly source: string;
    readonly entries: Extract<IntakeResult, { kind: "events" }>["entries"];
    readonly results: readonly PublishResult[];
    readonly secretIndex: number | undefined;
  }): void;
  /** The answer of a request to a known source is ready, whatever it says. Told where there is a `clock`. */
  answered?(answered: {
    readonly source: string;
    readonly milliseconds: number;
    /** The provider itself says so. */
    readonly isRetry: boolean;
  }): void;
  /** A bug of ours: the sender was told 500 and will send again. */
  failed(source: string, error: unknown): void;
}

export interface IngestOptions {
  readonly router: Router;
  readonly intake: Intake;
  readonly bus: Bus;
  readonly observer: IngestObserver;
  /** Largest body of a source that does not set its own, in bytes. */
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMilliseconds: number;
  /** What the bodies of all requests together may hold. */
  readonly budget: ByteBudget;
  /** Seconds after which a sender should try again when an event could not be stored. */
  readonly retryAfterSeconds: number;
  /** The address that providers post to, where a proxy stands in front; some sign it. */
  readonly publicUrl?: string;
  /** Milliseconds that only go on, for measuring answers. */
  readonly clock?: () => number;
  /** Settles when a request whose body has come is to be read, with others. Default: as soon as its body is there. */
  readonly turn?: () => Promise<void>;
}

const json = { "content-type": "application/json" };

/** The ingest API: `POST /webhooks/:source` and `GET /healthz`, nothing else. Knows HTTP and no engine. */
export function createIngest(options: IngestOptions): Hono<{ Bindings: IngestBindings }> {
  // Two routes need no router that is compiled at the first request: a function's sender waits for it.
  const app = new Hono<{ Bindings: IngestBindings }>();
  app.get("/healthz", () => new Response('{"status":"ok"}', { headers: json }));
  // Without the `$` this router takes an address with a slash at its end for the same.
  app.all("/webhooks/:source{[^/]+$}", (context) => receive(options, context));
  app.notFound(() => problemResponse("source_unknown"));
  return app;
}

/** One function from the request to its answer: every webhook goes through it, and each that waits for another costs. */
async function receive(options: IngestOptions, context: IngestContext): Promise<Response> {
  const { router, budget, observer } = options;
  const start = options.clock?.() ?? 0;
  const name = context.req.param("source") ?? "";
  const source = Object.hasOwn(router.sources, name) ? router.sources[name] : undefined;
  if (source === undefined)
    return refuse(options, context, name, { code: "source_unknown", reason: "source_unknown" });
  let taken = 0;
  let isRetry = false;
  let response: Response;
  try {
    const read = await readBody(context, {
      maxBytes: source.maxBodyBytes ?? options.maxBodyBytes,
      timeoutMilliseconds: options.bodyTimeoutMilliseconds,
      budget,
    });
    if (read.kind === "body") {
      taken = read.body.byteLength;
      if (options.turn !== undefined) await options.turn();
      const request = webhookRequest(context, read.body, options.publicUrl);
      const intake = options.intake(name, request);
      const result = intake instanceof Promise ? await intake : intake;
      if (result.kind === "events") {
        ({ isRetry } = result);
        const results = result.entries.length === 0 ? [] : await options.bus.publish(result.entries);
        response = published(options, name, result, results);
      } else response = unpublished(options, context, name, result, request);
    } else response = refuse(options, context, name, bodyProblem(read.kind));
  } catch (error) {
    observer.failed(name, error);
    response = problemResponse("internal");
  } finally {
    budget.give(taken);
  }
  if (options.clock !== undefined) {
    const milliseconds = options.clock() - start;
    isRetry ||= headerSaysRetry(source.provider.retries, (header) => context.req.header(header));
    observer.answered?.({ source: name, milliseconds, isRetry });
  }
  return response;
}

function readBody(context: IngestContext, limits: BodyLimits): Promise<BodyResult> {
  const incoming = context.env?.incoming;
  return incoming === undefined
    ? readRequestBody(context.req.raw, limits)
    : readIncomingBody(incoming, limits);
}

function unpublished(
  options: IngestOptions,
  context: IngestContext,
  source: string,
  result: Exclude<IntakeResult, { kind: "events" }>,
  request: WebhookRequest,
): Response {
  if (result.kind === "refused") return refuse(options, context, source, result.refusal, request);
  options.observer.handshake(source);
  return answer(result.answer);
}

function published(
  options: IngestOptions,
  source: string,
  { entries, secretIndex, answer: wanted }: Extract<IntakeResult, { kind: "events" }>,
  results: readonly PublishResult[],
): Response {
  options.observer.published({ source, entries, results, secretIndex });
  const refusal = results.find((result) => result.status === "refused");
  if (refusal !== undefined) return notStored(options, refusal.reason);
  return wanted === undefined ? acknowledged(entries, results) : answer(wanted);
}

/** `{"id","status"}` for one event; for several also each of them under `events`. */
function acknowledged(
  entries: Extract<IntakeResult, { kind: "events" }>["entries"],
  results: readonly PublishResult[],
): Response {
  const events = entries.map((entry, index) => ({ id: entry.event.id, status: results[index]?.status }));
  const [first] = events;
  if (events.length === 1 && first !== undefined) {
    return new Response(`{"id":"${first.id}","status":"${first.status}"}`, { headers: json });
  }
  const status =
    events.some((event) => event.status === "accepted") || events.length === 0 ? "accepted" : "duplicate";
  return new Response(JSON.stringify({ id: first?.id ?? null, status, events }), { headers: json });
}

function notStored(options: IngestOptions, reason: RefusedReason): Response {
  const seconds = reason === "stopping" ? 1 : options.retryAfterSeconds;
  return problemResponse("not_stored", { "retry-after": String(seconds) });
}

function answer({ status, headers, body }: HttpAnswer): Response {
  return new Response(body ?? null, { status, headers: { ...headers } });
}

type Refused = Refusal | { readonly code: ProblemCode; readonly reason: string; readonly detail?: string };

function refuse(
  options: IngestOptions,
  context: IngestContext,
  source: string,
  refusal: Refused,
  request?: WebhookRequest,
): Response {
  const detail = "detail" in refusal && refusal.detail !== undefined ? { detail: refusal.detail } : {};
  options.observer.refused({ source, code: refusal.code, reason: refusal.reason, ...detail }, request);
  return problemResponse(refusal.code, refusalHeaders(options, context, refusal.code));
}

function refusalHeaders(
  { retryAfterSeconds }: IngestOptions,
  context: IngestContext,
  code: ProblemCode,
): Record<string, string> {
  // What is left of the body is not read: without this the connection's next request would begin inside it.
  const isUnread = context.env?.incoming?.complete === false;
  return {
    ...(code === "method_not_allowed" && { allow: "POST" }),
    ...(code === "not_stored" && { "retry-after": String(retryAfterSeconds) }),
    ...(isUnread && { connection: "close" }),
  };
}

function bodyProblem(kind: Exclude<BodyResult["kind"], "body">): Refused {
  switch (kind) {
    case "too_large":
      return { code: "body_too_large", reason: "body_too_large" };
    case "timeout":
      return { code: "body_timeout", reason: "body_timeout" };
    case "overloaded":
      return { code: "not_stored", reason: "overloaded" };
    case "aborted":
      return {
        code: "body_malformed",
        reason: "body_aborted",
        detail: "the sender closed the connection before the end of the body",
      };
  }
}

function webhookRequest(
  context: IngestContext,
  body: Uint8Array,
  publicUrl: string | undefined,
): WebhookRequest {
  const { raw } = context.req;
  const rawHeaders = context.env?.incoming?.rawHeaders;
  const url = publicUrl === undefined ? raw.url : publicUrlOf(publicUrl, raw.url);
  return {
    method: raw.method,
    url,
    headers: rawHeaders === undefined ? raw.headers : rawHeaderPairs(rawHeaders),
    body,
  };
}

function publicUrlOf(publicUrl: string, requestUrl: string): string {
  const { pathname, search } = new URL(requestUrl);
  return `${publicUrl.replace(/\/$/, "")}${pathname}${search}`;
}
