import type { DeadLetterSummary } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { count } from "../output/count.ts";
import { letterGroupsTable } from "../output/letter-groups.ts";
import { renderTable } from "../output/table.ts";
import { fullTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { addFilterOptions, filterFlags, type FilterOptions, readFilter } from "./dead-letter-filter.ts";
import { withOperator } from "./operator.ts";
import { nonEmpty, wholeNumber } from "./option-value.ts";
import { refuseWords } from "./subcommand-check.ts";

interface DeadLettersListOptions extends FilterOptions {
  readonly each?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

/** `hookyard dead-letters list`, which is also `hookyard dead-letters`. */
export function addDeadLettersList(letters: Command, context: CommandContext): void {
  addCommand<DeadLettersListOptions>(letters, context, {
    name: "list",
    isDefault: true,
    summary: "count dead letters by consumer and reason, or list each",
    description: "Counts dead letters by consumer, reason and error; with --each, lists them, oldest first.",
    configure: (command) => {
      addFilterOptions(command, context.io);
      command
        .option("--each", "list each letter in place of groups")
        .option("--limit <number>", "how many, with --each", wholeNumber(1, 1000), 20)
        .option("--cursor <cursor>", "go on from an earlier list, with --each", nonEmpty)
        .allowExcessArguments();
    },
    examples: [
      ["hookyard dead-letters", "what failed, grouped"],
      ["hookyard dead-letters --consumer fulfil-order --each", "each letter of one consumer"],
    ],
    reachesStages: true,
    run: listLetters,
  });
}

async function listLetters(call: Call<DeadLettersListOptions>): Promise<0> {
  refuseWords(
    "dead-letters",
    call.args,
    ["list", "show", "replay", "discard", "checkout", "edit", "wait"],
    (word) => word.includes(":"),
  );
  if (call.options.each === true) await listEach(call);
  else await listGroups(call);
  return 0;
}

async function listGroups(call: Call<DeadLettersListOptions>): Promise<void> {
  const { io, json, paint, hint } = call;
  const filter = readFilter(call.options);
  const groups = await withOperator(call, ({ operator }) => operator.deadLetterGroups(filter));
  if (json) return writeJson(io, { groups });
  if (groups.length === 0) return io.stdout.write(nothing(call.options));
  const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
  io.stdout.write(letterGroupsTable(groups, { now: io.now(), paint, ...width }));
  if (!io.stdout.isTTY) return;
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const flags = filterFlags(filter);
  const [first] = groups;
  const hints = [
    `One of them: ${hint(`dead-letters show ${shellWord(first?.sample ?? "")}`)}`,
    `Send ${total === 1 ? "it" : `all ${count(total, "letter")}`} again: ${hint(`dead-letters replay${flags}`)}`,
  ];
  io.stdout.write(`\n${hints.map((line) => `${paint("dim", line)}\n`).join("")}`);
}

async function listEach(call: Call<DeadLettersListOptions>): Promise<void> {
  const { io, json, paint, options, hint } = call;
  const filter = readFilter(options);
  const page = { limit: options.limit, ...(options.cursor === undefined ? {} : { cursor: options.cursor }) };
  const { rows, next } = await withOperator(call, ({ operator }) => operator.deadLetters(filter, page));
  if (json) return writeJson(io, { letters: rows, ...(next === undefined ? {} : { next }) });
  if (rows.length === 0) return io.stdout.write(nothing(options));
  io.stdout.write(lettersTable(call, rows));
  if (next === undefined || !io.stdout.isTTY) return;
  const more = hint(
    `dead-letters --each${filterFlags(filter)} --limit ${page.limit} --cursor ${shellWord(next)}`,
  );
  io.stdout.write(`\n${paint("dim", `More: ${more}`)}\n`);
}

function nothing(options: DeadLettersListOptions): string {
  return Object.keys(readFilter(options)).length === 0 ? "No dead letters.\n" : "No dead letters fit.\n";
}

function lettersTable({ io, paint }: Call<object>, letters: readonly DeadLetterSummary[]): string {
  return renderTable({
    columns: [
      { title: "DEAD" },
      { title: "LETTER" },
      { title: "TYPE" },
      { title: "ATTEMPTS", align: "right" },
      { title: "REASON" },
      { title: "ERROR", shrink: true },
    ],
    rows: letters.map((letter) => [
      fullTime(letter.deadTime, io.now()),
      { text: letter.id, style: "bold" },
      letter.type,
      String(letter.attempts),
      letter.reason,
      `${letter.errorName}: ${letter.errorMessage}`,
    ]),
    paint,
    ...(io.stdout.isTTY ? { width: io.stdout.columns } : {}),
  });
}
