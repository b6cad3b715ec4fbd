import type { Context } from "aws-lambda";
import { type Bus, createByteBudget, createIngest, createIntake, type Router } from "@hookyard/core";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import type { ColdStart } from "./cold-start.ts";
import { createIngestObserver, type RefusedToKeep } from "./ingest-observer.ts";
import type { Telemetry } from "./telemetry.ts";

export interface IngestFunctionOptions {
  readonly router: Router;
  /** The secrets of a source, newest first; the same array each time, since keys are cached by it. */
  readonly secrets: (source: string) => readonly string[];
  readonly bus: Bus;
  readonly telemetry: Telemetry;
  /** Keeps a refused request for the operator, within its own bounds. */
  readonly keepRefused: (refused: RefusedToKeep) => Promise<void>;
  /** Told the time by which an answer has to be there, in milliseconds since 1970, before each request. */
  readonly startRequest: (deadline: number) => void;
  readonly now: () => Date;
  /** Milliseconds that only go on. Where it is given, how long each answer took is counted. */
  readonly clock?: () => number;
  /** Default: no request waited for a start. */
  readonly coldStart?: ColdStart;
  readonly publicUrl?: string;
}

/** A function behind a Function URL or an HTTP API: both send the same event. */
export type IngestFunction = (
  event: LambdaEvent,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => ReturnType<ReturnType<typeof handle>>;

/** Lambda takes no larger request: what a Function URL forwards is whole, and never more than this. */
const maxBodyBytes = 6 * 1024 ** 2;
/** Of an instance's time, what stays for the answer and the log lines after an event was stored. */
const answerMilliseconds = 1_000;

/**
 * The ingest API as a Lambda function: the same app as on one machine, with Hono's adapter before it. A body that comes
 * in base64 reaches the verifier as the bytes that were sent.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function createIngestFunction(options: IngestFunctionOptions): IngestFunction {
  const { router, telemetry, now } = options;
  let keeping: Promise<void>[] = [];
  const app = createIngest({
    router,
    intake: createIntake({ router, secrets: options.secrets, now, recordsRequests: true }),
    bus: options.bus,
    observer: createIngestObserver({
      sources: Object.keys(router.sources),
      telemetry,
      deadlines: new Map(
        Object.values(router.sources).map(({ name, provider }) => [name, provider.deadlineSeconds]),
      ),
      ...(options.coldStart !== undefined && { coldStart: options.coldStart }),
      keep: (refused) => void keeping.push(options.keepRefused(refused)),
    }),
    maxBodyBytes,
    bodyTimeoutMilliseconds: 10_000,
    budget: createByteBudget(2 * maxBodyBytes),
    retryAfterSeconds: 5,
    ...(options.clock !== undefined && { clock: options.clock }),
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
  });
  const respond = handle(app);
  return async (event, context) => {
    telemetry.begin(context);
    options.startRequest(now().getTime() + context.getRemainingTimeInMillis() - answerMilliseconds);
    const response = await respond(event);
    if (keeping.length > 0) {
      // An instance is frozen when it has answered: what is to be kept has to be kept before.
      const pending = keeping;
      keeping = [];
      for (const kept of await Promise.allSettled(pending)) {
        if (kept.status === "rejected")
          telemetry.log("warn", "a refused request could not be kept", { error: errorName(kept.reason) });
      }
    }
    return response;
  };
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
