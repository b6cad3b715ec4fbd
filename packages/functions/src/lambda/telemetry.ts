import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { metricNamespace, type MetricName, unitOf } from "../metrics.ts";

/** The lines that a function writes: structured logs, and counts in CloudWatch's embedded metric format. */
export interface Telemetry {
  /** One structured line. */
  log(level: "debug" | "info" | "warn" | "error", message: string, fields: Fields): void;
  /** One line that is read as metrics and carries the fields beside them, so that a count needs no second line. */
  count(counts: Readonly<Partial<Record<MetricName, number>>>, of: CountedFor, fields: Fields): void;
  /** From now on each line carries the invocation's id. */
  begin(invocation: { readonly awsRequestId: string }): void;
}

export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a count is for, beside the function: an extra dimension. Names of the router's only, never a sender's. */
export type CountedFor =
  | { readonly source: string }
  | { readonly consumer: string }
  | Readonly<Record<never, never>>;

export interface TelemetryOptions {
  /** Which function: `ingest`, `overflow`, `partner`, `consumer`. */
  readonly service: string;
  readonly stage: string;
}

/**
 * Telemetry by Powertools. Both write to standard output, which Lambda takes to CloudWatch without a call.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createTelemetry({ service, stage }: TelemetryOptions): Telemetry {
  const logger = new Logger({ serviceName: service, persistentKeys: { stage } });
  const metrics = new Metrics({
    namespace: metricNamespace,
    serviceName: service,
    defaultDimensions: { stage },
  });
  return {
    log: (level, message, fields) => logger[level](message, fields),
    count(counts, of, fields) {
      metrics.addDimensions({}); // the two that every count has, alone
      if (Object.keys(of).length > 0) metrics.addDimensions({ ...of });
      for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, unitOf(name), count);
      for (const [name, value] of Object.entries(fields)) {
        if (value !== undefined) metrics.addMetadata(name, String(value));
      }
      metrics.publishStoredMetrics();
    },
    begin: ({ awsRequestId }) => logger.appendKeys({ invocation: awsRequestId }),
  };
}
