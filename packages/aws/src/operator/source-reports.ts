import type { SourceReport } from "@hookyard/core/operator/operator";
import type { Router } from "@hookyard/core/router/router";
import type { RefusedOperator } from "../refused/refused-operator.ts";
import type { RegistrationTable } from "../registration.ts";
import type { StageResources } from "../stage-resources.ts";
import type { EventRecord } from "../table/event-item.ts";
import { countOf, type Measured } from "./measurements.ts";
import { remember } from "./remember.ts";
import { type MetricCounts, olderSecrets } from "./stage-metrics.ts";

export interface SourceReportsOptions {
  readonly resources: Pick<StageResources, "sources" | "url">;
  readonly router?: Pick<Router, "sources">;
  /** How many values each source's secret has here. */
  readonly secretCount: (source: string) => number;
  /** So many of the stage's newest events, newest first. */
  readonly newestEvents: (limit: number) => Promise<readonly EventRecord[]>;
  readonly registrations: Pick<RegistrationTable, "read">;
  readonly refused: Pick<RefusedOperator, "countsBySource">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface SourceReports {
  report(measured: Measured): Promise<readonly SourceReport[]>;
  /** Refused requests were retried or discarded. */
  changed(): void;
}

/** Looked through for each source's last event. */
const mostLookedThrough = 200;
/** All that is kept is read to be counted. */
const refusedMilliseconds = 15_000;

/** The sources of a deployed stage: where they are, what came, and what is registered at their providers. */
export function createSourceReports(options: SourceReportsOptions): SourceReports {
  const { resources, router } = options;
  const names = Object.keys(resources.sources);
  const refused = remember(refusedMilliseconds, options.now, options.refused.countsBySource);

  const report: SourceReports["report"] = async ({ counts, answers }) => {
    const [newest, kept, registrations] = await Promise.all([
      options.newestEvents(mostLookedThrough),
      refused.ask(),
      Promise.all(names.map((source) => options.registrations.read(source))),
    ]);
    return names.map((source, index): SourceReport => {
      const provider = router?.sources[source]?.provider;
      const last = newest.find((event) => event.source === source);
      const secrets = options.secretCount(source);
      const path = `/webhooks/${source}`;
      const answered = answers.get(source);
      const deadlineSeconds = provider?.deadlineSeconds;
      const endpoint = registrations[index]?.endpoint;
      return {
        ...(answered !== undefined && {
          acknowledgements: { ...answered, ...(deadlineSeconds !== undefined && { deadlineSeconds }) },
        }),
        ...(endpoint !== undefined && { endpoint: { id: endpoint.id, url: endpoint.url } }),
        source,
        provider: provider?.id ?? "unknown",
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
        verifiedBySecret: bySecret(counts, source, secrets),
      };
    });
  };
  return { report, changed: refused.forget };
}

/** Events by the secret's position: what no older one verified was the newest's. Older than the fourth are counted as it. */
function bySecret(counts: MetricCounts, source: string, secrets: number): readonly number[] {
  if (secrets === 0) return [];
  const older = olderSecrets.slice(0, secrets - 1).map((metric) => countOf(counts, metric, source));
  const all = countOf(counts, "Accepted", source) + countOf(counts, "Duplicates", source);
  const newest = older.reduce((left, count) => left - count, all);
  return [Math.max(0, newest), ...older];
}
