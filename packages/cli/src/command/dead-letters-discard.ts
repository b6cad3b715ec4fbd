import type { Command } from "commander";
import type { ExitCode } from "../failure.ts";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { addFilterOptions } from "./dead-letter-filter.ts";
import { type ChangeOptions, changeLetters } from "./letter-change.ts";
import { discardReason } from "./option-value.ts";
import { shellWord } from "../value/shell-word.ts";

interface DiscardOptions extends ChangeOptions {
  readonly reason: string;
}

/** `hookyard dead-letters discard`. */
export function addDeadLettersDiscard(letters: Command, context: CommandContext): void {
  addCommand<DiscardOptions>(letters, context, {
    name: "discard",
    summary: "give dead letters up, with a reason: plans, asks, then does it",
    description:
      "Ends dead letters. They stay in history as discarded, with the reason, and cannot be sent again.",
    configure: (command) => {
      command.requiredOption("--reason <text>", "why, for whoever reads the history", discardReason);
      addFilterOptions(command, context.io);
      command.option("--dry-run", "show the plan and stop").option("--yes", "do not ask");
    },
    examples: [
      ['hookyard dead-letters discard --reason "test data" --source stripe-test', "all of one source"],
      ['hookyard dead-letters discard --reason "refunded by hand" --id evt_1:fulfil-order', "one letter"],
    ],
    reachesStages: true,
    run: discard,
  });
}

function discard(call: Call<DiscardOptions>): Promise<ExitCode> {
  const { reason } = call.options;
  return changeLetters(call, {
    verb: "Discard",
    doing: "Discarding",
    done: "discarded",
    command: `dead-letters discard --reason ${shellWord(reason)}`,
    change: (operator, filter, limit) => operator.discardDeadLetters(filter, limit, reason),
    afterwards: () => "They stay in the history of their events as discarded.",
  });
}
