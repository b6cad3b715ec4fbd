import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { Router } from "@hookyard/core/router/router";
import type { EventSourceMappings } from "../consumers/event-source-mappings.ts";
import { newestEvents } from "../history/newest-events.ts";
import { createRegistrationTable } from "../registration.ts";
import type { RefusedOperator } from "../refused/refused-operator.ts";
import type { createStageClients } from "../stage-clients.ts";
import type { StageResources } from "../stage-resources.ts";
import type { StageSecrets } from "../stage-secrets.ts";
import type { AwsOperatorOptions } from "./aws-operator.ts";
import { createConsumerReports } from "./consumer-reports.ts";
import type { LetterCounts } from "./letter-counts.ts";
import { createMeasurements } from "./measurements.ts";
import { queueDepth, queueName } from "./queue-depths.ts";
import { createSourceReports } from "./source-reports.ts";
import { createStageAnswers } from "./stage-answers.ts";
import type { StageMetrics } from "./stage-metrics.ts";
import { createStageTrends } from "./stage-trends.ts";

export interface StageReportsOptions {
  readonly clients: Pick<ReturnType<typeof createStageClients>, "dynamodb" | "sqs" | "cloudwatch">;
  readonly resources: StageResources;
  readonly secrets: Pick<StageSecrets, "verify">;
  readonly router: Router | undefined;
  readonly refused: RefusedOperator;
  readonly mappings: EventSourceMappings;
  readonly metrics: StageMetrics;
  /** Of the functions' metrics. */
  readonly namespace: string;
  readonly counts: LetterCounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type StageReports = Pick<
  AwsOperatorOptions,
  "measure" | "consumers" | "sources" | "trends" | "usedBytes"
>;

/** What an operator's overview, sources, consumers and charts are made of. */
export function createStageReports(options: StageReportsOptions): StageReports {
  const { clients, resources, secrets, refused, mappings, metrics, namespace, counts, now } = options;
  const { dynamodb, sqs, cloudwatch } = clients;
  const { stage, table, consumers } = resources;
  const router = options.router === undefined ? {} : { router: options.router };
  return {
    measure: createMeasurements({
      metrics,
      answers: createStageAnswers({ cloudwatch, stage, namespace, now }),
      queueNames: Object.values(consumers).map(({ queue }) => queueName(queue)),
      now,
    }),
    consumers: createConsumerReports({
      consumers,
      ...router,
      counts,
      mappings,
      depth: (url) => queueDepth(sqs, url),
      now,
    }),
    sources: createSourceReports({
      resources,
      ...router,
      secretCount: (source) => secrets.verify(source).length,
      newestEvents: (limit) => newestEvents({ dynamodb, table }, limit),
      registrations: createRegistrationTable({ dynamodb, table }),
      refused,
      now,
    }),
    trends: createStageTrends({ cloudwatch, resources, namespace, now }),
    async usedBytes() {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
      return Table?.TableSizeBytes ?? 0;
    },
  };
}
