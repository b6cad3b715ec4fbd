import type { SourceReport } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { formatNumber } from "../output/count.ts";
import type { Cell } from "../output/table.ts";
import { renderTable } from "../output/table.ts";
import { relativeTime } from "../output/time.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

/** `hookyard sources`. */
export function addSources(program: Command, context: CommandContext): void {
  addCommand(program, context, {
    name: "sources",
    summary: "list each source: provider, URL, secrets, last event, failures",
    description: "Lists the sources of the router with what has come in at each.",
    examples: [["hookyard sources", "one line a source, and why requests were refused"]],
    run: showSources,
  });
}

async function showSources(call: Call<object>): Promise<0> {
  const { io, json } = call;
  const { sources, mode } = await withOperator(call, async ({ operator, mode }) => ({
    sources: await operator.sources(),
    mode,
  }));
  if (json) {
    writeJson(io, { mode, sources });
    return 0;
  }
  io.stdout.write(sourcesTable(call, sources));
  io.stdout.write(refusals(call, sources));
  if (mode === "stopped") {
    io.stdout.write(
      `\n${call.paint("dim", "Hookyard is not running here. Start it with: npx hookyard start")}\n`,
    );
  }
  return 0;
}

function sourcesTable({ io, paint }: Call<object>, sources: readonly SourceReport[]): string {
  if (sources.length === 0) return "The router has no sources.\n";
  return renderTable({
    columns: [
      { title: "SOURCE" },
      { title: "PROVIDER" },
      { title: "URL" },
      { title: "SECRETS" },
      { title: "ACCEPTED", align: "right" },
      { title: "DUPLICATES", align: "right" },
      { title: "CONFLICTS", align: "right" },
      { title: "REFUSED", align: "right" },
      { title: "LAST EVENT", shrink: true },
    ],
    rows: sources.map((source) => sourceRow(source, io.now())),
    paint,
    ...(io.stdout.isTTY ? { width: io.stdout.columns } : {}),
  });
}

function sourceRow(source: SourceReport, now: Date): readonly Cell[] {
  const refused = source.refused.reduce((sum, { count }) => sum + count, 0);
  const { lastEvent } = source;
  return [
    { text: source.source, style: "bold" },
    source.provider,
    source.url ?? source.path,
    secretsCell(source.secrets),
    formatNumber(source.accepted),
    formatNumber(source.duplicates),
    warningCell(source.conflicts),
    warningCell(refused),
    lastEvent === undefined ? "never" : `${relativeTime(lastEvent.receivedtime, now)}, ${lastEvent.type}`,
  ];
}

function secretsCell({ count, origin }: SourceReport["secrets"]): Cell {
  switch (origin) {
    case "none":
      return { text: "none", style: "red" };
    case "local":
      return "made here";
    case "environment":
      return count === 1 ? "1 from environment" : `${count} from environment`;
  }
}

function warningCell(number: number): Cell {
  return number === 0 ? "0" : { text: formatNumber(number), style: "yellow" };
}

function refusals({ io, paint }: Call<object>, sources: readonly SourceReport[]): string {
  const rows = sources.flatMap(({ source, refused }) =>
    refused.map(({ reason, count, lastTime }) => [
      source,
      reason,
      formatNumber(count),
      relativeTime(lastTime, io.now()),
    ]),
  );
  if (rows.length === 0) return "";
  const columns = [
    { title: "REFUSED AT" },
    { title: "REASON" },
    { title: "TIMES", align: "right" },
    { title: "LAST" },
  ] as const;
  return `\n${renderTable({ columns, rows, paint })}`;
}
