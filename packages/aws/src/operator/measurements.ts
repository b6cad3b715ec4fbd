import { remember } from "./remember.ts";
import type { StageAnswers } from "./stage-answers.ts";
import type { MetricCounts, StageMetrics } from "./stage-metrics.ts";

/** What CloudWatch knows of a stage. */
export interface Measured {
  readonly counts: MetricCounts;
  readonly answers: Awaited<ReturnType<StageAnswers>>;
  /** Seconds that the oldest message has waited, by the queue's name. */
  readonly ages: ReadonlyMap<string, number>;
  /** Why there are no counts: the rest is shown all the same. */
  readonly error?: string;
}

export interface MeasurementsOptions {
  readonly metrics: StageMetrics;
  readonly answers: StageAnswers;
  /** Of the consumers. */
  readonly queueNames: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** CloudWatch has new values each minute, and each question is paid for by the series it is answered with. */
const rememberedMilliseconds = 60_000;

/** @example createMeasurements({ metrics, answers, queueNames: ["fulfil-order"], now: Date.now }) */
export function createMeasurements({
  metrics,
  answers,
  queueNames,
  now,
}: MeasurementsOptions): () => Promise<Measured> {
  const measured = remember(rememberedMilliseconds, now, async (): Promise<Measured> => {
    const [counts, ages, answered] = await Promise.all([
      metrics.counts(),
      metrics.oldestAges(queueNames),
      answers(),
    ]);
    return {
      counts,
      answers: answered,
      ages: new Map(queueNames.map((name, index) => [name, ages[index] ?? 0])),
    };
  });
  return async () => {
    try {
      return await measured.ask();
    } catch (error) {
      return { counts: new Map(), answers: new Map(), ages: new Map(), error: said(error) };
    }
  };
}

/** What a service said in place of an answer, for people. */
export function said(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

export function countOf(counts: MetricCounts, metric: string, name: string): number {
  return counts.get(metric)?.get(name) ?? 0;
}

export function total(counts: MetricCounts, metric: string): number {
  return [...(counts.get(metric)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}
