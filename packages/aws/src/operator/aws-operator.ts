import type { Backfill } from "@hookyard/core/ingest/backfill";
import type {
  ConsumerReport,
  DeadLetterDetail,
  DeliveryState,
  Operator,
  SourceReport,
} from "@hookyard/core/operator/operator";
import type { EventHistory } from "@hookyard/core/port/event-history";
import { parseEvent } from "@hookyard/core/envelope";
import { createReplayOperator } from "@hookyard/core/replay/replay-operator";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import type { Router } from "@hookyard/core/router/router";
import { createLetterGroups, letterSummary } from "../dead-letters/letter-report.ts";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import type { DeliveryTable } from "../deliveries/delivery-table.ts";
import type { JobHost } from "../jobs/job-host.ts";
import type { DeliveryTexts } from "../replay/delivery-texts.ts";
import type { RefusedOperator } from "../refused/refused-operator.ts";
import type { StageResources } from "../stage-resources.ts";
import type { LetterCounts } from "./letter-counts.ts";
import { problemsOf } from "./problems.ts";
import { queueName } from "./queue-depths.ts";
import type { StageAnswers } from "./stage-answers.ts";
import type { MetricCounts, StageMetrics } from "./stage-metrics.ts";

export interface AwsOperatorOptions {
  readonly resources: StageResources;
  /** The one in the repository, which may be another than the deployed one: it says what consumers ask for. */
  readonly router?: Router;
  /** How many values each source's secret has here. */
  readonly secretCount: (source: string) => number;
  readonly history: EventHistory;
  readonly deadLetters: SqsDeadLetters;
  readonly deliveries: DeliveryTable;
  readonly refused: RefusedOperator;
  readonly texts: Pick<DeliveryTexts, "wholeText">;
  /** What replays, and what runs its jobs. */
  readonly ports: ReplayPorts;
  readonly jobs: Pick<JobHost, "kick" | "waitsFor">;
  readonly metrics: StageMetrics;
  readonly answers: StageAnswers;
  readonly counts: LetterCounts;
  /** Messages in a queue, by its URL. */
  readonly depth: (queue: string) => Promise<number>;
  /** Brings in what never arrived; absent without a router. */
  readonly backfill?: Backfill;
  /** Of the table. */
  readonly usedBytes: () => Promise<number>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly close: () => Promise<void>;
}

/** Looked through for each source's last event. */
const newestEvents = 200;

/**
 * The operator's view of a deployed stage. Totals are CloudWatch's of the last 30 days, what waits is counted by SQS,
 * what is dead by the table.
 */
export function createAwsOperator(options: AwsOperatorOptions): Operator {
  const { resources, history, deadLetters, refused, now } = options;

  const consumers = async (metrics: Measured): Promise<readonly ConsumerReport[]> =>
    Promise.all(
      Object.entries(resources.consumers).map(async ([consumer, { queue }]): Promise<ConsumerReport> => {
        const definition = options.router?.consumers[consumer];
        const [scheduled, dead, discarded] = await Promise.all([
          options.depth(queue),
          options.counts.dead(consumer),
          options.counts.discarded(consumer),
        ]);
        return {
          consumer,
          on: definition?.on ?? [],
          concurrency: definition?.concurrency ?? 0,
          deliveries: { scheduled, done: countOf(metrics.counts, "AttemptsDone", consumer), dead, discarded },
          backlogAgeSeconds: metrics.ages.get(queueName(queue)) ?? 0,
          defined: options.router === undefined || definition !== undefined,
        };
      }),
    );

  const sources = async ({ counts, answers }: Measured): Promise<readonly SourceReport[]> => {
    const [{ rows }, kept] = await Promise.all([
      history.events({ limit: newestEvents }),
      refused.countsBySource(),
    ]);
    return Object.keys(resources.sources).map((source): SourceReport => {
      const last = rows.find((event) => event.source === source);
      const secrets = options.secretCount(source);
      const path = `/webhooks/${source}`;
      const answered = answers.get(source);
      const deadlineSeconds = options.router?.sources[source]?.provider.deadlineSeconds;
      return {
        ...(answered !== undefined && {
          acknowledgements: { ...answered, ...(deadlineSeconds !== undefined && { deadlineSeconds }) },
        }),
        source,
        provider: options.router?.sources[source]?.provider.id ?? "unknown",
        path,
        url: `${resources.url}${path}`,
        secrets: { count: secrets, origin: secrets > 0 ? "environment" : "none" },
        accepted: countOf(counts, "Accepted", source),
        duplicates: countOf(counts, "Duplicates", source),
        conflicts: countOf(counts, "Conflicts", source),
        ...(last !== undefined && {
          lastEvent: { id: last.id, type: last.type, receivedtime: last.receivedtime },
        }),
        refused: kept.get(source) ?? [],
        verifiedBySecret: [],
      };
    });
  };

  const deadLetter = (id: string) => showLetter(id, options);
  const replays = createReplayOperator({
    ports: options.ports,
    now: () => new Date(now()),
    deadLetter,
    onRunnable: options.jobs.kick,
    waitsFor: options.jobs.waitsFor,
    ...(options.router !== undefined && {
      consumers: Object.keys(options.router.consumers).filter(
        (name) => resources.consumers[name] !== undefined,
      ),
    }),
  });

  return {
    replays,
    async overview() {
      const metrics = await measure(options);
      const [each, seen, usedBytes] = await Promise.all([
        consumers(metrics),
        sources(metrics),
        options.usedBytes(),
      ]);
      const backlogAgeSeconds = Math.max(0, ...each.map((report) => report.backlogAgeSeconds));
      const deliveriesByState = sumByState(each);
      return {
        engine: "aws",
        events: total(metrics.counts, "Accepted"),
        deliveries: deliveriesByState,
        backlogAgeSeconds,
        duplicates: total(metrics.counts, "Duplicates"),
        conflicts: total(metrics.counts, "Conflicts"),
        refused: total(metrics.counts, "Refused"),
        storage: { usedBytes, limitBytes: Number.MAX_SAFE_INTEGER }, // DynamoDB has none
        problems: problemsOf({
          stage: resources.stage,
          metricsError: metrics.error,
          counts: metrics.counts,
          dead: deliveriesByState.dead,
          backlogAgeSeconds,
          sources: seen,
        }),
      };
    },
    sources: async () => sources(await measure(options)),
    consumers: async () => consumers(await measure(options)),
    events: (query) => history.events(query),
    event: (id) => history.event(id),
    eventsAfter: (cursor, limit) => history.eventsAfter(cursor, limit),
    async deadLetterGroups(filter) {
      await deadLetters.sweep(filter);
      const groups = createLetterGroups();
      for await (const letter of deadLetters.walk(filter)) groups.add(letterSummary(letter, now()));
      return groups.groups();
    },
    deadLetters: (filter, page) => deadLetters.list(filter, page),
    deadLetter,
    replayDeadLetters: (filter, limit) => deadLetters.replay(filter, limit),
    async discardDeadLetters(filter, limit, reason) {
      const change = await deadLetters.discard(filter, limit, reason);
      const byConsumer = Map.groupBy(change.ids, (id) => splitDeliveryId(id).consumer);
      for (const [consumer, ids] of byConsumer) await options.counts.addDiscarded(consumer, ids.length);
      return change;
    },
    refusedRequests: (filter, page) => refused.list(filter, page),
    refusedRequest: (id) => refused.show(id),
    retryRefused: (ids) => refused.retry(ids),
    discardRefused: async (ids) => ({ ids: await refused.discard(ids) }),
    ...(options.backfill !== undefined && { backfill: options.backfill }),
    close: options.close,
  };
}

/** A letter with its event as its consumer is sent it. */
export async function showLetter(
  id: string,
  { deliveries, history, texts, now }: Pick<AwsOperatorOptions, "deliveries" | "history" | "texts" | "now">,
): Promise<DeadLetterDetail | undefined> {
  const { eventId, consumer } = splitDeliveryId(id);
  const letter = await deliveries.get(eventId, consumer);
  if (letter?.state !== "dead") return undefined;
  const edited = letter.edited === undefined ? undefined : await texts.wholeText(letter);
  const event = edited === undefined ? (await history.event(eventId))?.event : parseEvent(edited);
  if (event === undefined) return undefined;
  const { edits } = letter;
  return {
    ...letterSummary(letter, now()),
    event,
    history: letter.attempts,
    ...(edits !== undefined && { edits }),
  };
}

interface Measured {
  readonly counts: MetricCounts;
  readonly answers: Awaited<ReturnType<StageAnswers>>;
  /** Seconds, by the queue's name. */
  readonly ages: ReadonlyMap<string, number>;
  /** Why there are no counts: the rest is shown all the same. */
  readonly error?: string;
}

async function measure({ metrics, answers, resources }: AwsOperatorOptions): Promise<Measured> {
  const names = Object.values(resources.consumers).map(({ queue }) => queueName(queue));
  try {
    const [counts, ages, answered] = await Promise.all([
      metrics.counts(),
      metrics.oldestAges(names),
      answers(),
    ]);
    return { counts, answers: answered, ages: new Map(names.map((name, index) => [name, ages[index] ?? 0])) };
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { counts: new Map(), answers: new Map(), ages: new Map(), error: message };
  }
}

function countOf(counts: MetricCounts, metric: string, name: string): number {
  return counts.get(metric)?.get(name) ?? 0;
}

function total(counts: MetricCounts, metric: string): number {
  return [...(counts.get(metric)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function sumByState(reports: readonly ConsumerReport[]): Record<DeliveryState, number> {
  const sum = { scheduled: 0, done: 0, dead: 0, discarded: 0 };
  for (const { deliveries } of reports) {
    sum.scheduled += deliveries.scheduled;
    sum.done += deliveries.done;
    sum.dead += deliveries.dead;
    sum.discarded += deliveries.discarded;
  }
  return sum;
}
