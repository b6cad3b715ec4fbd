import type { Operator, RefusedFilter, RefusedRetry, RefusedSummary } from "@hookyard/core/operator/operator";
import { HookyardError } from "@hookyard/core/errors";
import type { Command } from "commander";
import { describeFailure, type ExitCode, UsageError } from "../failure.ts";
import { count, formatNumber } from "../output/count.ts";
import { printable } from "../output/printable.ts";
import { createProgress } from "../output/progress.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import type { OpenOperator } from "./operator.ts";
import { nonEmpty } from "./option-value.ts";
import {
  addRefusedFilterOptions,
  readRefusedFilter,
  refusedFilterFlags,
  type RefusedFilterOptions,
} from "./refused-filter.ts";
import { refusedTable } from "./refused-list.ts";
import { withDefinedOperator } from "./stopped-router.ts";

interface RefusedChangeOptions extends RefusedFilterOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly router?: string;
}

/** What became of one request that was tried or discarded. */
type Changed = Pick<RefusedRetry, "id" | "events" | "reason" | "explanation"> & {
  readonly status: RefusedRetry["status"] | "discarded";
};

interface Action {
  readonly command: "retry" | "discard";
  readonly verb: string;
  readonly doing: string;
  readonly change: (operator: Operator, ids: readonly string[]) => Promise<readonly Changed[]>;
}

const perStep = 10;
const perPage = 1000;
const mostShown = 10;

/** `hookyard refused retry`. */
export function addRefusedRetry(refused: Command, context: CommandContext): void {
  addCommand<RefusedChangeOptions>(refused, context, {
    name: "retry",
    summary: "verify again, with the secrets of now and the clock of arrival, and accept what passes",
    description:
      "Verifies refused requests again, oldest first, with the secrets of now and the clock of their arrival. What passes is accepted like any webhook, and recognised where the sender has sent it again meanwhile; the rest stays.",
    configure: (command) => configure(command, context),
    examples: [
      ["hookyard refused retry --source stripe --dry-run", "what would be tried"],
      ["hookyard refused retry --source stripe", "after its secret was corrected"],
      ["hookyard refused retry --id ref_1 --yes", "one request, without asking"],
    ],
    reachesStages: true,
    run: (call) =>
      changeRefused(call, {
        command: "retry",
        verb: "Try",
        doing: "Verifying",
        change: (operator, ids) => operator.retryRefused(ids),
      }),
  });
}

/** `hookyard refused discard`. */
export function addRefusedDiscard(refused: Command, context: CommandContext): void {
  addCommand<RefusedChangeOptions>(refused, context, {
    name: "discard",
    summary: "forget refused requests: plans, asks, then does it",
    description: "Forgets refused requests that are kept. What they were refused for stays counted.",
    configure: (command) => configure(command, context),
    examples: [["hookyard refused discard --explanation unexplained --yes", "all that nothing explains"]],
    reachesStages: true,
    run: (call) =>
      changeRefused(call, {
        command: "discard",
        verb: "Discard",
        doing: "Discarding",
        change: async (operator, ids) =>
          (await operator.discardRefused(ids)).ids.map((id) => ({ id, status: "discarded", events: [] })),
      }),
  });
}

function configure(command: Command, { io }: CommandContext): void {
  addRefusedFilterOptions(command, io);
  command
    .option(
      "--router <file>",
      "the router, where Hookyard is not running (default: the repository's)",
      nonEmpty,
    )
    .option("--dry-run", "show the plan and stop")
    .option("--yes", "do not ask");
}

async function changeRefused(call: Call<RefusedChangeOptions>, action: Action): Promise<ExitCode> {
  const { io, options, json } = call;
  const filter = readRefusedFilter(options);
  if (options.yes !== true && options.dryRun !== true && (json || io.ask === undefined)) {
    throw new UsageError(
      `Nobody is there to ask${json ? " with --json" : ""}: add --yes to go on without asking, or --dry-run to see the plan only.`,
    );
  }
  return withDefinedOperator(call, async (open) => {
    const plan = await planRefused(open.operator, filter);
    if (!json) io.stdout.write(planText(call, plan));
    if (options.dryRun === true || plan.length === 0) {
      if (json) writeJson(io, report(plan, [], { dryRun: options.dryRun === true, ended: "complete" }));
      else if (plan.length > 0) io.stdout.write("\nNothing was changed: this was a dry run.\n");
      return 0;
    }
    const stop = io.stopSignal();
    const question = `\n${action.verb} ${plan.length === 1 ? "this request" : `these ${count(plan.length, "request")}`}? [y/N] `;
    if (options.yes !== true && !/^\s*y(?:es)?\s*$/i.test((await io.ask?.(question, stop)) ?? "")) {
      io.stdout.write("Nothing was changed.\n");
      return 1;
    }
    const run = await work(call, action, open, plan, stop);
    if (json) writeJson(io, report(plan, run.changed, { dryRun: false, ...run }));
    else io.stdout.write(resultText(call, { action, filter, mode: open.mode, ...run }));
    const isGood = run.changed.every(({ status }) => goodStatuses.has(status));
    return run.ended === "complete" && isGood ? 0 : 1;
  });
}

const goodStatuses: ReadonlySet<Changed["status"]> = new Set([
  "accepted",
  "duplicate",
  "handshake",
  "discarded",
]);

/** All that fits, oldest first. */
async function planRefused(operator: Operator, filter: RefusedFilter): Promise<readonly RefusedSummary[]> {
  const found: RefusedSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await operator.refusedRequests(filter, {
      limit: perPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    found.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return found.reverse();
}

function planText(call: Pick<Call<object>, "io" | "paint">, plan: readonly RefusedSummary[]): string {
  if (plan.length === 0) return "No refused requests fit. Nothing to do.\n";
  const more = plan.length > mostShown ? ` The first ${mostShown} are shown.` : "";
  return `${refusedTable(call, plan.slice(0, mostShown))}\n${count(plan.length, "request")}.${more}\n`;
}

interface Run {
  readonly changed: readonly Changed[];
  readonly ended: "complete" | "stopped" | "failed";
  readonly error?: unknown;
}

/** In small steps, each complete in itself: a run that is stopped has lost nothing. */
async function work(
  { io }: Call<object>,
  { doing, change }: Action,
  { operator }: OpenOperator,
  plan: readonly RefusedSummary[],
  stop: AbortSignal,
): Promise<Run> {
  const progress = createProgress(io, doing, plan.length);
  const changed: Changed[] = [];
  try {
    for (let start = 0; start < plan.length; start += perStep) {
      if (stop.aborted) return { changed, ended: "stopped" };
      changed.push(
        ...(await change(
          operator,
          plan.slice(start, start + perStep).map(({ id }) => id),
        )),
      );
      progress.update(Math.min(plan.length, start + perStep));
    }
    return { changed, ended: "complete" };
  } catch (error) {
    if (changed.length === 0 && error instanceof HookyardError) throw error; // nothing was begun
    return { changed, ended: "failed", error };
  } finally {
    progress.end();
  }
}

function report(
  plan: readonly RefusedSummary[],
  changed: readonly Changed[],
  { dryRun, ended, error }: Pick<Run, "ended" | "error"> & { readonly dryRun: boolean },
): object {
  const failure = ended === "failed" ? describeFailure(error) : undefined;
  return {
    plan: { count: plan.length, ids: plan.map(({ id }) => id) },
    dryRun,
    results: changed,
    ended,
    ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
  };
}

function resultText(
  { paint, hint }: Pick<Call<object>, "paint" | "hint">,
  {
    action,
    filter,
    mode,
    changed,
    ended,
    error,
  }: Run & { readonly action: Action; readonly filter: RefusedFilter; readonly mode: OpenOperator["mode"] },
): string {
  const counts = Map.groupBy(changed, ({ status }) => status);
  const lines = [...counts].map(([status, those]) => `${formatNumber(those.length)} ${statusText(status)}`);
  const refused = counts.get("refused")?.at(0);
  if (refused?.explanation !== undefined)
    lines.push(paint("yellow", `Still: ${printable(refused.explanation.message)}`));
  const first = changed.find(({ events }) => events.length > 0)?.events[0];
  if (first !== undefined)
    lines.push(paint("dim", `What became of it: ${hint(`events show ${shellWord(first)}`)}`));
  if (first !== undefined && mode === "stopped")
    lines.push(paint("dim", "Hookyard is not running here: they are delivered when it starts."));
  if (ended === "failed") lines.push(paint("red", `Failed: ${describeFailure(error).message}`));
  if (ended !== "complete")
    lines.push(
      `The rest is as it was. To go on: ${hint(`refused ${action.command}${refusedFilterFlags(filter)}`)}`,
    );
  return lines.map((line) => `${line}\n`).join("");
}

function statusText(status: Changed["status"]): string {
  switch (status) {
    case "accepted":
      return "accepted.";
    case "duplicate":
      return "known already: the sender had sent it again.";
    case "handshake":
      return "genuine, and a question about the endpoint: no event.";
    case "refused":
      return "refused again, and kept.";
    case "not_stored":
      return "genuine, and could not be stored now; kept.";
    case "not_whole":
      return "too large to have been kept whole.";
    case "not_found":
      return "not there any more.";
    case "discarded":
      return "discarded.";
  }
}
