import type { SourceReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Sample } from "../../server/trends.ts";
import { Chart, type ChartSeries } from "../part/chart.tsx";
import { shortCount } from "../part/count.ts";
import { Note } from "../part/notice.tsx";
import { duration } from "../part/time.tsx";

export interface TrendChartsProps {
  readonly samples: readonly Sample[];
  readonly sources: readonly SourceReport[];
}

/** The last hour: of everything, of one source, or of one consumer. */
export function TrendCharts({ samples, sources }: TrendChartsProps): JSX.Element {
  const [scope, setScope] = useState("");
  const last = samples.at(-1);
  const charts = useMemo(() => chartsOf(samples, scope, sources), [samples, scope]);
  if (samples.length < 3) return <Note>Charts begin after half a minute.</Note>;
  const times = samples.slice(1).map(({ time }) => time / 1000);
  return (
    <section class="page">
      <div class="page-head">
        <h2>The last hour</h2>
        <label class="row">
          Of
          <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
            <option value="">everything</option>
            <optgroup label="Sources">
              {Object.keys(last?.sources ?? {}).map((name) => (
                <option key={name} value={`source ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
            <optgroup label="Consumers">
              {Object.keys(last?.consumers ?? {}).map((name) => (
                <option key={name} value={`consumer ${name}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
        </label>
      </div>
      <div class="columns">
        {charts.map(({ title, series, format }) => (
          <div class="card" key={title}>
            <Chart title={title} times={times} series={series} format={format} />
          </div>
        ))}
      </div>
    </section>
  );
}

interface TrendChart {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
}

function chartsOf(
  samples: readonly Sample[],
  scope: string,
  sources: readonly SourceReport[],
): readonly TrendChart[] {
  const [kind, name = ""] = scope.split(" ");
  if (kind === "source") return [intake(samples, name), answers(samples, sources, [name])];
  if (kind === "consumer") return [delivered(samples, name), waiting(samples, name), backlog(samples, name)];
  return [
    intake(samples),
    delivered(samples),
    waiting(samples),
    backlog(samples),
    answers(
      samples,
      sources,
      sources.map(({ source }) => source),
    ),
  ];
}

function intake(samples: readonly Sample[], source?: string): TrendChart {
  const of = (sample: Sample): Pick<Sample, "accepted" | "refused"> =>
    source === undefined ? sample : (sample.sources[source] ?? { accepted: 0, refused: 0 });
  return {
    title: "Webhooks",
    format: perMinute,
    series: [
      { label: "accepted", tone: "good", values: rates(samples, (each) => of(each).accepted) },
      { label: "refused", tone: "bad", values: rates(samples, (each) => of(each).refused) },
    ],
  };
}

function delivered(samples: readonly Sample[], consumer?: string): TrendChart {
  const of = (sample: Sample): Pick<Sample, "delivered" | "dead"> =>
    consumer === undefined ? sample : (sample.consumers[consumer] ?? { delivered: 0, dead: 0 });
  return {
    title: "Deliveries",
    format: perMinute,
    series: [
      { label: "delivered", tone: "good", values: rates(samples, (each) => of(each).delivered) },
      { label: "given up", tone: "bad", values: rates(samples, (each) => of(each).dead) },
    ],
  };
}

function waiting(samples: readonly Sample[], consumer?: string): TrendChart {
  const of = (sample: Sample): Pick<Sample, "scheduled" | "dead"> =>
    consumer === undefined ? sample : (sample.consumers[consumer] ?? { scheduled: 0, dead: 0 });
  return {
    title: "Open deliveries",
    format: shortCount,
    series: [
      { label: "scheduled", tone: "busy", values: samples.slice(1).map((each) => of(each).scheduled) },
      { label: "dead", tone: "bad", values: samples.slice(1).map((each) => of(each).dead) },
    ],
  };
}

function backlog(samples: readonly Sample[], consumer?: string): TrendChart {
  const of = (sample: Sample): number =>
    consumer === undefined ? sample.backlogAgeSeconds : (sample.consumers[consumer]?.backlogAgeSeconds ?? 0);
  return {
    title: "Backlog age",
    format: duration,
    series: [{ label: "oldest", tone: "warn", values: samples.slice(1).map(of) }],
  };
}

/** Against the shortest deadline among the providers: what is under its line is in time everywhere. */
function answers(
  samples: readonly Sample[],
  sources: readonly SourceReport[],
  names: readonly string[],
): TrendChart {
  const deadlines = sources
    .filter(({ source }) => names.includes(source))
    .flatMap(({ acknowledgements }) => acknowledgements?.deadlineSeconds ?? []);
  const deadline = deadlines.length === 0 ? "" : `; the shortest deadline is ${Math.min(...deadlines)} s`;
  return {
    title: `Acknowledgement p99${deadline}`,
    format: (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`,
    series: [
      {
        label: "slowest source",
        tone: "busy",
        values: samples.slice(1).map((sample) => {
          const found = names.flatMap((name) => sample.sources[name]?.p99Milliseconds ?? []);
          return found.length === 0 ? null : Math.max(...found);
        }),
      },
    ],
  };
}

/** What came in a minute, between each sample and the one before. A total that fell began anew: nothing is said then. */
function rates(samples: readonly Sample[], total: (sample: Sample) => number): readonly (number | null)[] {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index];
    if (before === undefined) return null;
    const more = total(sample) - total(before);
    const minutes = (sample.time - before.time) / 60_000;
    return more < 0 || minutes <= 0 ? null : more / minutes;
  });
}

function perMinute(value: number): string {
  return `${value < 10 && value > 0 ? value.toFixed(1) : shortCount(Math.round(value))}/min`;
}
