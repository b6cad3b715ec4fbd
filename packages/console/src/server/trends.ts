import type { Operator } from "@hookyard/core";
import type { Sample } from "@hookyard/core/operator/trends";

export type { ConsumerSample, Sample, SourceSample } from "@hookyard/core/operator/trends";

/** What the overview's charts are drawn from: samples, oldest first. */
export interface Trends {
  /**
   * Those since `after`, milliseconds since 1970. Where the engine itself remembers the hour, it is all of it, as soon as
   * there is something new: what it counts from is the same within one answer only.
   */
  since(after: number): Promise<readonly Sample[]>;
  stop(): void;
}

export interface TrendsOptions {
  readonly operator: Operator;
  readonly now: () => number;
  /** Told when the engine could not be asked; the sample is left out. */
  readonly onError: (error: unknown) => void;
  /** Default {@link sampleMilliseconds}. */
  readonly everyMilliseconds?: number;
}

const sampleMilliseconds = 10_000;
/** A little over an hour. */
const mostSamples = 400;

/** The hour as the engine remembers it; where it does not, samples of our own. */
export function createTrends(options: TrendsOptions): Trends {
  const { trends } = options.operator;
  if (trends === undefined) return sampledTrends(options);
  return {
    async since(after) {
      const samples = await trends();
      return (samples.at(-1)?.time ?? 0) > after ? samples : [];
    },
    stop: () => undefined,
  };
}

/** Looks at the engine every ten seconds, through the thread that only reads, and remembers the last hour. */
function sampledTrends({
  operator,
  now,
  onError,
  everyMilliseconds = sampleMilliseconds,
}: TrendsOptions): Trends {
  const samples: Sample[] = [];
  let isLooking = false;
  let isStopped = false;
  const look = async (): Promise<void> => {
    if (isLooking) return; // a slow disk: better a gap than a queue of questions
    isLooking = true;
    try {
      samples.push(await takeSample(operator, now()));
      if (samples.length > mostSamples) samples.shift();
    } catch (error) {
      if (!isStopped) onError(error); // the engine ends while it is being asked
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), everyMilliseconds);
  timer.unref();
  void look();
  return {
    since: async (after) => samples.filter(({ time }) => time > after),
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

async function takeSample(operator: Operator, time: number): Promise<Sample> {
  const [overview, sources, consumers] = await Promise.all([
    operator.overview(),
    operator.sources(),
    operator.consumers(),
  ]);
  const refusedAt = (refused: readonly { readonly count: number }[]): number =>
    refused.reduce((sum, { count }) => sum + count, 0);
  return {
    time,
    accepted: sources.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: sources.reduce((sum, { refused }) => sum + refusedAt(refused), 0),
    delivered: overview.deliveries.done,
    dead: overview.deliveries.dead,
    scheduled: overview.deliveries.scheduled,
    backlogAgeSeconds: overview.backlogAgeSeconds,
    sources: Object.fromEntries(
      sources.map(({ source, accepted, refused, acknowledgements }) => [
        source,
        {
          accepted,
          refused: refusedAt(refused),
          ...(acknowledgements !== undefined && { p99Milliseconds: acknowledgements.p99Milliseconds }),
        },
      ]),
    ),
    consumers: Object.fromEntries(
      consumers.map(
        ({ consumer, deliveries: { done, dead, scheduled }, backlogAgeSeconds, failedAttempts }) => [
          consumer,
          {
            delivered: done,
            dead,
            scheduled,
            backlogAgeSeconds,
            ...(failedAttempts !== undefined && { failedAttempts }),
          },
        ],
      ),
    ),
  };
}
