/** Seconds that the oldest due delivery of each queue has waited. */
export type BacklogAges = (consumers: readonly string[]) => Promise<readonly number[]>;

export interface BacklogAgeOptions {
  /** URL of a consumer's queue. */
  readonly queue: (consumer: string) => string | undefined;
  /** Messages that could be received now, by SQS: live. */
  readonly visible: (queue: string) => Promise<number>;
  /** CloudWatch's age of the oldest message, by queues' URLs: a minute's value, told some minutes late. */
  readonly oldestAges: (queues: readonly string[]) => Promise<readonly number[]>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** CloudWatch has a new value each minute, and each question is paid for. */
const agesMilliseconds = 30_000;
const visibleMilliseconds = 1_000;

/**
 * SQS tells no age, and looking into the queue would count as a receipt of each message seen. So it is CloudWatch's,
 * which counts messages too that wait for their next attempt, held against what SQS says now: where nothing can be
 * received, nothing waits.
 */
export function createBacklogAges({ queue, visible, oldestAges, now }: BacklogAgeOptions): BacklogAges {
  const ages = new Map<string, Seen>();
  const depths = new Map<string, Seen>();
  const isFresh = (seen: Seen | undefined, milliseconds: number): seen is Seen => {
    const age = seen === undefined ? -1 : now() - seen.time;
    return age >= 0 && age < milliseconds;
  };
  const depthOf = async (url: string): Promise<number> => {
    const known = depths.get(url);
    if (isFresh(known, visibleMilliseconds)) return known.value;
    const value = await visible(url);
    depths.set(url, { value, time: now() });
    return value;
  };

  return async (consumers) => {
    const urls = consumers.map(queue);
    const waiting = new Map<string, number>();
    await Promise.all(
      urls.map(async (url) => {
        if (url !== undefined) waiting.set(url, await depthOf(url));
      }),
    );
    const asked = [...waiting].flatMap(([url, depth]) =>
      depth > 0 && !isFresh(ages.get(url), agesMilliseconds) ? [url] : [],
    );
    const answers = asked.length === 0 ? [] : await oldestAges(asked);
    for (const [index, url] of asked.entries()) ages.set(url, { value: answers[index] ?? 0, time: now() });
    return urls.map((url) => (url === undefined || waiting.get(url) === 0 ? 0 : (ages.get(url)?.value ?? 0)));
  };
}

interface Seen {
  readonly value: number;
  readonly time: number;
}
