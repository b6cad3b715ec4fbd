import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createBackfill } from "@hookyard/core/ingest/backfill";
import type { AuditTrail } from "@hookyard/core/operator/audit";
import type { Operator } from "@hookyard/core/operator/operator";
import { createSampleOperator } from "@hookyard/core/operator/sample-operator";
import { waitFor } from "@hookyard/core/operator/wait";
import { matchingConsumers } from "@hookyard/core/router/match";
import { createReplayOperator } from "@hookyard/core/replay/replay-operator";
import type { Router } from "@hookyard/core/router/router";
import { createAuditTrail } from "./audit/audit-trail.ts";
import { createEventBridgeArchive } from "./archive/event-bridge-archive.ts";
import { createS3Bodies } from "./bodies/s3-bodies.ts";
import { createEventBridgeBus, defaultClaimSeconds } from "./bus/event-bridge-bus.ts";
import { createEventTable } from "./bus/event-table.ts";
import { createSendToOverflow } from "./bus/overflow-queue.ts";
import { createPutEvents } from "./bus/put-events.ts";
import { sdkPutEventsCall } from "./bus/sdk-put-events-call.ts";
import { createConsumerControl } from "./consumers/consumer-control.ts";
import { createEventSourceMappings } from "./consumers/event-source-mappings.ts";
import { createLetterIndex } from "./dead-letters/letter-index.ts";
import { createSqsDeadLetters } from "./dead-letters/sqs-dead-letters.ts";
import { createDeliveryTable } from "./deliveries/delivery-table.ts";
import { createEventHistory } from "./history/event-history.ts";
import { createEventTexts } from "./history/event-texts.ts";
import { createJobHost, type JobHost } from "./jobs/job-host.ts";
import { createAwsOperator, showLetter } from "./operator/aws-operator.ts";
import { createLetterCounts } from "./operator/letter-counts.ts";
import { queueName, visibleMessages } from "./operator/queue-depths.ts";
import { createStageMetrics } from "./operator/stage-metrics.ts";
import { createStageReports } from "./operator/stage-reports.ts";
import { tellingErrors } from "./operator/told-errors.ts";
import { createAwsReplayPorts } from "./replay/aws-replay-ports.ts";
import { hasMoreEvents } from "./replay/archive-rows.ts";
import { createBacklogAges } from "./replay/backlog-age.ts";
import { createDeliveryTexts } from "./replay/delivery-texts.ts";
import { createRefusedOperator } from "./refused/refused-operator.ts";
import { createRefusedStore } from "./refused/refused-store.ts";
import { defaultRetentionSeconds, deliveryRetentionSeconds } from "./table/schema.ts";
import { sdkTableCalls } from "./table/sdk-table-calls.ts";
import { createStageClients } from "./stage-clients.ts";
import type { StageResources } from "./stage-resources.ts";
import type { StageSecrets } from "./stage-secrets.ts";

export { readStageResources } from "./stage-resources.ts";
export { openRegistrations } from "./stage-registrations.ts";
export { openSchedules } from "./stage-schedules.ts";
export { readStageSecrets } from "./stage-secrets.ts";

export interface OpenStageOptions {
  readonly resources: StageResources;
  /** As `sst shell` gives it: the credentials, and where AWS is when it is not at its own addresses. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: StageSecrets;
  /** The repository's: says what consumers ask for, and verifies refused requests again. */
  readonly router?: Router;
  readonly now: () => Date;
  /**
   * Has a replay job run elsewhere, by its id: a function that is frozen between two requests runs none. Default: this
   * process runs it.
   */
  readonly onRunnable?: (job: string) => void | Promise<void>;
}

/** The operator of a stage, with what whoever serves it needs beside. */
export interface StageOperator extends Operator {
  /** Where actions are written down before they are done. */
  readonly audit: AuditTrail;
  /** Runs jobs in this process. */
  readonly jobs: JobHost;
}

const budgetMilliseconds = 20_000;
/** Messages of letters that were sent are removed when a job ends, as far as a command can be kept waiting for it. */
const mostTidied = 20_000;
/** The namespace of the functions' metrics: `packages/functions/src/metrics.ts`. */
const metricNamespace = "Hookyard";

/** The operator of a deployed stage. Nothing is asked of AWS before one of its methods is called. */
export function openStage(options: OpenStageOptions): StageOperator {
  const { resources, env, secrets, router, now: clock } = options;
  const now = (): number => clock().getTime();
  const clients = createStageClients(resources.region, env);
  const { dynamodb, sqs, cloudwatch } = clients;
  const { table } = resources;
  const clockwork = { now, random: Math.random, sleep: (milliseconds: number) => sleep(milliseconds) };
  const bodies = createS3Bodies({ s3: clients.s3, bucket: resources.bucket });
  const events = createEventTable({ calls: sdkTableCalls(dynamodb), table });
  const deliveries = createDeliveryTable({ dynamodb, table, now });
  const bus = createEventBridgeBus({
    ...clockwork,
    bus: resources.bus,
    putEvents: createPutEvents({ ...clockwork, call: sdkPutEventsCall(clients.eventBridge) }),
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
    events: createEventTexts({ dynamodb, table, bodies }),
    retentionSeconds: deliveryRetentionSeconds,
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
    archive: createEventBridgeArchive({
      eventBridge: clients.eventBridge,
      archive: resources.archive,
      rule: (consumer) => resources.consumers[consumer]?.rule,
      tableRetentionSeconds: defaultRetentionSeconds,
      hasMoreThan: (query, count) => hasMoreEvents({ dynamodb, table }, query, count),
    }),
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
  const history = createEventHistory({ dynamodb, table, bodies, now, claimSeconds: defaultClaimSeconds });
  const mappings = createEventSourceMappings({ lambda: clients.lambda, sleep: clockwork.sleep });
  const counts = createLetterCounts({ dynamodb, table });
  const audit = createAuditTrail({ dynamodb, table, now, random: () => randomBytes(4).toString("hex") });
  const withRouter = router === undefined ? {} : { router };
  const { consumers } = resources;
  const refused = createRefusedOperator({
    store: createRefusedStore({ dynamodb, table }),
    sources: Object.keys(resources.sources),
    ...withRouter,
    secrets: secrets.verify,
    bus,
  });
  const operator = createAwsOperator({
    stage: resources.stage,
    history,
    deadLetters,
    deliveries,
    refused,
    texts,
    replays: createReplayOperator({
      ports,
      now: clock,
      deadLetter: (id) => showLetter(id, { deliveries, history, texts, now }),
      onRunnable: options.onRunnable ?? jobs.kick,
      waitsFor: jobs.waitsFor,
      ...(router !== undefined && {
        consumers: Object.keys(router.consumers).filter((name) => consumers[name] !== undefined),
      }),
    }),
    control: createConsumerControl({ consumers, mappings, ...withRouter }),
    audit,
    ...createStageReports({
      clients,
      resources,
      secrets,
      router,
      refused,
      mappings,
      metrics,
      namespace: metricNamespace,
      counts,
      now,
    }),
    counts,
    ...(router !== undefined && {
      backfill: createBackfill({ router, bus, now: clock }),
      samples: createSampleOperator({
        router,
        sign: secrets.sign,
        url: resources.url,
        localUrl: resources.url,
        fetch,
        now: clock,
        random: (size) => randomBytes(size),
      }),
    }),
    now,
    async close() {
      await jobs.stop();
      for (const client of Object.values(clients)) client.destroy();
    },
  });
  return { ...tellingErrors({ ...operator, audit }), jobs };
}
