import type { ReplayTarget } from "@hookyard/core/replay/replay-request";
import type { Command } from "commander";
import type { ExitCode } from "../failure.ts";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { addFilterOptions, readFilter } from "./dead-letter-filter.ts";
import { type ChangeOptions, changeLetters } from "./letter-change.ts";
import { replayAsJob } from "./replay-job.ts";
import {
  addPaceOptions,
  addRouterOption,
  type PaceOptions,
  readPace,
  refuseCredentials,
  replayTarget,
} from "./replay-options.ts";

interface ReplayOptions extends ChangeOptions, PaceOptions {
  readonly to?: ReplayTarget;
  readonly force?: boolean;
}

/** `hookyard dead-letters replay`. */
export function addDeadLettersReplay(letters: Command, context: CommandContext): void {
  addCommand<ReplayOptions>(letters, context, {
    name: "replay",
    reachesStages: true,
    summary: "send dead letters again: plans, asks, then does it as a job",
    description:
      "Sends dead letters again, each to its own consumer, oldest first: a few, then, when they go well, more and more up to --rate. The job is the engine's: it can be paused, resumed and looked at (hookyard jobs), and outlives this command.",
    configure: (command) => {
      addFilterOptions(command, context.io);
      command
        .option(
          "--to <where>",
          "consumer (its own), bus (all that match), or an address to debug with",
          replayTarget,
        )
        .option("--force", "also those that have failed in three generations");
      addPaceOptions(command);
      addRouterOption(command);
    },
    examples: [
      ["hookyard dead-letters replay --dry-run", "what would be sent again"],
      [
        "hookyard dead-letters replay --consumer fulfil-order --since 2h",
        "one consumer's, of the last two hours",
      ],
      ["hookyard dead-letters replay --error timeout --rate 5/s --yes", "slowly, without asking"],
      [
        "hookyard dead-letters replay --id evt_1:fulfil-order --to http://localhost:4000",
        "one, to a debugger",
      ],
    ],
    run: replay,
  });
}

async function replay(call: Call<ReplayOptions>): Promise<ExitCode> {
  const { options } = call;
  const { rate, to = { kind: "consumer" }, force = false } = options;
  refuseCredentials(to);
  return changeLetters(call, {
    verb: "Replay",
    doing: "Replaying",
    done: "replayed",
    command: `dead-letters replay${rate === undefined ? "" : ` --rate ${rate}`}`,
    ...(rate === undefined ? {} : { rate }),
    needsRouter: to.kind === "bus",
    asJob: (open, replays) => {
      const what = { kind: "dead-letters", filter: readFilter(options) } as const;
      return replayAsJob(call, { open, replays, request: { what, to, force, ...readPace(options) } });
    },
    change: (operator, filter, limit) => operator.replayDeadLetters(filter, limit),
    afterwards: (mode) =>
      mode === "running"
        ? `What fails again comes back: ${call.hint("dead-letters")}`
        : "Hookyard is not running here: they are sent when it starts.",
  });
}
