import type { DeadLetterChange, DeadLetterFilter, Operator } from "@hookyard/core/operator/operator";
import type { Wait } from "@hookyard/core/operator/wait";

/** What to do with which letters, decided before anything is done. */
export interface RunOptions {
  /** Changes up to this many letters, oldest first. */
  readonly change: (limit: number) => Promise<DeadLetterChange>;
  /** How many there were when the run was planned; it never touches more. */
  readonly planned: number;
  /** Letters a second; without it, as fast as they go. */
  readonly rate?: number;
  readonly now: () => Date;
  readonly wait: Wait;
  readonly stop: AbortSignal;
  readonly onProgress: (done: number) => void;
}

export interface RunResult {
  /** The letters that were changed, in order. */
  readonly ids: readonly string[];
  readonly ended: "complete" | "stopped" | "failed";
  /** Why it did not go on; with `failed`. */
  readonly error?: unknown;
}

// Small enough that Ctrl-C answers at once and the bar moves; large enough to share the database's commits.
const mostPerStep = 100;
const stepsPerSecond = 4;

/**
 * Works through the planned letters in small steps. Each step is complete in itself, so a run that is stopped, or
 * that fails, has lost nothing: what it answers was done, the rest is as it was.
 */
export async function runThroughLetters(options: RunOptions): Promise<RunResult> {
  const { change, planned, rate, now, wait, stop, onProgress } = options;
  const step =
    rate === undefined ? mostPerStep : Math.min(mostPerStep, Math.max(1, Math.floor(rate / stepsPerSecond)));
  const started = now().getTime();
  const ids: string[] = [];

  while (ids.length < planned) {
    if (rate !== undefined) await wait(started + (ids.length / rate) * 1000 - now().getTime(), stop);
    if (stop.aborted) return { ids, ended: "stopped" };
    try {
      const changed = await change(Math.min(step, planned - ids.length));
      ids.push(...changed.ids);
      onProgress(ids.length);
      if (changed.ids.length === 0) break; // somebody else has taken the rest
    } catch (error) {
      return { ids, ended: "failed", error };
    }
  }
  return { ids, ended: "complete" };
}

/**
 * The filter of a run that starts now: only letters that are dead already, so that what fails again is not sent in a
 * circle.
 */
export function onlyBefore(filter: DeadLetterFilter, start: Date): DeadLetterFilter {
  const until =
    filter.until === undefined ? start.getTime() : Math.min(start.getTime(), Date.parse(filter.until));
  return { ...filter, until: new Date(until).toISOString() };
}

/** All letters that fit, counted. */
export async function planLetters(
  operator: Operator,
  filter: DeadLetterFilter,
): Promise<{ readonly groups: Awaited<ReturnType<Operator["deadLetterGroups"]>>; readonly count: number }> {
  const groups = await operator.deadLetterGroups(filter);
  return { groups, count: groups.reduce((sum, group) => sum + group.count, 0) };
}

/** Delivery ids counted by consumer; most first. */
export function countByConsumer(
  ids: readonly string[],
): readonly { readonly consumer: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const consumer = id.slice(id.indexOf(":") + 1);
    counts.set(consumer, (counts.get(consumer) ?? 0) + 1);
  }
  return [...counts]
    .map(([consumer, count]) => ({ consumer, count }))
    .sort((one, other) => other.count - one.count);
}
