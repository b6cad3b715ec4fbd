import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import type { JobReport } from "@hookyard/core/replay/job";
import type { Command } from "commander";
import { CommandFailure, type ExitCode } from "../failure.ts";
import { jobsTable, jobText } from "../output/job.ts";
import { printable } from "../output/printable.ts";
import { addCommand, addGroup, type Call, type CommandContext, writeJson } from "./command.ts";
import { exitCodeOf, followJob, outcomeText } from "./follow-job.ts";
import { type OpenOperator, withOperator } from "./operator.ts";
import { nonEmpty, wholeNumber } from "./option-value.ts";
import { refuseWords } from "./subcommand-check.ts";

interface ListOptions {
  readonly limit: number;
  readonly cursor?: string;
}

interface FollowOptions {
  readonly detach?: boolean;
}

/** `hookyard jobs`. */
export function addJobs(program: Command, context: CommandContext): void {
  const jobs = addGroup(program, context, {
    name: "jobs",
    summary: "replays as they run: look, follow, pause, resume, cancel",
    description: "Replay jobs. The engine keeps and runs them; these commands only look and tell.",
  });
  addCommand<ListOptions>(jobs, context, {
    name: "list",
    isDefault: true,
    reachesStages: true,
    summary: "the newest jobs",
    description: "Lists replay jobs, newest first.",
    configure: (command) =>
      command
        .option("--limit <number>", "how many", wholeNumber(1, 1000), 20)
        .option("--cursor <cursor>", "go on from an earlier list", nonEmpty)
        .allowExcessArguments(),
    examples: [["hookyard jobs", "the newest jobs"]],
    run: list,
  });
  addCommand(jobs, context, {
    name: "show <id>",
    reachesStages: true,
    summary: "one job: how far it is, what it waits for, what failed",
    description: "Shows one job.",
    examples: [["hookyard jobs show job_7f3a", "how far it is"]],
    run: (call) =>
      onJob(call, async (replays, id) => {
        const job = await replays.job(id);
        if (job === undefined)
          throw new CommandFailure("not_found", `There is no job ${printable(id)} here.`);
        if (call.json) writeJson(call.io, job);
        else call.io.stdout.write(jobText(job, { now: call.io.now(), paint: call.paint }));
        return 0;
      }),
  });
  addCommand(jobs, context, {
    name: "follow <id>",
    reachesStages: true,
    summary: "watch a job until it ends or stands still",
    description: "Watches a job with a progress bar. Ctrl-C pauses it.",
    examples: [["hookyard jobs follow job_7f3a", "after a lost connection"]],
    run: (call) =>
      onJob(call, async (replays, id, open) => {
        const job = await replays.job(id);
        if (job === undefined)
          throw new CommandFailure("not_found", `There is no job ${printable(id)} here.`);
        return told(call, replays, open, job);
      }),
  });
  addCommand(jobs, context, {
    name: "pause <id>",
    reachesStages: true,
    summary: "send nothing more until it is resumed",
    description: "Pauses a job. What is on its way goes on.",
    examples: [["hookyard jobs pause job_7f3a", "hold it"]],
    run: (call) =>
      onJob(call, async (replays, id) => {
        const job = await replays.pauseJob(id);
        if (call.json) writeJson(call.io, job);
        else call.io.stdout.write(outcomeText(call, job));
        return 0;
      }),
  });
  addCommand<FollowOptions>(jobs, context, {
    name: "resume <id>",
    reachesStages: true,
    summary: "go on with a paused job, a canary first",
    description: "Goes on with a paused job: a canary first, then the ramp. Watches it, as replay does.",
    configure: (command) => command.option("--detach", "do not wait for the end"),
    examples: [["hookyard jobs resume job_7f3a", "after the consumer was mended"]],
    run: (call) =>
      onJob(call, async (replays, id, open) => {
        const job = await replays.resumeJob(id);
        return told(call, replays, open, job);
      }),
  });
  addCommand(jobs, context, {
    name: "cancel <id>",
    reachesStages: true,
    summary: "give a job up; what was not sent stays dead",
    description: "Gives a job up for good. What is on its way goes on, the rest stays as it is.",
    examples: [["hookyard jobs cancel job_7f3a", "give it up"]],
    run: (call) =>
      onJob(call, async (replays, id) => {
        const job = await replays.cancelJob(id);
        if (call.json) writeJson(call.io, job);
        else call.io.stdout.write(outcomeText(call, job));
        return 0;
      }),
  });
}

async function list(call: Call<ListOptions>): Promise<ExitCode> {
  const { io, json, paint, options } = call;
  refuseWords("jobs", call.args, ["list", "show", "follow", "pause", "resume", "cancel"], (word) =>
    word.startsWith("job_"),
  );
  return withOperator<ExitCode>(call, async ({ operator }) => {
    const { rows, next } = await replaysOf(operator.replays).jobs({
      limit: options.limit,
      ...(options.cursor !== undefined && { cursor: options.cursor }),
    });
    if (json) writeJson(io, { jobs: rows, ...(next !== undefined && { next }) });
    else if (rows.length === 0) io.stdout.write("No jobs.\n");
    else {
      const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
      io.stdout.write(jobsTable(rows, { now: io.now(), paint, ...width }));
    }
    return 0;
  });
}

function onJob(
  call: Call<object>,
  work: (replays: ReplayOperator, id: string, open: OpenOperator) => Promise<ExitCode>,
): Promise<ExitCode> {
  const [id = ""] = call.args;
  return withOperator(call, (open) => work(replaysOf(open.operator.replays), id, open));
}

/** Follows a job that runs and says how it came out. */
async function told(
  call: Call<FollowOptions>,
  replays: ReplayOperator,
  { mode }: OpenOperator,
  job: JobReport,
): Promise<ExitCode> {
  const isLeft = call.options.detach === true || mode === "stopped";
  const end = isLeft ? job : await followJob(call, replays, job);
  if (call.json) writeJson(call.io, end);
  else call.io.stdout.write(outcomeText(call, end));
  if (!call.json && mode === "stopped" && end.state === "running") {
    call.io.stdout.write("Hookyard is not running here: the job goes on when it starts.\n");
  }
  return exitCodeOf(end);
}

/** Throws `CommandFailure` where the engine has no jobs. */
function replaysOf(replays: ReplayOperator | undefined): ReplayOperator {
  if (replays !== undefined) return replays;
  throw new CommandFailure("not_supported", "This engine has no replay jobs yet.");
}
