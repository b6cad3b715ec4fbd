import type { Json } from "@hookyard/core";
import type { Wait } from "@hookyard/core/operator/wait";
import { type Answer, AnswerShapeError } from "./answer.ts";
import { ApiError, type ApiErrorCode } from "./api-error.ts";
import { maxAnswerBytes, readJson, readText } from "./read-body.ts";
import { redact } from "./redact.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import { saidBy } from "./said-by.ts";

/** One call of a provider's API. */
export interface ApiRequest {
  /** What it does, for messages: `list webhook endpoints`. */
  readonly does: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind the client's base, or a whole address on the same host (a page's link). */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly json?: Json;
  readonly form?: readonly (readonly [name: string, value: string])[];
  /** In place of the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of 400 and up that are an answer here, such as 404 for what is gone already. */
  readonly accepts?: readonly number[];
  /** Secrets that the call carries beside the key: kept out of messages. */
  readonly secrets?: readonly string[];
  /** Whether doing it twice is the same as once. Default: by the method. */
  readonly isRepeatable?: boolean;
}

/** Speaks to one provider's API with one key. */
export interface ApiClient {
  /** Sends, and reads the answer with `read`. Throws {@link ApiError}, and nothing else that the provider can cause. */
  send<Result>(request: ApiRequest, read: (answer: Answer) => Result): Promise<Result>;
}

/** What a client takes of the world around it. */
export interface ApiWorld {
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly wait: Wait;
  readonly signal: AbortSignal;
  /** For one answer, whole. Default 20. */
  readonly timeoutSeconds?: number;
}

export interface ApiClientOptions extends ApiWorld {
  /** Its name, as people write it. */
  readonly provider: string;
  /** `https://api.stripe.com`. */
  readonly base: string;
  /** How the key is shown. */
  readonly headers: Readonly<Record<string, string>>;
  /** The key in every form that is sent: kept out of messages. */
  readonly secrets: readonly string[];
  /** What the key may have to be allowed, for the message when it is refused. */
  readonly permissions: string;
  /** Where the key is read from, for the same message. */
  readonly keyVariable: string;
  /** Milliseconds between two calls at least: the provider's limit. Default 0. */
  readonly spacingMilliseconds?: number;
}

const mostTries = 4;
const longestWaitSeconds = 120;

type Outcome =
  | { readonly kind: "answered"; readonly response: Response; readonly text: string | undefined }
  | { readonly kind: "failed"; readonly code: "api_timeout" | "api_unreachable" };

/**
 * A client that waits when it is told to (`Retry-After`, at most two minutes), tries what is repeatable again when the
 * provider fails, never follows a redirect with the key, and reads at most 32 MiB.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { provider, now, wait, signal } = options;
  let nextAt = 0;

  const paced = async (): Promise<void> => {
    const spacing = options.spacingMilliseconds ?? 0;
    const at = now().getTime();
    const startAt = Math.max(at, nextAt);
    nextAt = startAt + spacing;
    if (startAt > at) await wait(startAt - at, signal);
  };

  return {
    async send(request, read) {
      if (!isOwnHost(options.base, request.path)) {
        const message = `${provider}: cannot ${request.does}: a page's link leads to another host, where the key is not sent`;
        throw new ApiError("api_answer_invalid", provider, message);
      }
      const isRepeatable = request.isRepeatable ?? request.method !== "POST";
      for (let attempt = 1; ; attempt++) {
        await paced();
        signal.throwIfAborted();
        const outcome = await exchange(options, request);
        const delay = delayBefore(outcome, { attempt, isRepeatable, now: now() });
        if (delay !== undefined && attempt < mostTries && delay <= longestWaitSeconds) {
          await wait(delay * 1000, signal);
          continue;
        }
        return readAnswer(options, request, outcome, read);
      }
    },
  };

  /** Seconds to wait before another try; `undefined`: none. */
  function delayBefore(
    outcome: Outcome,
    { attempt, isRepeatable, now: at }: { attempt: number; isRepeatable: boolean; now: Date },
  ): number | undefined {
    const backoff = 2 ** (attempt - 1);
    if (outcome.kind === "failed") return isRepeatable ? backoff : undefined;
    const { status, headers } = outcome.response;
    // GitHub answers 403 where others answer 429: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    const asked = retryAfterSeconds(headers, at);
    if (status === 429 || (status === 403 && asked !== undefined)) return asked ?? backoff;
    if (status >= 500 && status !== 501 && isRepeatable) return asked ?? backoff;
    return undefined;
  }

  function readAnswer<Result>(
    { secrets, permissions, keyVariable }: ApiClientOptions,
    request: ApiRequest,
    outcome: Outcome,
    read: (answer: Answer) => Result,
  ): Result {
    const call = `${provider}: cannot ${request.does}`;
    const withoutSecrets = (words: string): string => redact(words, [...secrets, ...(request.secrets ?? [])]);
    const fail = (code: ApiErrorCode, message: string, status?: number): ApiError =>
      new ApiError(code, provider, withoutSecrets(`${call}: ${message}`), status);
    if (outcome.kind === "failed") {
      const maybe =
        request.method === "GET"
          ? ""
          : " It may have happened all the same: look with --check, then run it again.";
      if (outcome.code === "api_unreachable")
        throw fail(
          "api_unreachable",
          `its API cannot be reached. Check the network, then run it again.${maybe}`,
        );
      throw fail("api_timeout", `no answer in time.${maybe === "" ? " Run it again." : maybe}`);
    }
    const { response, text } = outcome;
    const { status } = response;
    if (text === undefined) throw fail("api_answer_invalid", "the answer is larger than 32 MiB", status);
    const json = readJson(text);
    if (status >= 300 && request.accepts?.includes(status) !== true) {
      const said = saidBy(json, withoutSecrets);
      const quote = said === undefined ? "" : ` It says: ${JSON.stringify(said)}.`;
      if (status === 429)
        throw fail("api_rate_limited", `too many calls (429).${quote} Wait, then run it again.`, status);
      if (status === 401 || status === 403) {
        throw fail(
          "api_key_refused",
          `the key was refused (${status}).${quote} Set ${keyVariable} to a key that may: ${permissions}.`,
          status,
        );
      }
      if (status === 404) {
        const hint = "Check the source's settings, and that the key belongs to the same account.";
        throw fail("api_not_found", `not found (404).${quote} ${hint}`, status);
      }
      if (status >= 500)
        throw fail("api_failed", `it failed (${status}).${quote} Run it again later.`, status);
      throw fail("api_refused", `it was refused (${status}).${quote}`, status);
    }
    if (json === undefined) {
      throw fail("api_answer_invalid", `the answer (${status}) is no JSON. Is a proxy in between?`, status);
    }
    try {
      const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
      return read({ status, json, header, withoutSecrets });
    } catch (error) {
      if (!(error instanceof AnswerShapeError)) throw error;
      const advice = "The API may have changed: look for a newer Hookyard.";
      throw fail("api_answer_invalid", `in its answer ${error.message}. ${advice}`, status);
    }
  }
}

async function exchange(options: ApiClientOptions, request: ApiRequest): Promise<Outcome> {
  const { signal, timeoutSeconds = 20 } = options;
  const body = bodyOf(request);
  try {
    const response = await options.fetch(address(options.base, request), {
      method: request.method,
      headers: {
        accept: "application/json",
        "user-agent": "hookyard",
        ...(body === undefined ? {} : { "content-type": body.type }),
        ...options.headers,
        ...request.headers,
      },
      redirect: "manual", // the key goes to this host and to no other
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]),
      ...(body === undefined ? {} : { body: body.text }),
    });
    return { kind: "answered", response, text: await readText(response, maxAnswerBytes) };
  } catch (error) {
    signal.throwIfAborted();
    const isTimeout = error instanceof DOMException && error.name === "TimeoutError";
    return { kind: "failed", code: isTimeout ? "api_timeout" : "api_unreachable" };
  }
}

function bodyOf({ json, form }: ApiRequest): { readonly type: string; readonly text: string } | undefined {
  if (json !== undefined) return { type: "application/json", text: JSON.stringify(json) };
  if (form === undefined) return undefined;
  const fields = new URLSearchParams();
  for (const [name, value] of form) fields.append(name, value);
  return { type: "application/x-www-form-urlencoded", text: fields.toString() };
}

/** Pages' links are whole addresses, and an answer's to write. */
function isOwnHost(base: string, path: string): boolean {
  return !/^https?:\/\//.test(path) || (URL.canParse(path) && new URL(path).origin === new URL(base).origin);
}

function address(base: string, { path, query = {} }: ApiRequest): URL {
  const url = /^https?:\/\//.test(path) ? new URL(path) : new URL(`${base}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of typeof value === "string" ? [value] : value) url.searchParams.append(name, each);
  }
  return url;
}
