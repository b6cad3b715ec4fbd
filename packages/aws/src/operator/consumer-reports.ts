import type { ConsumerReport } from "@hookyard/core/operator/operator";
import type { Router } from "@hookyard/core/router/router";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import type { EventSourceMappings, Mapping } from "../consumers/event-source-mappings.ts";
import type { StageResources } from "../stage-resources.ts";
import type { LetterCounts } from "./letter-counts.ts";
import { countOf, type Measured, said } from "./measurements.ts";
import { queueName } from "./queue-depths.ts";
import { remember } from "./remember.ts";

export interface ConsumerReportsOptions {
  readonly consumers: StageResources["consumers"];
  readonly router?: Pick<Router, "consumers">;
  readonly counts: LetterCounts;
  readonly mappings: Pick<EventSourceMappings, "read">;
  /** Messages in a queue, by its URL. */
  readonly depth: (queue: string) => Promise<number>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ReportedConsumers {
  readonly reports: readonly ConsumerReport[];
  /** Why it is not known which of them are paused: the rest is shown all the same. */
  readonly mappingsError?: string;
}

export interface ConsumerReports {
  report(measured: Measured): Promise<ReportedConsumers>;
  /** Some consumer was paused or resumed, or its letters were replayed or discarded. */
  changed(): void;
}

/** Lambda answers 15 such questions a second, of everybody in the account together. */
const mappingsMilliseconds = 15_000;
const mappingsAtOnce = 4;

/** Letters are counted one by one: a thousand of them are counted once a second at most, a hundred thousand every 100. */
function letterCountMilliseconds(count: number): number {
  return Math.floor(count / 1_000) * 1_000;
}

/** The consumers of a deployed stage: what the router asks for, what is deployed, and what waits. */
export function createConsumerReports(options: ConsumerReportsOptions): ConsumerReports {
  const { consumers, router, counts } = options;
  const mappings = remember(mappingsMilliseconds, options.now, async () => {
    const found = new Map<string, Mapping>();
    await eachConcurrently(Object.entries(consumers), mappingsAtOnce, async ([consumer, { mapping }]) => {
      const known = await options.mappings.read(mapping);
      if (known !== undefined) found.set(consumer, known);
    });
    return found;
  });
  const dead = new Map(
    Object.keys(consumers).map((consumer) => [
      consumer,
      remember(letterCountMilliseconds, options.now, () => counts.dead(consumer)),
    ]),
  );
  const mapped = async (): Promise<Mapped> => {
    try {
      return { mappings: await mappings.ask() };
    } catch (error) {
      return { mappings: new Map(), error: said(error) };
    }
  };

  const reportOf = async (
    [consumer, { queue }]: readonly [string, { readonly queue: string }],
    measured: Measured,
    mapping: Mapping | undefined,
  ): Promise<ConsumerReport> => {
    const definition = router?.consumers[consumer];
    const [scheduled, failing, letters, discarded] = await Promise.all([
      options.depth(queue),
      counts.failing(consumer),
      dead.get(consumer)?.ask() ?? 0,
      counts.discarded(consumer),
    ]);
    return {
      consumer,
      on: definition?.on ?? [],
      concurrency: mapping?.maximumConcurrency ?? definition?.concurrency ?? 0,
      deliveries: {
        scheduled,
        done: countOf(measured.counts, "AttemptsDone", consumer),
        dead: letters,
        discarded,
      },
      failing,
      backlogAgeSeconds: measured.ages.get(queueName(queue)) ?? 0,
      failedAttempts: countOf(measured.counts, "AttemptsFailed", consumer),
      defined: router === undefined || definition !== undefined,
      ...(mapping?.pausedTime !== undefined && { pausedTime: mapping.pausedTime }),
      ...(definition !== undefined && {
        retry: definition.retry,
        timeoutSeconds: definition.timeoutSeconds,
        ...(definition.where !== undefined && { where: definition.where }),
      }),
    };
  };

  return {
    changed() {
      for (const remembered of [mappings, ...dead.values()]) remembered.forget();
    },
    async report(measured) {
      const { mappings: known, error } = await mapped();
      const reports = await Promise.all(
        Object.entries(consumers).map((each) => reportOf(each, measured, known.get(each[0]))),
      );
      return { reports, ...(error !== undefined && { mappingsError: error }) };
    },
  };
}

interface Mapped {
  readonly mappings: ReadonlyMap<string, Mapping>;
  readonly error?: string;
}
