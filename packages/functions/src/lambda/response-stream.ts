import type { Writable } from "node:stream";
import type { Context } from "aws-lambda";
import type { ResponsePrelude } from "./console-http.ts";

/** What Lambda's runtime hands to a handler that streams its answer. */
export type StreamingHandler = (event: unknown, stream: Writable, context: StreamingContext) => Promise<void>;

export type StreamingContext = Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">;

/**
 * The global that Lambda's runtime has and nothing else: it marks handlers that stream, and puts a response's status and
 * headers before its body.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export interface StreamingRuntime {
  streamifyResponse(handler: StreamingHandler): StreamingHandler;
  readonly HttpResponseStream: {
    /** The prelude leaves with the first bytes of the body, not before. */
    from(stream: Writable, prelude: ResponsePrelude): Writable;
  };
}

/** {@link StreamingRuntime} of the process; a `TypeError` where it is no instance of Lambda. */
export function streamingRuntime(): StreamingRuntime {
  const { awslambda } = globalThis as unknown as { readonly awslambda?: StreamingRuntime }; // safe: the runtime's own global, if it is there
  if (awslambda === undefined) throw new TypeError("there is no awslambda: this entry runs on Lambda alone");
  return awslambda;
}
