import type { AuditTrail } from "@hookyard/core/operator/audit";
import type { ConsumerControl } from "@hookyard/core/operator/consumer-control";
import type { Backfill } from "@hookyard/core/ingest/backfill";
import type {
  ConsumerReport,
  DeadLetterDetail,
  DeliveryState,
  Operator,
} from "@hookyard/core/operator/operator";
import type { SampleOperator } from "@hookyard/core/operator/sample-operator";
import type { EventHistory } from "@hookyard/core/port/event-history";
import { parseEvent } from "@hookyard/core/envelope";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import { letterSummary } from "../dead-letters/letter-report.ts";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import type { DeliveryTable } from "../deliveries/delivery-table.ts";
import type { DeliveryTexts } from "../replay/delivery-texts.ts";
import type { RefusedOperator } from "../refused/refused-operator.ts";
import type { ConsumerReports } from "./consumer-reports.ts";
import type { LetterCounts } from "./letter-counts.ts";
import { type Measured, total } from "./measurements.ts";
import { problemsOf, unknownOf } from "./problems.ts";
import { remember } from "./remember.ts";
import { createRememberedGroups } from "./remembered-groups.ts";
import type { SourceReports } from "./source-reports.ts";
import type { StageTrends } from "./stage-trends.ts";

export interface AwsOperatorOptions {
  readonly stage: string;
  readonly history: EventHistory;
  readonly deadLetters: SqsDeadLetters;
  readonly deliveries: DeliveryTable;
  readonly refused: RefusedOperator;
  readonly texts: Pick<DeliveryTexts, "wholeTexts">;
  readonly replays: ReplayOperator;
  readonly control: ConsumerControl;
  readonly audit: AuditTrail;
  readonly measure: () => Promise<Measured>;
  readonly consumers: ConsumerReports;
  readonly sources: SourceReports;
  readonly trends: StageTrends;
  readonly counts: LetterCounts;
  /** Brings in what never arrived; absent without a router. */
  readonly backfill?: Backfill;
  /** Sends signed samples to the stage's own door; absent without a router. */
  readonly samples?: SampleOperator;
  /** Of the table. */
  readonly usedBytes: () => Promise<number>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly close: () => Promise<void>;
}

/** DynamoDB counts a table's bytes about every six hours. */
const usedBytesMilliseconds = 600_000;

/** Whoever asks at the same moment shares one look: a page of the console asks for all of them at once. */
const sharedMilliseconds = 0;

/**
 * The operator's view of a deployed stage. Totals are CloudWatch's of the last 30 days, what waits is counted by SQS,
 * what is dead by the table.
 */
export function createAwsOperator(options: AwsOperatorOptions): Operator {
  const { history, deadLetters, refused, now, control } = options;
  const groups = createRememberedGroups({ deadLetters, now });
  const usedBytes = remember(usedBytesMilliseconds, now, options.usedBytes);
  const consumers = remember(sharedMilliseconds, now, async () =>
    options.consumers.report(await options.measure()),
  );
  const sources = remember(sharedMilliseconds, now, async () =>
    options.sources.report(await options.measure()),
  );

  /** A look that is under way would show what was there before. */
  const changing = async <Value>(change: Promise<Value>): Promise<Value> => {
    try {
      return await change;
    } finally {
      for (const reports of [options.consumers, options.sources, groups]) reports.changed();
      for (const look of [consumers, sources]) look.forget();
    }
  };

  return {
    replays: options.replays,
    consumerControl: {
      pause: (consumer) => changing(control.pause(consumer)),
      resume: (consumer) => changing(control.resume(consumer)),
      explain: (event) => control.explain(event),
    },
    ...(options.samples !== undefined && { samples: options.samples }),
    auditEntries: (page) => options.audit.entries(page),
    trends: () => options.trends(),
    async overview() {
      const [metrics, { reports, mappingsError }, seen, bytes] = await Promise.all([
        options.measure(),
        consumers.ask(),
        sources.ask(),
        usedBytes.ask(),
      ]);
      const backlogAgeSeconds = Math.max(0, ...reports.map((report) => report.backlogAgeSeconds));
      const deliveries = sumByState(reports);
      const unknown = unknownOf({ metricsError: metrics.error, mappingsError });
      return {
        engine: "aws",
        events: total(metrics.counts, "Accepted"),
        deliveries,
        backlogAgeSeconds,
        duplicates: total(metrics.counts, "Duplicates"),
        conflicts: total(metrics.counts, "Conflicts"),
        refused: total(metrics.counts, "Refused"),
        storage: { usedBytes: bytes, limitBytes: Number.MAX_SAFE_INTEGER }, // DynamoDB has none
        problems: problemsOf({
          stage: options.stage,
          unknown,
          counts: metrics.counts,
          dead: deliveries.dead,
          backlogAgeSeconds,
          sources: seen,
          consumers: reports,
        }),
        ...(unknown.length > 0 && { unknown }),
      };
    },
    sources: sources.ask,
    consumers: async () => (await consumers.ask()).reports,
    events: (query) => history.events(query),
    event: (id) => history.event(id),
    eventsAfter: (cursor, limit) => history.eventsAfter(cursor, limit),
    deadLetterGroups: groups.groups,
    deadLetters: (filter, page) => deadLetters.list(filter, page),
    deadLetter: (id) => showLetter(id, options),
    replayDeadLetters: (filter, limit) => changing(deadLetters.replay(filter, limit)),
    async discardDeadLetters(filter, limit, reason) {
      const change = await changing(deadLetters.discard(filter, limit, reason));
      const byConsumer = Map.groupBy(change.ids, (id) => splitDeliveryId(id).consumer);
      for (const [consumer, ids] of byConsumer) await options.counts.addDiscarded(consumer, ids.length);
      return change;
    },
    refusedRequests: (filter, page) => refused.list(filter, page),
    refusedRequest: (id) => refused.show(id),
    retryRefused: (ids) => changing(refused.retry(ids)),
    discardRefused: async (ids) => ({ ids: await changing(refused.discard(ids)) }),
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
  const hasOwn = letter.edited !== undefined || letter.text !== undefined;
  const own = hasOwn ? (await texts.wholeTexts([letter])).get(id) : undefined;
  const event = own === undefined ? (await history.event(eventId))?.event : parseEvent(own);
  if (event === undefined) return undefined;
  const { edits } = letter;
  return {
    ...letterSummary(letter, now()),
    event,
    history: letter.attempts,
    ...(edits !== undefined && { edits }),
  };
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
