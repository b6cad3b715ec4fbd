import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { themeChanged } from "../theme.ts";

export interface ChartSeries {
  readonly label: string;
  /** Which of the style's colours: `good`, `bad`, `warn`, `busy`, `quiet`. */
  readonly tone: "good" | "bad" | "warn" | "busy" | "quiet";
  /** One a time; `null` leaves a gap. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** A value in words: `12 /min`. */
  readonly format: (value: number) => string;
}

const chartPixels = 150;

/** Lines over time. What they say last stands beside them as text, for who does not see them. */
export function Chart({ title, times, series, format }: ChartProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const data = (): uPlot.AlignedData => [[...times], ...series.map(({ values }) => [...values])];
  const shape = series.map(({ label, tone }) => `${label}:${tone}`).join();

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsFor(element, series, format), data(), element);
    };
    draw();
    const resized = new ResizeObserver(() => {
      plot.current?.setSize({ width: element.clientWidth, height: chartPixels });
    });
    resized.observe(element);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", draw);
    addEventListener(themeChanged, draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener("change", draw);
      removeEventListener(themeChanged, draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data()), [times, series]);

  return (
    <figure class="chart">
      <figcaption>
        <span class="chart-title">{title}</span>
        {series.map(({ label, tone, values }) => {
          const last = values.findLast((value) => value !== null);
          return (
            <span key={label} class={`chart-key chart-${tone}`}>
              {label} <strong>{last === undefined || last === null ? "–" : format(last)}</strong>
            </span>
          );
        })}
      </figcaption>
      <div ref={place} class="chart-place" aria-hidden="true" />
    </figure>
  );
}

/** Under five minutes the seconds tell the times apart. */
function isShort(splits: readonly number[]): boolean {
  return (splits.at(-1) ?? 0) - (splits[0] ?? 0) < 300;
}

function optionsFor(
  element: HTMLElement,
  series: readonly ChartSeries[],
  format: (value: number) => string,
): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: color("text-quiet"),
    grid: { stroke: color("line"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui, sans-serif",
  };
  return {
    width: element.clientWidth,
    height: chartPixels,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(high, 1) * 1.05] } },
    axes: [
      {
        ...axis,
        size: 26,
        space: 70,
        values: (_plot, splits) =>
          splits.map((each) =>
            new Date(each * 1000).toLocaleTimeString("en-GB", {
              timeStyle: isShort(splits) ? "medium" : "short",
            }),
          ),
      },
      { ...axis, size: 58, values: (_plot, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...series.map(({ label, tone }) => ({
        label,
        stroke: color(tone),
        width: 2,
        points: { show: false },
        spanGaps: false,
      })),
    ],
  };
}
