import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { JobReport } from "@hookyard/core/replay/job";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import { CommandFailure, type ExitCode } from "../failure.ts";
import { count } from "../output/count.ts";
import { archiveMinutes, jobReportText, waitWords } from "../output/job.ts";
import { createProgress } from "../output/progress.ts";
import { timeSpan } from "../output/time.ts";
import type { Call } from "./command.ts";

const lookMilliseconds = 250;
/** What was lost for so long is not coming back. */
const mostLostLooks = 40;

/**
 * Looks at a job until it ends or stands still, with a bar on a terminal. Ctrl-C pauses the job. A job is the engine's:
 * when this command ends in whatever way, nothing happens to it.
 */
export async function followJob(
  { io, hint }: Pick<Call<object>, "io" | "hint">,
  replays: ReplayOperator,
  first: JobReport,
): Promise<JobReport> {
  const stop = io.stopSignal();
  const progress = createProgress(
    io,
    "Replaying",
    first.plan.archive === undefined ? first.plan.count : archiveMinutes(first.plan.archive),
  );
  let job = first;
  let lost = 0;
  try {
    while (job.state === "running") {
      progress.update(howFar(job), note(job));
      await io.wait(lookMilliseconds, stop);
      if (stop.aborted) return await replays.pauseJob(job.id);
      try {
        job = (await replays.job(job.id)) ?? job;
        lost = 0;
      } catch (error) {
        if (!(error instanceof OperatorError) || ++lost > mostLostLooks) throw lostFailure(hint, job, error);
      }
    }
    return job;
  } finally {
    progress.end();
  }
}

/** Letters sent; where EventBridge's archive sends, minutes of events: nobody knows how many these are. */
function howFar({ sent, archive, plan }: JobReport): number {
  return archive === undefined || plan.archive === undefined
    ? sent
    : archiveMinutes({ since: plan.archive.since, until: archive.upto });
}

function note({ failedAgain, waitsFor, lanes, archive, sent }: JobReport): string {
  const failing = lanes.reduce((sum, lane) => sum + lane.failing, 0);
  const words = [
    ...(archive === undefined ? [] : [`${count(sent, "event")} so far`]),
    ...(failedAgain > 0 ? [`${failedAgain} failed again`] : []),
    ...(failing > 0 ? [`${failing} failing`] : []),
    ...(waitsFor === undefined || waitsFor === "rate"
      ? []
      : [`waits for ${waitWords[waitsFor] ?? waitsFor}`]),
  ];
  return words.length === 0 ? "" : `, ${words.join(", ")}`;
}

function lostFailure(hint: Call<object>["hint"], { id }: JobReport, cause: unknown): CommandFailure {
  return new CommandFailure(
    "connection_lost",
    `The connection to Hookyard is lost. The job is kept, and goes on when Hookyard runs: ${hint(`jobs follow ${id}`)}`,
    { cause },
  );
}

/** How a job came out, for people; with what to do where it did not end. */
export function outcomeText(
  { io, paint, hint }: Pick<Call<object>, "io" | "paint" | "hint">,
  job: JobReport,
): string {
  const milliseconds = io.now().getTime() - Date.parse(job.createdTime);
  const numbers = jobReportText(job);
  switch (job.state) {
    case "completed": {
      const again = job.failedAgain > 0 ? `What failed again: ${hint("dead-letters")}\n` : "";
      return `Completed in ${timeSpan(milliseconds)}: ${numbers}${paint("dim", again)}`;
    }
    case "paused":
      return `${paint("yellow", `Paused: ${job.pause?.message ?? ""}.`)}\n${numbers}Go on: ${hint(`jobs resume ${job.id}`)}\nGive it up: ${hint(`jobs cancel ${job.id}`)}\n`;
    case "cancelled":
      return `Cancelled. ${numbers}`;
    case "running":
      return `Job ${job.id} runs. ${hint(`jobs follow ${job.id}`)}\n`;
  }
}

/** 0 when all that was planned went well, or goes on without us. */
export function exitCodeOf({ state, failedAgain, left }: JobReport): ExitCode {
  if (state === "running") return 0;
  return state === "completed" && failedAgain === 0 && left === 0 ? 0 : 1;
}
