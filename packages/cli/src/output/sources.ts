import type { SourceReport } from "@hookyard/core/operator/operator";
import { formatNumber } from "./count.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { type Cell, type Column, renderTable } from "./table.ts";
import { textWidth } from "./text-width.ts";
import { relativeTime } from "./time.ts";

export interface SourcesView {
  readonly now: Date;
  readonly paint: Paint;
  /** Whether the router is at hand: without it nobody knows the providers and the secrets. */
  readonly isDefined: boolean;
  /** Columns of the terminal, where there is one. */
  readonly width?: number;
}

interface SourceColumn extends Column {
  readonly cell: (source: SourceReport) => Cell;
}

/** Sources, a line each, and apart from them why requests were refused; a section may be empty. */
export function sourcesSections(sources: readonly SourceReport[], view: SourcesView): readonly string[] {
  if (sources.length === 0) return ["No source has received anything.\n"];
  return [sourcesTable(sources, view), refusalsTable(sources, view)];
}

function sourcesTable(
  sources: readonly SourceReport[],
  { now, paint, isDefined, width }: SourcesView,
): string {
  const address: SourceColumn = { title: "URL", cell: ({ url, path }) => url ?? path };
  const who = isDefined ? [name, provider] : [name];
  const what = [...(isDefined ? [secrets] : []), ...counters(sources), lastEvent(now)];
  const columns = [...who, ...what];
  const whole = [...who, address, ...what];
  const table = (shown: readonly SourceColumn[], fit: boolean): string =>
    renderTable({
      columns: shown,
      rows: sources.map((source) => shown.map(({ cell }) => cell(source))),
      paint: fit ? paint : (_style, text) => text,
      ...(fit && width !== undefined ? { width } : {}),
    });
  if (width === undefined || widest(table(whole, false)) <= width) return table(whole, true);
  // Too wide with an address on each line: they differ in the source's name alone.
  return `${table(columns, true)}\n${paint("dim", "URL")} ${printable(commonUrl(sources))}\n`;
}

const name: SourceColumn = { title: "SOURCE", cell: ({ source }) => ({ text: source, style: "bold" }) };
const provider: SourceColumn = { title: "PROVIDER", cell: (source) => source.provider };

const secrets: SourceColumn = { title: "SECRETS", cell: (source) => secretsCell(source.secrets) };

function lastEvent(now: Date): SourceColumn {
  return {
    title: "LAST EVENT",
    shrink: true,
    cell: ({ lastEvent: last }) =>
      last === undefined ? "never" : `${relativeTime(last.receivedtime, now)}, ${last.type}`,
  };
}

/** Duplicates, conflicts and refusals take a column only where there are any. */
function counters(sources: readonly SourceReport[]): readonly SourceColumn[] {
  const number = (title: string, of: (source: SourceReport) => number, warns: boolean): SourceColumn => ({
    title,
    align: "right",
    cell: (source) => numberCell(of(source), warns),
  });
  const rare = [
    { title: "DUPLICATES", of: (source: SourceReport) => source.duplicates, warns: false },
    { title: "CONFLICTS", of: (source: SourceReport) => source.conflicts, warns: true },
    { title: "REFUSED", of: refusedCount, warns: true },
  ].filter(({ of }) => sources.some((source) => of(source) > 0));
  return [
    number("ACCEPTED", ({ accepted }) => accepted, false),
    ...rare.map(({ title, of, warns }) => number(title, of, warns)),
  ];
}

function refusedCount({ refused }: SourceReport): number {
  return refused.reduce((sum, { count }) => sum + count, 0);
}

function numberCell(number: number, warns: boolean): Cell {
  const text = formatNumber(number);
  return warns && number > 0 ? { text, style: "yellow" } : text;
}

function secretsCell({ count, origin }: SourceReport["secrets"]): Cell {
  switch (origin) {
    case "none":
      return { text: "none", style: "red" };
    case "local":
      return "made here";
    case "environment":
      return count === 1 ? "environment" : `environment (${count})`;
  }
}

function commonUrl(sources: readonly SourceReport[]): string {
  const [first] = sources;
  const url = first?.url ?? first?.path ?? "";
  return url.replace(/[^/]*$/, "<source>");
}

function widest(table: string): number {
  return Math.max(...table.split("\n").map(textWidth));
}

function refusalsTable(sources: readonly SourceReport[], { now, paint }: SourcesView): string {
  const rows = sources.flatMap(({ source, refused }) =>
    refused.map(({ reason, count, lastTime, explanation }) => [
      source,
      reason,
      formatNumber(count),
      relativeTime(lastTime, now),
      explanation?.message ?? "",
    ]),
  );
  if (rows.length === 0) return "";
  const columns = [
    { title: "REFUSED AT" },
    { title: "REASON" },
    { title: "TIMES", align: "right" },
    { title: "LAST" },
    { title: rows.some((row) => row[4] !== "") ? "LAST EXPLANATION" : "" },
  ] as const;
  return renderTable({ columns, rows, paint });
}
