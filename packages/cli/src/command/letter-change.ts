import type {
  DeadLetterChange,
  DeadLetterFilter,
  DeadLetterGroup,
  Operator,
} from "@hookyard/core/operator/operator";
import {
  countByConsumer,
  onlyBefore,
  planLetters,
  type RunResult,
  runThroughLetters,
} from "../dead-letter-run.ts";
import { describeFailure, type ExitCode, UsageError } from "../failure.ts";
import { count, formatNumber } from "../output/count.ts";
import { letterGroupsTable } from "../output/letter-groups.ts";
import { printable } from "../output/printable.ts";
import { createProgress } from "../output/progress.ts";
import { timeSpan } from "../output/time.ts";
import { type Call, writeJson } from "./command.ts";
import { filterFlags, type FilterOptions, readFilter } from "./dead-letter-filter.ts";
import { type OpenOperator, withOperator } from "./operator.ts";

export interface ChangeOptions extends FilterOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** What replay and discard differ in. */
export interface LetterAction {
  /** `Replay`, as a question begins. */
  readonly verb: string;
  /** `Replaying`, beside the bar. */
  readonly doing: string;
  /** `replayed`: in reports, and the name of the number in JSON. */
  readonly done: "replayed" | "discarded";
  /** The command line that goes on, without the filter. */
  readonly command: string;
  readonly rate?: number;
  readonly change: (operator: Operator, filter: DeadLetterFilter, limit: number) => Promise<DeadLetterChange>;
  /** What a person should know when it is done. */
  readonly afterwards: (mode: OpenOperator["mode"]) => string;
}

interface Plan {
  readonly filter: DeadLetterFilter;
  readonly groups: readonly DeadLetterGroup[];
  readonly count: number;
}

/** Plans, asks, does it step by step, reports. Both commands that change dead letters go this way. */
export function changeLetters(call: Call<ChangeOptions>, action: LetterAction): Promise<ExitCode> {
  const { io, options, json } = call;
  const given = readFilter(options);
  if (options.yes !== true && options.dryRun !== true && (json || io.ask === undefined)) {
    throw new UsageError(
      `Nobody is there to ask${json ? " with --json" : ""}: add --yes to go on without asking, or --dry-run to see the plan only.`,
    );
  }
  return withOperator(call, async (open) => {
    const started = io.now();
    const filter = onlyBefore(given, started);
    const plan = { filter, ...(await planLetters(open.operator, filter)) };
    if (!json) io.stdout.write(planText(call, plan));
    if (options.dryRun === true || plan.count === 0) {
      if (json) writeJson(io, report(plan, action, { dryRun: options.dryRun === true }));
      else if (plan.count > 0) io.stdout.write(`\nNothing was changed: this was a dry run.\n`);
      return 0;
    }
    const stop = io.stopSignal();
    if (options.yes !== true && !(await isConfirmed(call, action, plan, stop))) return notDone(call);
    const result = await work(call, action, open, plan, stop);
    const seconds = io.now().getTime() - started.getTime();
    if (json) writeJson(io, report(plan, action, { dryRun: false, result }));
    else io.stdout.write(resultText(call, action, open.mode, plan, result, seconds));
    return result.ended === "complete" ? 0 : 1;
  });
}

async function isConfirmed(
  { io }: Call<ChangeOptions>,
  { verb }: LetterAction,
  plan: Plan,
  stop: AbortSignal,
): Promise<boolean> {
  const what = plan.count === 1 ? "this letter" : `these ${count(plan.count, "letter")}`;
  const answer = await io.ask?.(`\n${verb} ${what}? [y/N] `, stop);
  return !stop.aborted && /^\s*y(?:es)?\s*$/i.test(answer ?? "");
}

function notDone({ io }: Call<ChangeOptions>): 1 {
  io.stdout.write("Nothing was changed.\n");
  return 1;
}

async function work(
  { io }: Call<ChangeOptions>,
  { doing, change, rate }: LetterAction,
  { operator }: OpenOperator,
  plan: Plan,
  stop: AbortSignal,
): Promise<RunResult> {
  const progress = createProgress(io, doing, plan.count);
  try {
    return await runThroughLetters({
      change: (limit) => change(operator, plan.filter, limit),
      planned: plan.count,
      ...(rate === undefined ? {} : { rate }),
      now: io.now,
      wait: io.wait,
      stop,
      onProgress: (done) => progress.update(done),
    });
  } finally {
    progress.end();
  }
}

function planText({ io, paint }: Call<ChangeOptions>, plan: Plan): string {
  if (plan.count === 0) return "No dead letters fit. Nothing to do.\n";
  const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
  const table = letterGroupsTable(plan.groups, { now: io.now(), paint, ...width });
  return `${table}\n${count(plan.count, "letter")}, dead before ${plan.filter.until}.\n`;
}

function resultText(
  { paint }: Call<ChangeOptions>,
  action: LetterAction,
  mode: OpenOperator["mode"],
  plan: Plan,
  result: RunResult,
  milliseconds: number,
): string {
  const done = `${formatNumber(result.ids.length)} of ${count(plan.count, "letter")}`;
  const perConsumer = countByConsumer(result.ids).map(
    (each) => `  ${printable(each.consumer)}: ${each.count}\n`,
  );
  const head = `${capitalised(action.done)} ${done} in ${timeSpan(milliseconds)}.\n${perConsumer.join("")}`;
  switch (result.ended) {
    case "complete": {
      const gone = plan.count - result.ids.length;
      const others =
        gone === 0 ? "" : `${count(gone, "letter")} had been taken by somebody else meanwhile.\n`;
      return `${head}${others}${paint("dim", action.afterwards(mode))}\n`;
    }
    case "stopped":
      return `${head}Stopped. The rest is as it was. To go on: ${resume(action, plan)}\n`;
    case "failed": {
      const { message } = describeFailure(result.error);
      return `${head}${paint("red", `Failed: ${message}`)}\nThe rest is as it was. To go on: ${resume(action, plan)}\n`;
    }
  }
}

function resume({ command }: LetterAction, { filter }: Plan): string {
  return `${command}${filterFlags(filter)}`;
}

function report(
  plan: Plan,
  action: LetterAction,
  { dryRun, result }: { readonly dryRun: boolean; readonly result?: RunResult },
): object {
  const failure = result?.ended === "failed" ? describeFailure(result.error) : undefined;
  return {
    plan: { count: plan.count, filter: plan.filter, groups: plan.groups },
    dryRun,
    [action.done]: result?.ids.length ?? 0,
    byConsumer: countByConsumer(result?.ids ?? []),
    ended: result?.ended ?? "complete",
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
    ...(result === undefined || result.ended === "complete" ? {} : { resume: resume(action, plan) }),
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
