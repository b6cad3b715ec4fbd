import type { DeadLetterFilter, DeadLetterGroup } from "@hookyard/core/operator/operator";
import { countByConsumer, type RunResult } from "../dead-letter-run.ts";
import { describeFailure } from "../failure.ts";
import { count, formatNumber } from "../output/count.ts";
import { letterGroupsTable } from "../output/letter-groups.ts";
import { printable } from "../output/printable.ts";
import { timeSpan } from "../output/time.ts";
import type { Call } from "./command.ts";
import { filterFlags } from "./dead-letter-filter.ts";

/** Which letters a run is about, counted before it starts. */
export interface Plan {
  readonly filter: DeadLetterFilter;
  readonly groups: readonly DeadLetterGroup[];
  readonly count: number;
}

/** How a run is spoken of. */
export interface ActionWords {
  /** `replayed`: in reports, and the name of the number in JSON. */
  readonly done: "replayed" | "discarded";
  /** What goes on where this run ended, without the filter: `dead-letters replay --rate 5`. */
  readonly command: string;
}

/** The plan for people. */
export function planText({ io, paint }: Pick<Call<object>, "io" | "paint">, plan: Plan): string {
  if (plan.count === 0) return "No dead letters fit. Nothing to do.\n";
  const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
  const table = letterGroupsTable(plan.groups, { now: io.now(), paint, ...width });
  return `${table}\n${count(plan.count, "letter")}, dead before ${plan.filter.until}.\n`;
}

export interface ResultTextOptions {
  readonly words: ActionWords;
  readonly plan: Plan;
  readonly result: RunResult;
  readonly milliseconds: number;
  /** What a person should know when it is complete. */
  readonly afterwards: string;
}

/** What a run did, for people, and how to go on where it is not complete. */
export function resultText(
  { paint, hint }: Pick<Call<object>, "paint" | "hint">,
  { words, plan, result, milliseconds, afterwards }: ResultTextOptions,
): string {
  const done = `${formatNumber(result.ids.length)} of ${count(plan.count, "letter")}`;
  const perConsumer = countByConsumer(result.ids).map(
    (each) => `  ${printable(each.consumer)}: ${formatNumber(each.count)}\n`,
  );
  const verb = words.done === "replayed" ? "Replayed" : "Discarded";
  const head = `${verb} ${done} in ${timeSpan(milliseconds)}.\n${perConsumer.join("")}`;
  const goOn = `The rest is as it was. To go on: ${hint(resume(words, plan))}\n`;
  switch (result.ended) {
    case "complete":
      return `${head}${takenText(plan.count - result.ids.length)}${paint("dim", afterwards)}\n`;
    case "stopped":
      return `${head}Stopped. ${goOn}`;
    case "failed":
      return `${head}${paint("red", `Failed: ${describeFailure(result.error).message}`)}\n${goOn}`;
  }
}

/** The plan, and what was done of it where something was, as the JSON that these commands answer. */
export function letterReport(
  { hint }: Pick<Call<object>, "hint">,
  words: ActionWords,
  plan: Plan,
  run: { readonly dryRun: boolean; readonly result?: RunResult },
): object {
  const { dryRun, result } = run;
  const failure = result?.ended === "failed" ? describeFailure(result.error) : undefined;
  const goOn =
    result === undefined || result.ended === "complete" ? {} : { resume: hint(resume(words, plan)) };
  return {
    plan: { count: plan.count, filter: plan.filter, groups: plan.groups },
    dryRun,
    [words.done]: result?.ids.length ?? 0,
    byConsumer: countByConsumer(result?.ids ?? []),
    ended: result?.ended ?? "complete",
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
    ...goOn,
  };
}

function takenText(taken: number): string {
  return taken === 0 ? "" : `${count(taken, "letter")} had been taken by somebody else meanwhile.\n`;
}

function resume({ command }: ActionWords, { filter }: Plan): string {
  return `${command}${filterFlags(filter)}`;
}
