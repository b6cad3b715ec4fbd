import { type Deployment, readLogLevel, readTraceHeader, type Variables } from "../deployment.ts";
import { createLeanTelemetry } from "./lean-telemetry.ts";
import type { Telemetry } from "./telemetry.ts";

/** The telemetry of a function that takes webhooks, on standard output, which Lambda takes to CloudWatch without a call. */
export function createFunctionTelemetry(
  service: string,
  { stage }: Deployment,
  variables: Variables,
): Telemetry {
  return createLeanTelemetry({
    service,
    stage,
    logLevel: readLogLevel(variables),
    traceHeader: () => readTraceHeader(variables),
    now: Date.now,
    write: (line) => process.stdout.write(`${line}\n`),
  });
}
