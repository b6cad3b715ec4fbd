import { finished, pipeline } from "node:stream/promises";
import { Readable, type Writable } from "node:stream";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { callerOf, preludeOf, requestOf } from "./console-http.ts";
import { jobOf } from "./console-jobs.ts";
import { endLive } from "./console-live.ts";
import type { StreamingContext, StreamingHandler, StreamingRuntime } from "./response-stream.ts";
import type { Telemetry } from "./telemetry.ts";

export interface ConsoleFunctionOptions {
  /** The console; `caller` is who IAM says is calling. */
  readonly fetch: (request: Request, env: { readonly caller?: string }) => Response | Promise<Response>;
  /** Runs a replay job until it ends or this invocation nearly does. */
  readonly runJob: (id: string, context: StreamingContext) => Promise<void>;
  readonly runtime: Pick<StreamingRuntime, "HttpResponseStream">;
  readonly telemetry: Telemetry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** After how long a live view has to connect again. Default {@link liveMilliseconds}. */
  readonly liveMilliseconds?: number;
}

/** A closed browser's connection costs an instance for at most so long; an open one connects again and misses nothing. */
const liveMilliseconds = 60_000;
/** Of an instance's time, what stays for the end of an answer. */
const endMilliseconds = 2_000;

/**
 * The console as a Lambda function behind a Function URL that streams. Invoked with a job in place of a request, it runs
 * that: a stage has no other process to do so.
 */
export function createConsoleFunction(options: ConsoleFunctionOptions): StreamingHandler {
  const { telemetry } = options;
  return async (event, stream, context) => {
    telemetry.begin(context);
    const job = jobOf(event);
    if (job !== undefined) {
      await options.runJob(job, context);
      stream.end();
      await finished(stream);
      return;
    }
    if (!isRequest(event)) throw new TypeError("invoked with neither a request of a Function URL nor a job");
    await answer(event, stream, context, options);
  };
}

async function answer(
  event: LambdaFunctionURLEvent,
  stream: Writable,
  context: StreamingContext,
  options: ConsoleFunctionOptions,
): Promise<void> {
  const { runtime, telemetry, now } = options;
  const started = now();
  const caller = callerOf(event);
  const response = await options.fetch(requestOf(event), { ...(caller !== undefined && { caller }) });
  const time = Math.min(
    options.liveMilliseconds ?? liveMilliseconds,
    context.getRemainingTimeInMillis() - endMilliseconds,
  );
  const ending = endLive(response, time);
  const out = runtime.HttpResponseStream.from(stream, preludeOf(response));
  // Status and headers leave with the first write, so where nothing comes there has to be one. A live view begins with its
  // cursor: who has its headers has missed nothing from then on.
  if (ending === response) out.write("");
  const cutOff = await pipeline(ending.body === null ? [] : Readable.fromWeb(ending.body), out).then(
    () => false,
    () => true, // by the browser, which is no failure: it comes again, or it has seen enough
  );
  telemetry.log("info", "console", {
    method: event.requestContext.http.method,
    path: event.rawPath, // without the query: people search for what is in payloads
    status: response.status,
    milliseconds: now() - started,
    ...(cutOff && { cutOff }),
  });
}

function isRequest(event: unknown): event is LambdaFunctionURLEvent {
  return typeof event === "object" && event !== null && "rawPath" in event && "requestContext" in event;
}
