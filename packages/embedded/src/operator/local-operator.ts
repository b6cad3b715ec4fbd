import type {
  AcknowledgementReport,
  Backfill,
  ConsumerReport,
  Operator,
  RefusedRetry,
  Router,
  SourceReport,
} from "@hookyard/core";
import { type ConsumerControl, explainEvent } from "@hookyard/core/operator/consumer-control";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { SampleOperator } from "@hookyard/core/operator/sample-operator";
import { createReplayOperator } from "@hookyard/core/replay/replay-operator";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import type { JobHost } from "../replay/job-host.ts";
import type { Command } from "../engine/commands.ts";
import type { Reader } from "../reader/reader.ts";
import type { Secrets } from "../secrets.ts";

export interface LocalOperatorOptions {
  /** Looks; in a thread of its own while the engine runs. */
  readonly reader: Reader;
  /** Changes; through the engine while it runs. */
  readonly command: <Result>(command: Command) => Promise<Result>;
  /** Absent when only the database is at hand. */
  readonly router?: Router;
  readonly secrets?: Secrets;
  readonly url?: string;
  /** The endpoint that was registered for a source at its provider. */
  readonly endpoint?: (source: string) => { readonly id: string; readonly url: string } | undefined;
  /** How soon a source's requests were answered; absent where none are. */
  readonly acknowledgements?: (source: string) => AcknowledgementReport | undefined;
  /** Verifies kept requests again. Absent where there is no router to do it with. */
  readonly retryRefused?: (ids: readonly string[]) => Promise<readonly RefusedRetry[]>;
  /** What replays, and what it works with. */
  readonly ports: ReplayPorts;
  readonly now: () => Date;
  /** Runs jobs; absent where no process runs: then they wait. */
  readonly jobs?: Pick<JobHost, "kick" | "waitsFor">;
  /** Brings in webhooks that never arrived. Absent where there is no router to do it with. */
  readonly backfill?: Backfill;
  /** Absent where no process receives them. */
  readonly samples?: SampleOperator;
  readonly limitBytes: number;
  readonly close: () => Promise<void>;
}

/** The operator's view of the embedded engine, running or not. */
export function createLocalOperator(options: LocalOperatorOptions): Operator {
  const { reader, command, jobs } = options;
  const replays = createReplayOperator({
    ports: options.ports,
    now: options.now,
    deadLetter: (id) => reader.ask("deadLetter", id),
    ...(options.router !== undefined && { consumers: Object.keys(options.router.consumers) }),
    ...(jobs !== undefined && { onRunnable: jobs.kick, waitsFor: jobs.waitsFor }),
  });
  return {
    replays,
    consumerControl: consumerControl(options),
    ...(options.samples !== undefined && { samples: options.samples }),
    async overview() {
      const [{ usedBytes, ...counts }, sources, consumers] = await Promise.all([
        reader.ask("overview"),
        reader.ask("sources"),
        reader.ask("consumers"),
      ]);
      const storage = { usedBytes, limitBytes: options.limitBytes };
      return {
        engine: "embedded",
        ...counts,
        storage,
        problems: problemsOf({ counts, storage, sources, consumers }),
      };
    },
    async sources() {
      const records = new Map((await reader.ask("sources")).map((record) => [record.source, record]));
      const names = options.router === undefined ? [...records.keys()] : Object.keys(options.router.sources);
      return names.map((source): SourceReport => {
        const provider = options.router?.sources[source]?.provider.id ?? "unknown";
        const path = `/webhooks/${source}`;
        const acknowledgements = options.acknowledgements?.(source);
        const endpoint = options.endpoint?.(source);
        return {
          ...(acknowledgements !== undefined && { acknowledgements }),
          ...(endpoint !== undefined && { endpoint: { id: endpoint.id, url: endpoint.url } }),
          source,
          provider,
          path,
          ...(options.url !== undefined && { url: `${options.url}${path}` }),
          secrets: {
            count: options.secrets?.verify(source).length ?? 0,
            origin: options.secrets?.origin(source) ?? "none",
          },
          ...(records.get(source) ?? {
            accepted: 0,
            duplicates: 0,
            conflicts: 0,
            refused: [],
            verifiedBySecret: [],
          }),
        };
      });
    },
    async consumers() {
      const records = new Map((await reader.ask("consumers")).map((record) => [record.consumer, record]));
      const defined = options.router?.consumers ?? {};
      const names = [...new Set([...Object.keys(defined), ...records.keys()])];
      return names.map((consumer) => {
        const definition = defined[consumer];
        const nothing = {
          deliveries: { scheduled: 0, done: 0, dead: 0, discarded: 0 },
          backlogAgeSeconds: 0,
        };
        return {
          ...(records.get(consumer) ?? { consumer, ...nothing }),
          on: definition?.on ?? [],
          concurrency: definition?.concurrency ?? 0,
          defined: definition !== undefined,
          ...(definition !== undefined && {
            retry: definition.retry,
            timeoutSeconds: definition.timeoutSeconds,
            ...(definition.where !== undefined && { where: definition.where }),
          }),
        };
      });
    },
    events: (query) => reader.ask("events", query),
    event: (id) => reader.ask("event", id),
    eventsAfter: (cursor, limit) => reader.ask("eventsAfter", cursor, limit),
    deadLetterGroups: (filter) => reader.ask("deadLetterGroups", filter),
    deadLetters: (filter, page) => reader.ask("deadLetters", filter, page),
    deadLetter: (id) => reader.ask("deadLetter", id),
    replayDeadLetters: (filter, limit) => command({ kind: "replay_dead_letters", filter, limit }),
    discardDeadLetters: (filter, limit, reason) =>
      command({ kind: "discard_dead_letters", filter, limit, reason }),
    ...(options.backfill !== undefined && { backfill: options.backfill }),
    refusedRequests: (filter, page) => reader.ask("refusedRequests", filter, page),
    refusedRequest: (id) => reader.ask("refusedRequest", id),
    async retryRefused(ids) {
      if (options.retryRefused !== undefined) return options.retryRefused(ids);
      throw new OperatorError(
        "router_missing",
        "there is no router at hand to verify with. Start Hookyard, or name the router with --router FILE",
      );
    },
    discardRefused: (ids) => command({ kind: "discard_refused", ids }),
    auditEntries: (page) => reader.ask("auditEntries", page),
    close: options.close,
  };
}

function consumerControl({ command, router }: LocalOperatorOptions): ConsumerControl {
  return {
    async pause(consumer) {
      const isKnown = await command<boolean>({ kind: "pause_consumer", consumer });
      return isKnown ? { consumer, paused: true } : undefined;
    },
    async resume(consumer) {
      const isKnown = await command<boolean>({ kind: "resume_consumer", consumer });
      return isKnown ? { consumer, paused: false } : undefined;
    },
    async explain(event) {
      if (router !== undefined) return explainEvent(router, event);
      throw new OperatorError(
        "router_missing",
        "there is no router at hand to match with. Start Hookyard, or name the router with --router FILE",
      );
    },
  };
}

/** Seconds of backlog from which on it is a problem. */
const oldBacklogSeconds = 300;

interface ProblemSigns {
  readonly counts: Pick<
    Awaited<ReturnType<Operator["overview"]>>,
    "deliveries" | "backlogAgeSeconds" | "conflicts"
  >;
  readonly storage: { readonly usedBytes: number; readonly limitBytes: number };
  readonly sources: readonly Pick<SourceReport, "source" | "refused">[];
  readonly consumers: readonly Pick<ConsumerReport, "consumer" | "deliveries" | "pausedTime">[];
}

function problemsOf({ counts, storage, sources, consumers }: ProblemSigns): readonly string[] {
  const problems: string[] = [];
  if (storage.usedBytes > storage.limitBytes * 0.9)
    problems.push("the database is more than 90 % full: new events will be refused");
  if (counts.deliveries.dead > 0)
    problems.push(`${counts.deliveries.dead} dead letters: npx hookyard dead-letters list`);
  if (counts.backlogAgeSeconds > oldBacklogSeconds)
    problems.push(`the oldest delivery has been due for ${counts.backlogAgeSeconds} s`);
  for (const { consumer, deliveries, pausedTime } of consumers) {
    if (pausedTime === undefined) continue;
    problems.push(
      `${consumer} is paused since ${pausedTime} and ${deliveries.scheduled} deliveries wait: npx hookyard consumers resume ${consumer}`,
    );
  }
  if (counts.conflicts > 0)
    problems.push(`${counts.conflicts} events came again under the same id with another body`);
  const refused = sources.filter((source) => source.refused.length > 0).map(({ source }) => source);
  if (refused.length > 0)
    problems.push(`requests were refused at: ${refused.slice(0, 10).join(", ")}. Why: npx hookyard refused`);
  return problems;
}
