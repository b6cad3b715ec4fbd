import type { DeadLetterChange, DeadLetterFilter, Operator } from "@hookyard/core/operator/operator";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import { onlyBefore, planLetters, type RunResult, runThroughLetters } from "../dead-letter-run.ts";
import { type ExitCode, UsageError } from "../failure.ts";
import { count } from "../output/count.ts";
import { createProgress } from "../output/progress.ts";
import { type Call, writeJson } from "./command.ts";
import { type FilterOptions, readFilter } from "./dead-letter-filter.ts";
import { type ActionWords, letterReport, type Plan, planText, resultText } from "./letter-report.ts";
import { type OpenOperator, withOperator } from "./operator.ts";
import { withDefinedOperator } from "./stopped-router.ts";

export interface ChangeOptions extends FilterOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly router?: string;
}

/** What replay and discard differ in. */
export interface LetterAction extends ActionWords {
  /** `Replay`, as a question begins. */
  readonly verb: string;
  /** `Replaying`, beside the bar. */
  readonly doing: string;
  /** Letters a second. */
  readonly rate?: number;
  readonly change: (operator: Operator, filter: DeadLetterFilter, limit: number) => Promise<DeadLetterChange>;
  /** Does it as a job in place of step by step, where the engine has jobs. */
  readonly asJob?: (open: OpenOperator, replays: ReplayOperator) => Promise<ExitCode>;
  /** Whether it has to be known which consumers want an event. */
  readonly needsRouter?: boolean;
  /** What a person should know when it is done. */
  readonly afterwards: (mode: OpenOperator["mode"]) => string;
}

/** Plans, asks, does it step by step, reports. Both commands that change dead letters go this way. */
export async function changeLetters(call: Call<ChangeOptions>, action: LetterAction): Promise<ExitCode> {
  const { io, options, json } = call;
  const given = readFilter(options);
  refuseUnasked(call);
  const withIt = action.needsRouter === true ? withDefinedOperator : withOperator;
  return withIt(call, async (open) => {
    if (action.asJob !== undefined && open.operator.replays !== undefined) {
      return action.asJob(open, open.operator.replays);
    }
    const started = io.now();
    const filter = onlyBefore(given, started);
    const plan: Plan = { filter, ...(await planLetters(open.operator, filter)) };
    if (!json) io.stdout.write(planText(call, plan));
    if (options.dryRun === true || plan.count === 0) {
      if (json) writeJson(io, letterReport(call, action, plan, { dryRun: options.dryRun === true }));
      else if (plan.count > 0) io.stdout.write("\nNothing was changed: this was a dry run.\n");
      return 0;
    }
    const stop = io.stopSignal();
    if (options.yes !== true && !(await isConfirmed(call, action, plan, stop))) {
      io.stdout.write("Nothing was changed.\n");
      return 1;
    }
    const result = await work(call, action, open, plan, stop);
    const milliseconds = io.now().getTime() - started.getTime();
    const afterwards = action.afterwards(open.mode);
    if (json) writeJson(io, letterReport(call, action, plan, { dryRun: false, result }));
    else io.stdout.write(resultText(call, { words: action, plan, result, milliseconds, afterwards }));
    return result.ended === "complete" ? 0 : 1;
  });
}

/** Refuses to change anything without having asked. Throws `UsageError`. */
export function refuseUnasked({ io, options, json }: Call<Pick<ChangeOptions, "dryRun" | "yes">>): void {
  if (options.yes === true || options.dryRun === true || (!json && io.ask !== undefined)) return;
  throw new UsageError(
    `Nobody is there to ask${json ? " with --json" : ""}: add --yes to go on without asking, or --dry-run to see the plan only.`,
  );
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
