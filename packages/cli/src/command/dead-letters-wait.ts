import type { Command } from "commander";
import type { ExitCode } from "../failure.ts";
import { count, formatNumber } from "../output/count.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { addFilterOptions, type FilterOptions, readFilter } from "./dead-letter-filter.ts";
import { withOperator } from "./operator.ts";
import { span, wholeNumber } from "./option-value.ts";

interface WaitOptions extends FilterOptions {
  readonly max: number;
  readonly for?: number;
}

const lookMilliseconds = 1_000;

/** `hookyard dead-letters wait`. */
export function addDeadLettersWait(letters: Command, context: CommandContext): void {
  addCommand<WaitOptions>(letters, context, {
    name: "wait",
    reachesStages: true,
    summary: "exit 1 when there are more than --max, for scripts",
    description:
      "Exits 0 when no more than --max dead letters fit, 1 as soon as there are more. With --for it keeps looking for that long: a deploy can wait for it.",
    configure: (command) => {
      command
        .requiredOption("--max <number>", "so many are fine", wholeNumber(0, 1_000_000_000))
        .option("--for <time>", "keep looking so long: 5min (default: look once)", span);
      addFilterOptions(command, context.io);
    },
    examples: [
      ["hookyard dead-letters wait --max 0", "is anything dead?"],
      ["hookyard dead-letters wait --max 10 --since 1min --for 5min", "watch five minutes after a deploy"],
    ],
    run: wait,
  });
}

async function wait(call: Call<WaitOptions>): Promise<ExitCode> {
  const { io, json, options } = call;
  const filter = readFilter(options);
  const stop = io.stopSignal();
  return withOperator<ExitCode>(call, async ({ operator }) => {
    const end = io.now().getTime() + (options.for ?? 0) * 1000;
    for (;;) {
      const groups = await operator.deadLetterGroups(filter);
      const found = groups.reduce((sum, group) => sum + group.count, 0);
      const left = end - io.now().getTime();
      const isOver = found > options.max;
      if (isOver || left <= 0 || stop.aborted) {
        if (json) writeJson(io, { count: found, max: options.max, over: isOver });
        else io.stdout.write(`${count(found, "dead letter")}; ${formatNumber(options.max)} are fine.\n`);
        return isOver || stop.aborted ? 1 : 0;
      }
      await io.wait(Math.min(lookMilliseconds, left), stop);
    }
  });
}
