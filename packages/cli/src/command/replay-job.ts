import type { ReplayPlan } from "@hookyard/core/replay/plan";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import type { ReplayRequest } from "@hookyard/core/replay/replay-request";
import type { ExitCode } from "../failure.ts";
import { count } from "../output/count.ts";
import { replayPlanText } from "../output/replay-plan.ts";
import { type Call, writeJson } from "./command.ts";
import { exitCodeOf, followJob, outcomeText } from "./follow-job.ts";
import type { OpenOperator } from "./operator.ts";
import type { PaceOptions } from "./replay-options.ts";

export interface ReplayJobOptions {
  readonly open: OpenOperator;
  readonly replays: ReplayOperator;
  readonly request: ReplayRequest;
}

/** Plans, asks, begins a job and follows it: every replay goes this way. */
export async function replayAsJob(
  call: Call<Pick<PaceOptions, "dryRun" | "yes" | "detach">>,
  { open, replays, request }: ReplayJobOptions,
): Promise<ExitCode> {
  const { io, options, json, hint } = call;
  const noun = request.what.kind === "archive" ? "event" : "letter";
  // A million letters take seconds to count: whoever waits is told at once, and a terminal is wiped clean again.
  if (!json) io.stderr.write(`Counting ${noun}s …${io.stderr.isTTY ? "" : "\n"}`);
  const plan = await replays.planReplay(request);
  if (io.stderr.isTTY) io.stderr.write("\r\u001b[2K");
  const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
  if (!json) io.stdout.write(replayPlanText(plan, { now: io.now(), paint: call.paint, noun, ...width }));
  const isEmpty = plan.count === 0 && plan.archive === undefined;
  if (options.dryRun === true || isEmpty) {
    if (json) writeJson(io, { plan, dryRun: options.dryRun === true });
    else if (!isEmpty) io.stdout.write("\nNothing was changed: this was a dry run.\n");
    return 0;
  }
  const stop = io.stopSignal();
  if (options.yes !== true && !(await isConfirmed(call, plan, noun, stop))) {
    io.stdout.write("Nothing was changed.\n");
    return 1;
  }
  const id = `job_${Buffer.from(io.random(8)).toString("hex")}`;
  const started = await replays.startJob(id, asPlanned(request, plan));
  if (!json) io.stdout.write(`Job ${id}.\n`);
  if (options.detach === true || open.mode === "stopped") {
    if (json) writeJson(io, { plan, dryRun: false, job: started });
    else if (open.mode === "running") io.stdout.write(`How far it is: ${hint(`jobs follow ${id}`)}\n`);
    else io.stdout.write("Hookyard is not running here: the job begins when it starts.\n");
    return 0;
  }
  const job = await followJob(call, replays, started);
  if (json) writeJson(io, { plan, dryRun: false, job });
  else io.stdout.write(outcomeText(call, job));
  return exitCodeOf(job);
}

async function isConfirmed(
  { io }: Pick<Call<object>, "io">,
  plan: ReplayPlan,
  noun: string,
  stop: AbortSignal,
): Promise<boolean> {
  const what = subject(plan, noun);
  const answer = await io.ask?.(`\nReplay ${what}? [y/N] `, stop);
  return !stop.aborted && /^\s*y(?:es)?\s*$/i.test(answer ?? "");
}

function subject({ count: planned, archive }: ReplayPlan, noun: string): string {
  if (archive !== undefined) return "all of this";
  return planned === 1 ? `this ${noun}` : `these ${count(planned, noun)}`;
}

/** What is begun goes the way that was shown, though it is planned once more and events have come in meanwhile. */
function asPlanned(request: ReplayRequest, { archive }: ReplayPlan): ReplayRequest {
  const { what } = request;
  if (what.kind !== "archive") return request;
  return { ...request, what: { ...what, from: archive === undefined ? "table" : "archive" } };
}
