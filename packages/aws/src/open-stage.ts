import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createBackfill } from "@hookyard/core/ingest/backfill";
import type { Operator } from "@hookyard/core/operator/operator";
import { waitFor } from "@hookyard/core/operator/wait";
import { matchingConsumers } from "@hookyard/core/router/match";
import type { Router } from "@hookyard/core/router/router";
import { createS3Bodies } from "./bodies/s3-bodies.ts";
import { createEventBridgeBus, defaultClaimSeconds } from "./bus/event-bridge-bus.ts";
import { createEventTable } from "./bus/event-table.ts";
import { createSendToOverflow } from "./bus/overflow-queue.ts";
import { createPutEvents } from "./bus/put-events.ts";
import { createLetterIndex } from "./dead-letters/letter-index.ts";
import { createSqsDeadLetters } from "./dead-letters/sqs-dead-letters.ts";
import { createDeliveryTable } from "./deliveries/delivery-table.ts";
import { createEventHistory } from "./history/event-history.ts";
import { createEventTexts } from "./history/event-texts.ts";
import { createJobHost } from "./jobs/job-host.ts";
import { createAwsOperator } from "./operator/aws-operator.ts";
import { createLetterCounts } from "./operator/letter-counts.ts";
import { queueDepth, queueName, visibleMessages } from "./operator/queue-depths.ts";
import { createStageAnswers } from "./operator/stage-answers.ts";
import { createStageMetrics } from "./operator/stage-metrics.ts";
import { createAwsReplayPorts } from "./replay/aws-replay-ports.ts";
import { createBacklogAges } from "./replay/backlog-age.ts";
import { createDeliveryTexts } from "./replay/delivery-texts.ts";
import { createRefusedOperator } from "./refused/refused-operator.ts";
import { createRefusedStore } from "./refused/refused-store.ts";
import { defaultRetentionSeconds } from "./table/schema.ts";
import { sdkTableCalls } from "./table/sdk-table-calls.ts";
import { createStageClients } from "./stage-clients.ts";
import type { StageResources } from "./stage-resources.ts";
import type { StageSecrets } from "./stage-secrets.ts";

export { readStageResources } from "./stage-resources.ts";
export { openRegistrations } from "./stage-registrations.ts";
export { readStageSecrets } from "./stage-secrets.ts";

export interface OpenStageOptions {
  readonly resources: StageResources;
  /** As `sst shell` gives it: the credentials, and where AWS is when it is not at its own addresses. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: StageSecrets;
  /** The repository's: says what consumers ask for, and verifies refused requests again. */
  readonly router?: Router;
  readonly now: () => Date;
}

const budgetMilliseconds = 20_000;
/** Messages of letters that were sent are removed when a job ends, as far as a command can be kept waiting for it. */
const mostTidied = 20_000;
/** The namespace of the functions' metrics: `packages/functions/src/metrics.ts`. */
const metricNamespace = "Hookyard";

/** The operator of a deployed stage. Nothing is asked of AWS before one of its methods is called. */
export function openStage({ resources, env, secrets, router, now: clock }: OpenStageOptions): Operator {
  const now = (): number => clock().getTime();
  const clients = createStageClients(resources.region, env);
  const { dynamodb, sqs, cloudwatch } = clients;
  const { table } = resources;
  const clockwork = { now, random: Math.random, sleep: (milliseconds: number) => sleep(milliseconds) };
  const bodies = createS3Bodies({ s3: clients.s3, bucket: resources.bucket });
  const events = createEventTable({ calls: sdkTableCalls(dynamodb), table });
  const deliveries = createDeliveryTable({ dynamodb, table, retentionSeconds: defaultRetentionSeconds, now });
  const bus = createEventBridgeBus({
    ...clockwork,
    bus: resources.bus,
    putEvents: createPutEvents({ ...clockwork, eventBridge: clients.eventBridge, onRetry: () => undefined }),
    sendToOverflow: createSendToOverflow({ ...clockwork, sqs, queue: resources.overflowQueue }),
    table: events,
    bodies,
    observe: () => undefined, // what was not published is in the answer
    newId: randomUUID,
    budgetMilliseconds,
    ...(router !== undefined && { matching: (event) => matchingConsumers(router, event) }),
  });
  const texts = createDeliveryTexts({
    dynamodb,
    table,
    bodies,
    events: createEventTexts({ events, bodies }),
    retentionSeconds: defaultRetentionSeconds,
    now,
  });
  const deadLetters = createSqsDeadLetters({
    sqs,
    table: deliveries,
    index: createLetterIndex({ dynamodb, table }),
    queues: resources.consumers,
    texts,
    now,
  });
  const metrics = createStageMetrics({ cloudwatch, stage: resources.stage, namespace: metricNamespace, now });
  const queue = (consumer: string): string | undefined => resources.consumers[consumer]?.queue;
  const ports = createAwsReplayPorts({
    dynamodb,
    sqs,
    table,
    bodies,
    deliveries,
    letters: deadLetters,
    texts,
    backlogAges: createBacklogAges({
      queue,
      visible: (url) => visibleMessages(sqs, url),
      oldestAges: (urls) => metrics.oldestAges(urls.map(queueName)),
      now,
    }),
    queue,
    ...(router !== undefined && { router }),
    fetch,
    now,
  });
  const jobs = createJobHost({
    ports,
    now: clock,
    wait: waitFor,
    holder: `command ${randomUUID()}`,
    tidy: (consumer, sent) => deadLetters.sweep({ consumer }, Math.min(mostTidied, sent * 2)),
  });
  return createAwsOperator({
    resources,
    ports,
    jobs,
    ...(router !== undefined && { router }),
    secretCount: (source) => secrets.verify(source).length,
    history: createEventHistory({ dynamodb, table, bodies, now, claimSeconds: defaultClaimSeconds }),
    deadLetters,
    deliveries,
    texts,
    refused: createRefusedOperator({
      store: createRefusedStore({ dynamodb, table }),
      sources: Object.keys(resources.sources),
      ...(router !== undefined && { router }),
      secrets: secrets.verify,
      bus,
    }),
    metrics,
    answers: createStageAnswers({ cloudwatch, stage: resources.stage, namespace: metricNamespace, now }),
    counts: createLetterCounts({ dynamodb, table }),
    depth: (queue) => queueDepth(sqs, queue),
    async usedBytes() {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: table }));
      return Table?.TableSizeBytes ?? 0;
    },
    ...(router !== undefined && { backfill: createBackfill({ router, bus, now: clock }) }),
    now,
    async close() {
      await jobs.stop();
      for (const client of Object.values(clients)) client.destroy();
    },
  });
}
