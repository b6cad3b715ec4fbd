import type { RefusedSummary } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { renderTable } from "../output/table.ts";
import { fullTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";
import { nonEmpty, wholeNumber } from "./option-value.ts";
import {
  addRefusedFilterOptions,
  readRefusedFilter,
  refusedFilterFlags,
  type RefusedFilterOptions,
} from "./refused-filter.ts";
import { refuseWords } from "./subcommand-check.ts";

interface RefusedListOptions extends RefusedFilterOptions {
  readonly limit: number;
  readonly cursor?: string;
}

/** `hookyard refused list`, which is also `hookyard refused`. */
export function addRefusedList(refused: Command, context: CommandContext): void {
  addCommand<RefusedListOptions>(refused, context, {
    name: "list",
    isDefault: true,
    summary: "list what was refused and is kept, newest first, with what explains it",
    description:
      "Lists refused requests that are kept, newest first. Only the last of each source are: old ones give way.",
    configure: (command) => {
      addRefusedFilterOptions(command, context.io);
      command
        .option("--limit <number>", "how many", wholeNumber(1, 1000), 20)
        .option("--cursor <cursor>", "go on from an earlier list", nonEmpty)
        .allowExcessArguments();
    },
    examples: [
      ["hookyard refused", "what was refused last, and why"],
      ["hookyard refused --source stripe --since 2h", "at one source, in the last two hours"],
    ],
    reachesStages: true,
    run: listRefused,
  });
}

async function listRefused(call: Call<RefusedListOptions>): Promise<0> {
  refuseWords("refused", call.args, ["list", "show", "retry", "discard"], (word) => word.startsWith("ref_"));
  const { io, json, options, paint, hint } = call;
  const filter = readRefusedFilter(options);
  const page = { limit: options.limit, ...(options.cursor === undefined ? {} : { cursor: options.cursor }) };
  const { rows, next } = await withOperator(call, ({ operator }) => operator.refusedRequests(filter, page));
  if (json) {
    writeJson(io, { refused: rows, ...(next === undefined ? {} : { next }) });
    return 0;
  }
  const [first] = rows;
  if (first === undefined) {
    io.stdout.write(
      Object.keys(filter).length === 0 ? "No refused requests are kept.\n" : "No refused requests fit.\n",
    );
    return 0;
  }
  io.stdout.write(refusedTable(call, rows));
  if (!io.stdout.isTTY) return 0;
  const flags = refusedFilterFlags(filter);
  const hints = [
    `One of them: ${hint(`refused show ${first.id}`)}`,
    `When the secret is right: ${hint(`refused retry${flags}`)}`,
    ...(next === undefined
      ? []
      : [`More: ${hint(`refused${flags} --limit ${page.limit} --cursor ${shellWord(next)}`)}`]),
  ];
  io.stdout.write(`\n${hints.map((line) => `${paint("dim", line)}\n`).join("")}`);
  return 0;
}

/** Refused requests, a line each. */
export function refusedTable(
  { io, paint }: Pick<Call<object>, "io" | "paint">,
  rows: readonly RefusedSummary[],
): string {
  return renderTable({
    columns: [
      { title: "REFUSED" },
      { title: "ID" },
      { title: "SOURCE" },
      { title: "REASON" },
      { title: "EXPLANATION", shrink: true },
    ],
    rows: rows.map(({ id, source, receivedtime, reason, explanation }) => [
      fullTime(receivedtime, io.now()),
      { text: id, style: "bold" },
      source,
      reason,
      explanation.message,
    ]),
    paint,
    ...(io.stdout.isTTY ? { width: io.stdout.columns } : {}),
  });
}
