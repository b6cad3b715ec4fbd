/**
 * One fresh process with one bundle: how long the import took, the first invocation, and then the CPU of each of many.
 * Everything comes and goes over the parent's channel, and making events is not measured.
 */
import { pathToFileURL } from "node:url";
import type { Measured, Measurement } from "./measure.ts";

process.on("message", (measurement: Measurement) => {
  measureHere(measurement).then(
    (measured) => {
      process.send?.(measured);
      process.disconnect();
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function measureHere({ file, first, events }: Measurement): Promise<Measured> {
  const startedAt = performance.now();
  const { handler } = (await import(pathToFileURL(file).href)) as {
    readonly handler: (event: unknown, context: object) => Promise<unknown>;
  }; // safe: every entry exports its handler under this name
  const importedAt = performance.now();
  await handler(first, context);
  const firstAt = performance.now();

  const half = Math.floor(events.length / 2); // the first half is the warm-up
  for (const event of events.slice(0, half)) await handler(event, context);
  const cpu = process.cpuUsage();
  for (const event of events.slice(half)) await handler(event, context);
  const { user, system } = process.cpuUsage(cpu);
  return {
    importMilliseconds: importedAt - startedAt,
    firstMilliseconds: firstAt - importedAt,
    cpuMicros: events.length === 0 ? 0 : (user + system) / (events.length - half),
  };
}

const context = {
  awsRequestId: "request",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:test",
  getRemainingTimeInMillis: () => 30_000,
};
