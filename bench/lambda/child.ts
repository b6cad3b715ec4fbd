/**
 * One fresh process with one bundle: how long the import took, the first invocation, and the CPU of both and of each of
 * many more.
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
  const cpuAtStart = process.cpuUsage();
  const startedAt = performance.now();
  const { handler } = (await import(pathToFileURL(file).href)) as {
    readonly handler: (event: unknown, context: object) => Promise<unknown>;
  }; // safe: every entry exports its handler under this name
  const importedAt = performance.now();
  await handler(first, context);
  const firstAt = performance.now();
  const startCpuMicros = microsSince(cpuAtStart);

  const perInvocation = async (some: readonly unknown[]): Promise<number> => {
    const cpu = process.cpuUsage();
    for (const event of some) await handler(event, context);
    return some.length === 0 ? 0 : microsSince(cpu) / some.length;
  };
  const half = Math.floor(events.length / 2);
  const cold = Math.min(coldInvocations, half);
  const coldCpuMicros = await perInvocation(events.slice(0, cold));
  await perInvocation(events.slice(cold, half));
  return {
    importMilliseconds: importedAt - startedAt,
    firstMilliseconds: firstAt - importedAt,
    startCpuMilliseconds: startCpuMicros / 1000,
    coldCpuMicros,
    cpuMicros: await perInvocation(events.slice(half)),
  };
}

/** An instance has not compiled what it runs often yet. */
const coldInvocations = 200;

function microsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const context = {
  awsRequestId: "request",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:test",
  getRemainingTimeInMillis: () => 30_000,
};
