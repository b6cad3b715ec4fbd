import * as v from "valibot";
import { auditAnswer } from "./audit.ts";
import { matchesAnswer, pauseAnswer } from "./consumer-control.ts";
import { explainPath } from "./consumer-routes.ts";
import { backfillAnswer, backfillPath } from "./backfill-route.ts";
import {
  afterAnswer,
  changeAnswer,
  consumersAnswer,
  deadLetterAnswer,
  deadLettersAnswer,
  eventAnswer,
  eventsAnswer,
  groupsAnswer,
  overviewAnswer,
  problemAnswer,
  refusedDiscardAnswer,
  refusedRequestAnswer,
  refusedRequestsAnswer,
  refusedRetryAnswer,
  sourcesAnswer,
} from "./operator-answer.ts";
import { OperatorError } from "./operator-error.ts";
import { createReplayClient } from "./replay-client.ts";
import { sampleAnswer, sampleTypesAnswer } from "./sample-operator.ts";
import type { DeadLetterFilter, Operator } from "./operator.ts";

export interface OperatorClientOptions {
  /** Where `createOperatorApp` answers, without a path: `http://127.0.0.1:3001`. */
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
  /** How long one answer may take. Default 30. */
  readonly timeoutSeconds?: number;
}

type QueryValue = string | number | readonly string[] | undefined;

interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

/** The {@link Operator} of a running process, over its operator API. Refusals are `OperatorError`s with their code. */
export function createOperatorClient(options: OperatorClientOptions): Operator {
  const get = <Schema extends v.GenericSchema>(schema: Schema, path: string, query?: Call["query"]) =>
    call(options, schema, query === undefined ? { path } : { path, query });

  return {
    overview: () => get(overviewAnswer, "/v1/overview"),
    sources: () => get(sourcesAnswer, "/v1/sources"),
    consumers: () => get(consumersAnswer, "/v1/consumers"),
    events: ({ where, ...query }) =>
      get(eventsAnswer, "/v1/events", {
        ...query,
        ...(where !== undefined && { where: JSON.stringify(where) }),
      }),
    event: (id) => orUndefined(get(eventAnswer, `/v1/events/${segment(id)}`)),
    eventsAfter: (cursor, limit) => get(afterAnswer, "/v1/events/after", { cursor, limit }),
    deadLetterGroups: (filter) => get(groupsAnswer, "/v1/dead-letters/groups", filterQuery(filter)),
    deadLetters: (filter, page) =>
      get(deadLettersAnswer, "/v1/dead-letters", { ...filterQuery(filter), ...page }),
    deadLetter: (id) => orUndefined(get(deadLetterAnswer, `/v1/dead-letters/${segment(id)}`)),
    replayDeadLetters: (filter, limit) =>
      call(options, changeAnswer, { path: "/v1/dead-letters/replay", body: { filter, limit } }),
    discardDeadLetters: (filter, limit, reason) =>
      call(options, changeAnswer, { path: "/v1/dead-letters/discard", body: { filter, limit, reason } }),
    replays: createReplayClient({
      get,
      post: (schema, path, body) => call(options, schema, { path, body }),
      orUndefined,
    }),
    consumerControl: {
      pause: (consumer) =>
        orUndefined(
          call(options, pauseAnswer, { path: `/v1/consumers/${segment(consumer)}/pause`, body: {} }),
        ),
      resume: (consumer) =>
        orUndefined(
          call(options, pauseAnswer, { path: `/v1/consumers/${segment(consumer)}/resume`, body: {} }),
        ),
      explain: (event) => call(options, matchesAnswer, { path: explainPath, body: { event } }),
    },
    samples: {
      types: (source) => orUndefined(get(sampleTypesAnswer, `/v1/sources/${segment(source)}/samples`)),
      send: (source, type) =>
        orUndefined(
          call(options, sampleAnswer, {
            path: `/v1/sources/${segment(source)}/samples`,
            body: type === undefined ? {} : { type },
          }),
        ),
    },
    backfill: (source, requests) =>
      call(options, backfillAnswer, { path: backfillPath, body: { source, requests } }),
    refusedRequests: ({ ids, ...filter }, page) =>
      get(refusedRequestsAnswer, "/v1/refused", { ...filter, id: ids, ...page }),
    refusedRequest: (id) => orUndefined(get(refusedRequestAnswer, `/v1/refused/${segment(id)}`)),
    retryRefused: (ids) => call(options, refusedRetryAnswer, { path: "/v1/refused/retry", body: { ids } }),
    discardRefused: (ids) =>
      call(options, refusedDiscardAnswer, { path: "/v1/refused/discard", body: { ids } }),
    auditEntries: (page) => get(auditAnswer, "/v1/audit", { ...page }),
    close: () => Promise.resolve(),
  };
}

async function call<Schema extends v.GenericSchema>(
  { url, token, fetch, timeoutSeconds = 30 }: OperatorClientOptions,
  schema: Schema,
  { path, query = {}, body }: Call,
): Promise<v.InferOutput<Schema>> {
  const request: RequestInit = {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    redirect: "error", // the token goes to this address and to no other
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const answer = await read(url, () => fetch(address(url, path, query), request));
  if (!answer.ok) throw refusal(url, answer);
  const result = v.safeParse(schema, answer.json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new OperatorError(
    "answer_invalid",
    `${url}${path} answered something else than expected (at \`${v.getDotPath(issue) ?? "the top"}\`). ` +
      "Is it a Hookyard of another version? Restart it from this one.",
  );
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  /** `undefined` when the body was no JSON. */
  readonly json: unknown;
}

async function read(url: string, send: () => Promise<Response>): Promise<Answer> {
  try {
    const response = await send();
    return { ok: response.ok, status: response.status, json: parseJson(await response.text()) };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "TimeoutError") {
      throw new OperatorError(
        "timeout",
        `${url} did not answer in time. What was asked for may still happen.`,
        { cause },
      );
    }
    throw new OperatorError("unreachable", `Nobody answers at ${url}. Is Hookyard still running?`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(url: string, { status, json }: Answer): OperatorError {
  const result = v.safeParse(problemAnswer, json);
  if (!result.success) {
    return new OperatorError("answer_invalid", `${url} answered ${status}, and not as Hookyard does.`);
  }
  const { code, title, detail, errors } = result.output;
  return new OperatorError(code, detail ?? title, { fields: errors });
}

async function orUndefined<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof OperatorError && error.code === "not_found") return undefined;
    throw error;
  }
}

function filterQuery({ ids, where, ...filter }: DeadLetterFilter): Record<string, QueryValue> {
  return { ...filter, id: ids, ...(where !== undefined && { where: JSON.stringify(where) }) };
}

function segment(id: string): string {
  return encodeURIComponent(id);
}

function address(url: string, path: string, query: Readonly<Record<string, QueryValue>>): URL {
  const target = new URL(path, url);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") target.searchParams.set(name, String(value));
    else for (const each of value) target.searchParams.append(name, each);
  }
  return target;
}
