import type { EventBus } from "./bus.ts";
import type { Store } from "./store.ts";

/** What every function is told; read in `packages/functions/src/deployment.ts`. */
export function stageEnvironment(
  { bus }: EventBus,
  { table, bucket }: Store,
  overflowQueue: sst.aws.Queue,
): Readonly<Record<string, $util.Input<string>>> {
  return {
    HOOKYARD_STAGE: $app.stage,
    HOOKYARD_BUS: bus.name,
    HOOKYARD_TABLE: table.name,
    HOOKYARD_BUCKET: bucket.name,
    HOOKYARD_OVERFLOW_QUEUE: overflowQueue.url,
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxEnvironmentBytes = 4096;
/** What SST and Lambda add to ours. */
const reservedBytes = 512;

/** The same environment. Deploying stops with the sizes, and no value, when it is more than Lambda takes. */
export function refuseLargeEnvironment(
  name: string,
  environment: Readonly<Record<string, $util.Input<string>>>,
): $util.Output<Record<string, string>> {
  return $util.output({ ...environment }).apply((variables) => {
    const sizes = Object.entries(variables).map(
      ([variable, value]) => [variable, Buffer.byteLength(variable + value)] as const,
    );
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    if (total <= maxEnvironmentBytes - reservedBytes) return variables;
    const largest = sizes
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, 3)
      .map(([variable, size]) => `${variable} (${size})`);
    throw new Error(
      `The environment of the function ${name} has ${total} bytes and Lambda takes ${maxEnvironmentBytes}, of which ${reservedBytes} are spoken for. The largest are ${largest.join(", ")}. Take rotated secrets out, or split the sources of packages/functions/src/router.ts into two deployments.`,
    );
  });
}
