import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ConsumerSample, Sample } from "../../server/trends.ts";
import { Chart } from "../part/chart.tsx";
import { shortCount } from "../part/count.ts";
import { Note } from "../part/notice.tsx";
import { useTrends } from "./use-trends.ts";

/** How a consumer's attempts went in the last hour: those that did it, and those that failed. */
export function AttemptsChart({ consumer }: { consumer: string }): JSX.Element {
  const samples = useTrends();
  const { times, done, failed } = useMemo(() => attemptsOf(samples, consumer), [samples, consumer]);
  if (times.length < 2) return <Note>The chart of attempts begins after half a minute.</Note>;
  return (
    <section class="card">
      <Chart
        title="Attempts a minute"
        times={times}
        series={[
          { label: "done", tone: "good", values: done },
          { label: "failed", tone: "bad", values: failed },
        ]}
        format={(value) => shortCount(Math.round(value * 10) / 10)}
      />
    </section>
  );
}

function attemptsOf(
  samples: readonly Sample[],
  consumer: string,
): {
  readonly times: readonly number[];
  readonly done: readonly (number | null)[];
  readonly failed: readonly (number | null)[];
} {
  const rate = (of: (sample: ConsumerSample) => number): readonly (number | null)[] =>
    samples.slice(1).map((sample, index) => {
      const [one, other] = [samples[index]?.consumers[consumer], sample.consumers[consumer]];
      const minutes = (sample.time - (samples[index]?.time ?? 0)) / 60_000;
      return one === undefined || other === undefined ? null : Math.max(0, of(other) - of(one)) / minutes;
    });
  return {
    times: samples.slice(1).map(({ time }) => time / 1000),
    done: rate(({ delivered }) => delivered),
    failed: rate(({ failedAttempts = 0 }) => failedAttempts),
  };
}
