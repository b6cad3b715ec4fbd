import { type EventsFrom, eventsFrom } from "@hookyard/core/replay/replay-request";
import { type Command, Option } from "commander";
import { CommandFailure, type ExitCode } from "../failure.ts";
import { addCommand, type Call, type CommandContext } from "./command.ts";
import { refuseUnasked } from "./letter-change.ts";
import { moment, nonEmpty, typePattern } from "./option-value.ts";
import { replayAsJob } from "./replay-job.ts";
import { addPaceOptions, addRouterOption, type PaceOptions, readPace } from "./replay-options.ts";
import { withDefinedOperator } from "./stopped-router.ts";

interface ArchiveOptions extends PaceOptions {
  readonly since: string;
  readonly until?: string;
  readonly type?: string;
  readonly source?: string;
  readonly consumer?: string;
  readonly from?: EventsFrom;
}

/** `hookyard replay`. */
export function addReplay(program: Command, context: CommandContext): void {
  addCommand<ArchiveOptions>(program, context, {
    name: "replay",
    reachesStages: true,
    summary: "send accepted events again, from the archive: plans, asks, then does it as a job",
    description:
      "Sends accepted events again to every consumer whose pattern matches today, or to one of them. What a consumer has done already is skipped, so a new consumer can be fed last week's events and nobody else sees them twice.",
    configure: (command) => {
      command
        .requiredOption(
          "--since <time>",
          "received since: 2h, 7d, or 2026-05-01T10:00:00Z",
          moment(context.io),
        )
        .option("--until <time>", "received before; as --since (default: now)", moment(context.io))
        .option("--type <type>", "only of this type; 'payment.*' for all that begin so", typePattern)
        .option("--source <name>", "only of this source", nonEmpty)
        .option("--consumer <name>", "only to this consumer", nonEmpty)
        .addOption(
          new Option(
            "--from <way>",
            "on AWS: table sends event by event, at a rate; archive has EventBridge send (default: what serves)",
          ).choices(eventsFrom),
        );
      addPaceOptions(command);
      addRouterOption(command);
    },
    examples: [
      ["hookyard replay --since 7d --consumer send-newsletter", "feed a new consumer last week's events"],
      ["hookyard replay --since 2h --type 'payment.*' --again", "run them all once more, after a fix"],
    ],
    run: replay,
  });
}

async function replay(call: Call<ArchiveOptions>): Promise<ExitCode> {
  const { io, options } = call;
  refuseUnasked(call);
  const { since, until = io.now().toISOString(), type, source, consumer, from } = options;
  const query = {
    since,
    until,
    ...(type !== undefined && { type }),
    ...(source !== undefined && { source }),
    ...(consumer !== undefined && { consumer }),
  };
  return withDefinedOperator(call, (open) => {
    const { replays } = open.operator;
    if (replays === undefined) {
      throw new CommandFailure("not_supported", "This engine has no archive to replay from yet.");
    }
    const request = {
      what: { kind: "archive", query, ...(from !== undefined && { from }) },
      to: { kind: "consumer" },
      force: false,
      ...readPace(options),
    } as const;
    return replayAsJob(call, { open, replays, request });
  });
}
