import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A stand-in for CloudWatch on loopback: answers `GetMetricData` from what a test puts in. */
export interface CloudwatchService {
  readonly endpoint: string;
  /** Sums of a day: `counts["Accepted"]["stripe"]`, by the dimension that is searched for. */
  readonly counts: Record<"source" | "consumer", Record<string, Record<string, number>>>;
  /** `statistics["AnswerMilliseconds p99"]["stripe"]`: what is searched for by a metric's name, of the last day. */
  readonly statistics: Record<string, Record<string, number>>;
  /** Seconds, by the queue's name. */
  readonly ages: Record<string, number>;
  /**
   * Values a minute from the first one that is asked for, where whole hours are asked for by the minute:
   * `minutes["Accepted Sum"]["stripe"]`, and of SQS `minutes["ApproximateAgeOfOldestMessage"]["fulfil-order"]`.
   * `undefined`: nothing was told in that minute.
   */
  readonly minutes: Record<string, Record<string, readonly (number | undefined)[]>>;
  /** When set, what every request is refused with. */
  error?: { readonly type: string; readonly message: string };
  /** The expressions that were asked for. */
  readonly expressions: string[];
  close(): void;
}

interface Query {
  readonly Id: string;
  readonly Label?: string;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Value: string }[];
    };
  };
}

interface Asked {
  readonly MetricDataQueries?: readonly Query[];
  /** Seconds since 1970. */
  readonly StartTime: number;
  readonly EndTime: number;
}

export async function startCloudwatchService(): Promise<CloudwatchService> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, body } = answer(service, Buffer.concat(chunks).toString("utf8"));
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  const service: CloudwatchService = {
    endpoint: `http://127.0.0.1:${port}`,
    counts: { source: {}, consumer: {} },
    statistics: {},
    ages: {},
    minutes: {},
    expressions: [],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return service;
}

function answer(
  service: CloudwatchService,
  text: string,
): { readonly status: number; readonly body: object } {
  const { error } = service;
  if (error !== undefined) return { status: 400, body: { __type: error.type, message: error.message } };
  const { MetricDataQueries = [], StartTime, EndTime } = JSON.parse(text) as Asked; // safe: the client's own serialiser
  const isByMinute = EndTime - StartTime === 3_600;
  return {
    status: 200,
    body: {
      MetricDataResults: MetricDataQueries.flatMap((query) =>
        isByMinute ? minuteResults(service, query, StartTime) : results(service, query),
      ),
    },
  };
}

function minuteResults(
  { minutes, expressions }: CloudwatchService,
  { Id, Label = "", Expression, MetricStat }: Query,
  startSeconds: number,
): readonly object[] {
  if (Expression !== undefined) expressions.push(Expression);
  const [, metric = "", statistic = ""] = /MetricName="(\w+)"', '(\w+)'/.exec(Expression ?? "") ?? [];
  const known =
    MetricStat === undefined ? minutes[`${metric} ${statistic}`] : minutes[MetricStat.Metric.MetricName];
  const queue = MetricStat?.Metric.Dimensions[0]?.Value;
  return Object.entries(known ?? {})
    .filter(([name]) => queue === undefined || name === queue)
    .map(([name, values]) => {
      const told = values.flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
      return {
        Id,
        Label: Label.replace(/\$\{PROP\('Dim\.\w+'\)\}/, name),
        Timestamps: told.map(({ index }) => startSeconds + index * 60),
        Values: told.map(({ value }) => value),
        StatusCode: "Complete",
      };
    });
}

function results(
  service: CloudwatchService,
  { Id, Label = "", Expression, MetricStat }: Query,
): readonly object[] {
  if (Expression === undefined) {
    const queue = MetricStat?.Metric.Dimensions[0]?.Value ?? "";
    const age = service.ages[queue];
    return [{ Id, Label, Values: age === undefined ? [] : [age], StatusCode: "Complete" }];
  }
  service.expressions.push(Expression);
  const [, metric = "", statistic = ""] = /MetricName="(\w+)"', '(\w+)'/.exec(Expression) ?? [];
  const dimension = Expression.includes(",consumer,") ? "consumer" : "source";
  const values = service.statistics[`${metric} ${statistic}`] ?? service.counts[dimension][metric] ?? {};
  return Object.entries(values).map(([name, value]) => ({
    Id,
    Label: Label.replace(/\$\{PROP\('Dim\.\w+'\)\}/, name),
    Values: [value, 0],
    StatusCode: "Complete",
  }));
}
