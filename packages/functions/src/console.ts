import { createConsoleFunction } from "./lambda/console-function.ts";
import { createDeployedConsole } from "./lambda/deployed-console.ts";
import { type StreamingHandler, streamingRuntime } from "./lambda/response-stream.ts";
import { router } from "./router.ts";

const runtime = streamingRuntime();

/** The web console behind a Function URL, and the runner of its replay jobs. */
export const handler: StreamingHandler = runtime.streamifyResponse(
  createConsoleFunction({ ...createDeployedConsole(router, process.env), runtime, now: Date.now }),
);
