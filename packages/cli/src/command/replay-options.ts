import {
  defaultReplayLimits,
  type ReplayRequest,
  type ReplayTarget,
} from "@hookyard/core/replay/replay-request";
import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../failure.ts";
import { nonEmpty, perSecond, share, span, wholeNumber } from "./option-value.ts";

/** How carefully a replay goes. */
export interface PaceOptions {
  readonly rate?: number;
  readonly canary: number;
  readonly maxBacklogAge?: number;
  readonly maxFailures?: number;
  readonly again?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly router?: string;
}

/** Adds the options of a replay but for what is replayed. */
export function addPaceOptions(command: Command): void {
  const { canary, ratePerSecond, maxBacklogAgeSeconds, maxFailureShare } = defaultReplayLimits;
  command
    .option(
      "--rate <number>",
      `a second to each consumer, at most, after a ramp (default: ${ratePerSecond}/s)`,
      perSecond,
    )
    .option("--canary <number>", "so many go first and must go well; 0: none", wholeNumber(0, 10_000), canary)
    .option(
      "--max-backlog-age <time>",
      `hold while the consumer's own backlog is older (default: ${maxBacklogAgeSeconds}s)`,
      span,
    )
    .option(
      "--max-failures <share>",
      `pause when more than this share fails again (default: ${maxFailureShare * 100}%)`,
      share,
    )
    .option("--again", "also to consumers that have done the event already")
    .option("--detach", "begin, and do not wait for the end")
    .option("--dry-run", "show the plan and stop")
    .option("--yes", "do not ask");
}

/** Adds the option for a router where no process runs that knows one. */
export function addRouterOption(command: Command): void {
  command.option(
    "--router <file>",
    "the router, where Hookyard is not running (default: the repository's)",
    nonEmpty,
  );
}

/** Reads where letters go: `consumer`, `bus`, or an address. */
export function replayTarget(text: string): ReplayTarget {
  if (text === "consumer" || text === "bus") return { kind: text };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === "http:" || url.protocol === "https:")) {
    return { kind: "http", url: url.href };
  }
  throw new InvalidArgumentError(
    "Write consumer (its own), bus (all that match), or an address such as http://localhost:4000.",
  );
}

/** Refuses an address that holds a password: jobs are kept and shown. Throws `UsageError`, which does not repeat it. */
export function refuseCredentials(to: ReplayTarget): void {
  if (to.kind !== "http" || new URL(to.url).username === "") return;
  throw new UsageError("--to: leave out the user and password of the address. Jobs are kept and shown.");
}

/** The options as the part of a request that they are. */
export function readPace(options: PaceOptions): Pick<ReplayRequest, "limits" | "again"> {
  return {
    again: options.again === true,
    limits: {
      canary: options.canary,
      ratePerSecond: options.rate ?? defaultReplayLimits.ratePerSecond,
      maxBacklogAgeSeconds: options.maxBacklogAge ?? defaultReplayLimits.maxBacklogAgeSeconds,
      maxFailureShare: options.maxFailures ?? defaultReplayLimits.maxFailureShare,
    },
  };
}
