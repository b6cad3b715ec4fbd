import { defaultRetryPolicy, type RetryPolicy, retryPolicyProblems } from "../delivery/retry-policy.ts";
import { readDuration } from "../duration.ts";
import type { JsonObject } from "../event.ts";
import { compilePattern, PatternError } from "../pattern/index.ts";
import { onProblem } from "./check-on.ts";
import { whereProblems } from "./check-where.ts";
import type { ConsumerSpec } from "./consumer-spec.ts";
import { didYouMean } from "./did-you-mean.ts";
import { eventPattern } from "./event-pattern.ts";
import { nameProblem, unknownKeys } from "./name-problem.ts";
import type { RouterProblem } from "./problem.ts";
import type { Produced } from "./produced.ts";
import type { ConsumerDefinition } from "./router.ts";
import { typePattern } from "./type-pattern.ts";
import { wantedBy } from "./wanted.ts";

/** What a consumer gets that says nothing. */
export const consumerDefaults = { timeoutSeconds: 30, concurrency: 10, idempotent: true } as const;

/** A Lambda function runs for 15 minutes at most, and both engines are held to one behaviour. */
const maxTimeoutSeconds = 900;
const maxConcurrency = 1000;
const specKeys = ["on", "where", "retry", "timeout", "concurrency", "idempotent"];
const retryKeys = ["attempts", "backoff"];

type Report = (message: string, at?: string) => void;

/** One consumer as the engines see it. What is wrong goes to `problems`; then there may be none. */
export function resolveConsumer(
  name: string,
  spec: ConsumerSpec,
  produced: Produced,
  problems: RouterProblem[],
): ConsumerDefinition | undefined {
  const path = `consumers.${name.slice(0, 60)}`;
  const report: Report = (message, at = "") => void problems.push({ path: `${path}${at}`, message });

  const wrongName = nameProblem(name);
  if (wrongName !== undefined) report(wrongName);
  if (typeof spec !== "object" || spec === null) {
    report('is not a consumer: write { on: ["payment.succeeded"] }');
    return undefined;
  }
  for (const key of unknownKeys(spec, specKeys)) {
    report(`${JSON.stringify(key)} is no option of a consumer.${didYouMean(key, specKeys)}`);
  }
  const rest = {
    name,
    retry: resolveRetry(spec, report),
    timeoutSeconds: resolveTimeout(spec, report),
    concurrency: resolveConcurrency(spec, report),
    idempotent: resolveIdempotent(spec, report),
  };
  const routed = resolveRouting(spec, produced, report, (found) => void problems.push(...found), path);
  return routed === undefined ? undefined : { ...rest, ...routed };
}

type Routing = Pick<ConsumerDefinition, "on" | "where" | "pattern" | "compiled">;

function resolveRouting(
  { on, where: given }: ConsumerSpec,
  produced: Produced,
  report: Report,
  reportAll: (problems: readonly RouterProblem[]) => void,
  path: string,
): Routing | undefined {
  if (!Array.isArray(on) || on.length === 0) {
    report('names no type, so nothing would ever come: write at least one, as ["payment.succeeded"]', ".on");
    return undefined;
  }
  const wrong = on.map((entry, index) => [onProblem(entry, produced), `.on[${index}]`] as const);
  for (const [problem, at] of wrong) if (problem !== undefined) report(problem, at);

  const where = given as JsonObject | undefined; // safe: compilePattern looks at all of it first
  const types = on.filter((_, index) => wrong[index]?.[0] === undefined).map(typePattern);
  const wanted = wantedBy(types, produced);
  try {
    if (where !== undefined) {
      compilePattern(where);
      const found = types.length === 0 ? [] : whereProblems(where, wanted, `${path}.where`);
      reportAll(found);
      if (found.length > 0) return undefined;
    }
    if (types.length < on.length) return undefined;
    const pattern = eventPattern(types, where, wanted);
    return { on: [...on], ...(where !== undefined && { where }), pattern, compiled: compilePattern(pattern) };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    report(error.message, ".where");
    return undefined;
  }
}

function resolveRetry({ retry = {} }: ConsumerSpec, report: Report): RetryPolicy {
  if (typeof retry !== "object" || retry === null) {
    report("is not an object: write { attempts: 8 }", ".retry");
    return defaultRetryPolicy;
  }
  for (const key of unknownKeys(retry, retryKeys)) {
    report(`${JSON.stringify(key)} is no option of retry.${didYouMean(key, retryKeys)}`, ".retry");
  }
  const { attempts = defaultRetryPolicy.attempts, backoff = defaultRetryPolicy.backoff } = retry;
  const kind: unknown = Object(backoff).kind;
  if (kind !== "exponential" && kind !== "fixed") {
    report(
      'is not a backoff: write exponential({ first: "10 seconds", most: "1 hour" }) or fixed([…])',
      ".retry.backoff",
    );
    return defaultRetryPolicy;
  }
  const policy: RetryPolicy = { attempts, backoff };
  for (const problem of retryPolicyProblems(policy)) report(problem, ".retry");
  return policy;
}

function resolveTimeout({ timeout }: ConsumerSpec, report: Report): number {
  if (timeout === undefined) return consumerDefaults.timeoutSeconds;
  const read = readDuration(timeout);
  if ("problem" in read) {
    report(read.problem, ".timeout");
    return consumerDefaults.timeoutSeconds;
  }
  if (read.seconds < 1 || read.seconds > maxTimeoutSeconds) {
    report(
      `is ${JSON.stringify(timeout)}: write from "1 second" to "15 minutes", as long as a Lambda function may run`,
      ".timeout",
    );
  }
  return read.seconds;
}

function resolveConcurrency(
  { concurrency = consumerDefaults.concurrency }: ConsumerSpec,
  report: Report,
): number {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > maxConcurrency) {
    report(`is ${concurrency}: write a whole number from 1 to ${maxConcurrency}`, ".concurrency");
  }
  return concurrency;
}

function resolveIdempotent(
  { idempotent = consumerDefaults.idempotent }: ConsumerSpec,
  report: Report,
): boolean {
  if (typeof idempotent !== "boolean") report("is not true or false", ".idempotent");
  return idempotent;
}
