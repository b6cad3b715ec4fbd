import { pathToFileURL } from "node:url";
import type { Invocation, InvocationEnd } from "./lambda-process.ts";

// What Lambda's runtime does with a bundle: imports it, then hands it one event after the other.
const [, , file] = process.argv;
if (file === undefined || process.send === undefined)
  throw new Error("lambda-runtime.ts is started by startLambda()");
const answer = (end: InvocationEnd): void => void process.send?.(end);

const { handler } = (await import(pathToFileURL(file).href)) as {
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
}; // safe: every entry exports its handler under this name

let count = 0;
process.on("message", ({ event, remainingMilliseconds }: Invocation) => {
  count += 1;
  const deadline = Date.now() + remainingMilliseconds;
  const context = {
    awsRequestId: `request-${count}`,
    functionName: "test",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:test",
    memoryLimitInMB: "1024",
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  handler(event, context).then(
    (result) => answer({ kind: "result", result }),
    (error: unknown) =>
      answer({
        kind: "error",
        name: error instanceof Error ? error.name : typeof error,
        message: error instanceof Error ? error.message : String(error),
      }),
  );
});
answer({ kind: "result", result: "loaded" });
