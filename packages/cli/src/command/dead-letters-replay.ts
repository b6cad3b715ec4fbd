import type { Command } from "commander";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { addFilterOptions } from "./dead-letter-filter.ts";
import { type ChangeOptions, changeLetters } from "./letter-change.ts";
import { perSecond } from "./option-value.ts";
import type { ExitCode } from "../failure.ts";

interface ReplayOptions extends ChangeOptions {
  readonly rate?: number;
}

/** `hookyard dead-letters replay`. */
export function addDeadLettersReplay(letters: Command, context: CommandContext): void {
  addCommand<ReplayOptions>(letters, context, {
    name: "replay",
    summary: "send dead letters again: plans, asks, then does it",
    description:
      "Sends dead letters again, each to its own consumer, oldest first. Shows what it would do and asks before it does.",
    configure: (command) => {
      addFilterOptions(command, context.io);
      command
        .option(
          "--rate <number>",
          "letters a second, such as 20/s; without it, as fast as they go",
          perSecond,
        )
        .option("--dry-run", "show the plan and stop")
        .option("--yes", "do not ask");
    },
    examples: [
      ["hookyard dead-letters replay --dry-run", "what would be sent again"],
      [
        "hookyard dead-letters replay --consumer fulfil-order --since 2h",
        "one consumer's, of the last two hours",
      ],
      ["hookyard dead-letters replay --error timeout --rate 5/s --yes", "slowly, without asking"],
    ],
    reachesStages: true,
    run: replay,
  });
}

function replay(call: Call<ReplayOptions>): Promise<ExitCode> {
  const { rate } = call.options;
  return changeLetters(call, {
    verb: "Replay",
    doing: "Replaying",
    done: "replayed",
    command: `dead-letters replay${rate === undefined ? "" : ` --rate ${rate}`}`,
    ...(rate === undefined ? {} : { rate }),
    change: (operator, filter, limit) => operator.replayDeadLetters(filter, limit),
    afterwards: (mode) =>
      mode === "running"
        ? `What fails again comes back: ${call.hint("dead-letters")}`
        : "Hookyard is not running here: they are sent when it starts.",
  });
}
