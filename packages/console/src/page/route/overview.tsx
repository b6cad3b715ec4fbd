import type { ConsumerReport, Overview, SourceReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { get } from "../api.ts";
import { shortCount } from "../part/count.ts";
import { Loading, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { duration } from "../part/time.tsx";
import { useData } from "../use-data.ts";
import { TrendCharts } from "./overview-charts.tsx";
import { changesOf } from "./overview-changes.ts";
import { findWrong } from "./overview-wrong.ts";
import { useTrends } from "./use-trends.ts";

interface State {
  readonly overview: Overview;
  readonly sources: readonly SourceReport[];
  readonly consumers: readonly ConsumerReport[];
}

/** Is anything wrong, how much goes through, and what changed. */
export function OverviewPage(): JSX.Element {
  const { value, error } = useData("overview-page", ask, 3);
  const samples = useTrends();
  return (
    <div class="page">
      <h1>Overview</h1>
      {error !== undefined && <Problem message={error} />}
      {value === undefined ? (
        error === undefined && <Loading />
      ) : (
        <>
          <Status {...value} />
          <Counts {...value} />
          <TrendCharts samples={samples} sources={value.sources} />
          <div class="columns">
            <Changes samples={samples} />
            <Storage {...value.overview} />
          </div>
          <section>
            <h2 class="section-title">Sources</h2>
            <SourcesTable sources={value.sources} />
          </section>
          <section>
            <h2 class="section-title">Consumers</h2>
            <ConsumersTable consumers={value.consumers} />
          </section>
        </>
      )}
    </div>
  );
}

async function ask(signal: AbortSignal): Promise<State> {
  const [overview, sources, consumers] = await Promise.all([
    get<Overview>("/v1/overview", {}, signal),
    get<readonly SourceReport[]>("/v1/sources", {}, signal),
    get<readonly ConsumerReport[]>("/v1/consumers", {}, signal),
  ]);
  return { overview, sources, consumers };
}

function Status(state: State): JSX.Element {
  const [first, ...others] = findWrong(state, Date.now());
  if (first === undefined) {
    return (
      <p class="notice notice-good status" role="status">
        <strong>All is well.</strong> Nothing is waiting longer than it should, and nothing was given up.
      </p>
    );
  }
  return (
    <section class="status status-bad" role="alert">
      <h2>{first.what}</h2>
      <p>{first.why}</p>
      <p>
        <Link href={first.to} class="button button-main">
          {first.next}
        </Link>
      </p>
      {others.length > 0 && (
        <ul class="status-more">
          {others.map(({ what, to, next }) => (
            <li key={what}>
              {what}: <Link href={to}>{next}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Counts({ overview, consumers }: State): JSX.Element {
  const { deliveries } = overview;
  const failing = consumers.reduce((sum, each) => sum + (each.failing ?? 0), 0);
  const facts: readonly (readonly [string, string, boolean])[] = [
    ["Accepted", shortCount(overview.events), false],
    ["Refused", shortCount(overview.refused), false],
    ["Delivered", shortCount(deliveries.done), false],
    ["Scheduled", shortCount(deliveries.scheduled), false],
    ["Failing", shortCount(failing), failing > 0],
    ["Dead", shortCount(deliveries.dead), deliveries.dead > 0],
    ["Backlog age", duration(overview.backlogAgeSeconds), overview.backlogAgeSeconds > 300],
  ];
  return (
    <dl class="counts">
      {facts.map(([name, value, isBad]) => (
        <div key={name} class={isBad ? "count count-bad" : "count"}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ samples }: { samples: Parameters<typeof changesOf>[0] }): JSX.Element {
  const { changes, seconds } = changesOf(samples);
  return (
    <section class="card">
      <h2>What changed in the last {seconds >= 3500 ? "hour" : duration(Math.max(1, seconds))}</h2>
      {changes.length === 0 ? (
        <p class="quiet">Nothing.</p>
      ) : (
        <ul class="changes">
          {changes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Storage({ storage, engine, duplicates, conflicts }: Overview): JSX.Element {
  return (
    <section class="card">
      <h2>The engine</h2>
      <dl class="facts">
        <dt>Engine</dt>
        <dd>{engine}</dd>
        {storage.limitBytes > 0 && (
          <>
            <dt>Storage</dt>
            <dd>{storageText(storage)}</dd>
          </>
        )}
        <dt>Sent twice</dt>
        <dd>{shortCount(duplicates)}</dd>
        <dt>Conflicts</dt>
        <dd>{shortCount(conflicts)}</dd>
      </dl>
    </section>
  );
}

/** A deployed stage's has no limit. */
function storageText({ usedBytes, limitBytes }: Overview["storage"]): string {
  if (limitBytes === Number.MAX_SAFE_INTEGER) return `${Math.ceil(usedBytes / 1e6)} MB`;
  const share = usedBytes / limitBytes;
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} % of ${Math.round(limitBytes / 1e9)} GB`;
}

function SourcesTable({ sources }: { sources: readonly SourceReport[] }): JSX.Element {
  return (
    <Table
      label="Sources"
      mostRows={10}
      rows={sources}
      keyOf={({ source }) => source}
      columns={[
        { title: "Source", width: "minmax(8rem, 2fr)", cell: ({ source }) => <strong>{source}</strong> },
        { title: "Accepted", width: "6rem", cell: ({ accepted }) => shortCount(accepted) },
        {
          title: "Refused",
          width: "6rem",
          isExtra: true,
          cell: ({ refused }) => shortCount(refused.reduce((sum, { count }) => sum + count, 0)),
        },
        {
          title: "Sent twice",
          width: "6rem",
          isExtra: true,
          cell: ({ duplicates }) => shortCount(duplicates),
        },
        {
          title: "Answered within (p99)",
          width: "minmax(12rem, 1fr)",
          isExtra: true,
          cell: ({ acknowledgements }) => acknowledged(acknowledgements),
        },
      ]}
    />
  );
}

function acknowledged(report: SourceReport["acknowledgements"]): string {
  if (report === undefined) return "–";
  const { p99Milliseconds, deadlineSeconds, late } = report;
  const deadline = deadlineSeconds === undefined ? "" : ` of ${deadlineSeconds} s`;
  return `${Math.round(p99Milliseconds * 10) / 10} ms${deadline}${late > 0 ? `, ${late} late` : ""}`;
}

function ConsumersTable({ consumers }: { consumers: readonly ConsumerReport[] }): JSX.Element {
  return (
    <Table
      label="Consumers"
      mostRows={10}
      rows={consumers}
      keyOf={({ consumer }) => consumer}
      columns={[
        {
          title: "Consumer",
          width: "minmax(8rem, 2fr)",
          cell: ({ consumer }) => <strong>{consumer}</strong>,
        },
        { title: "Delivered", width: "6rem", cell: ({ deliveries }) => shortCount(deliveries.done) },
        {
          title: "Scheduled",
          width: "6rem",
          isExtra: true,
          cell: ({ deliveries }) => shortCount(deliveries.scheduled),
        },
        { title: "Failing", width: "5rem", isExtra: true, cell: ({ failing = 0 }) => shortCount(failing) },
        {
          title: "Dead",
          width: "5rem",
          isExtra: true,
          cell: ({ deliveries }) => shortCount(deliveries.dead),
        },
        {
          title: "Backlog age",
          width: "minmax(6rem, 1fr)",
          isExtra: true,
          cell: ({ backlogAgeSeconds }) => duration(backlogAgeSeconds),
        },
      ]}
    />
  );
}
