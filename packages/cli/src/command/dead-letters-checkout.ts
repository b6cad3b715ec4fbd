import { type CheckOut, mostCheckedOut } from "@hookyard/core/replay/check-out";
import type { ReplayOperator } from "@hookyard/core/replay/replay-operator";
import { type Command, Option } from "commander";
import { loadEngine } from "../engine.ts";
import { CommandFailure, type ExitCode, UsageError } from "../failure.ts";
import { count } from "../output/count.ts";
import { printable } from "../output/printable.ts";
import { fullTime, timeSpan } from "../output/time.ts";
import { findRouter } from "../router-file.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";
import { nonEmpty, span } from "./option-value.ts";

interface CheckOutOptions {
  readonly inspectBrk?: boolean;
  readonly run: boolean;
  readonly return?: boolean;
  readonly replay?: boolean;
  readonly for: number;
  readonly router?: string;
}

type LetterRun = Awaited<ReturnType<typeof import("@hookyard/embedded").runLettersHere>>[number];

/** `hookyard dead-letters checkout <id…>`. */
export function addDeadLettersCheckOut(letters: Command, context: CommandContext): void {
  addCommand<CheckOutOptions>(letters, context, {
    name: "checkout <id...>",
    reachesStages: true,
    summary: "have letters for yourself and run your own handler on them, here",
    description: `Keeps up to ${mostCheckedOut} dead letters from everybody else, and runs the handlers of this checkout on them in this terminal, under a debugger if you like. Afterwards return them, or send exactly those again. With the id of a check-out (chk_…) it goes on with that one.`,
    configure: (command) =>
      command
        .option("--inspect-brk", "wait for a debugger before the handler's file runs")
        .option("--no-run", "only keep them, run nothing")
        .addOption(new Option("--return", "give them back").conflicts("replay"))
        .option("--replay", "send exactly these again; after a run, only if every handler went well")
        .option("--for <time>", "how long they are kept; a run keeps them longer by itself", span, 900)
        .option("--router <file>", "the router whose handlers run (default: the repository's)", nonEmpty),
    examples: [
      ["hookyard dead-letters checkout evt_1:fulfil-order --inspect-brk", "step through your handler"],
      ["hookyard dead-letters checkout chk_7f3a --replay", "send exactly those again"],
      ["hookyard dead-letters checkout evt_1:fulfil-order --stage production", "a real record, your code"],
    ],
    run: checkOut,
  });
}

async function checkOut(call: Call<CheckOutOptions>): Promise<ExitCode> {
  const [first = "", ...more] = call.args;
  return withOperator(call, ({ operator }) => {
    const { replays } = operator;
    if (replays === undefined) {
      throw new CommandFailure("not_supported", "This engine has no check-outs yet.");
    }
    if (!first.startsWith("chk_")) return begin(call, replays);
    if (more.length > 0) throw new UsageError("Name one check-out, or letters.");
    return goOn(call, replays, first);
  });
}

async function begin(call: Call<CheckOutOptions>, replays: ReplayOperator): Promise<ExitCode> {
  const { io, args, options, json } = call;
  if (args.length > mostCheckedOut) {
    throw new UsageError(`${mostCheckedOut} letters are the most that one check-out holds.`);
  }
  const id = `chk_${Buffer.from(io.random(6)).toString("hex")}`;
  const held = await replays.checkOut(id, args, options.for);
  const missing = args.filter((each) => !held.letters.some((letter) => letter.id === each));
  if (held.letters.length === 0) {
    throw new CommandFailure(
      "not_found",
      "None of these is a dead letter that is free: they may have been sent, discarded, or somebody else has them.",
    );
  }
  if (!json) {
    io.stdout.write(
      `Check-out ${id}: ${count(held.letters.length, "letter")}, until ${fullTime(held.until, io.now())}.\n`,
    );
    for (const each of missing) io.stdout.write(`  not there, or not free: ${printable(each)}\n`);
  }
  const runs = options.run ? await runHere(call, replays, held) : [];
  return end(call, replays, { held, runs });
}

async function goOn(call: Call<CheckOutOptions>, replays: ReplayOperator, id: string): Promise<ExitCode> {
  const { options } = call;
  const held = await replays.checkedOut(id);
  if (held === undefined) {
    throw new CommandFailure(
      "not_found",
      `There is no check-out ${printable(id)} (any more): its letters were returned, sent, or its time is over.`,
    );
  }
  const isDecided = options.return === true || options.replay === true;
  const runs = isDecided || !options.run ? [] : await runHere(call, replays, held);
  return end(call, replays, { held, runs });
}

/** Runs this checkout's handlers, and keeps the letters for as long as that takes. */
async function runHere(
  call: Call<CheckOutOptions>,
  replays: ReplayOperator,
  held: CheckOut,
): Promise<readonly LetterRun[]> {
  const { io, options, json, paint } = call;
  const engine = await io.engine();
  const runLettersHere = engine.runLettersHere ?? (await loadEngine()).runLettersHere;
  if (runLettersHere === undefined)
    throw new CommandFailure("not_supported", "This engine runs no handlers here.");
  const owner = options.router === undefined ? engine.readOwner(call.dataDirectory) : undefined;
  const routerFile = owner?.routerFile ?? findRouter(io.cwd, options.router);
  const stop = io.stopSignal();
  const finished = new AbortController();
  const keeping = keep({ io, replays, held, seconds: options.for, finished: finished.signal });
  try {
    return await runLettersHere({
      routerFile,
      letters: held.letters,
      env: io.env,
      inspect: options.inspectBrk === true,
      stop,
      onRun: (run) => {
        if (!json) io.stdout.write(runText(run, paint));
      },
    });
  } finally {
    finished.abort();
    await keeping;
  }
}

interface Keeping {
  readonly io: Call<object>["io"];
  readonly replays: ReplayOperator;
  readonly held: CheckOut;
  readonly seconds: number;
  readonly finished: AbortSignal;
}

async function keep({ io, replays, held, seconds, finished }: Keeping): Promise<void> {
  for (;;) {
    await io.wait((seconds * 1000) / 3, finished);
    if (finished.aborted) return;
    try {
      await replays.extendCheckOut(held.id, seconds);
    } catch {
      return; // it is over: what is asked for afterwards says so
    }
  }
}

async function end(
  call: Call<CheckOutOptions>,
  replays: ReplayOperator,
  { held, runs }: { readonly held: CheckOut; readonly runs: readonly LetterRun[] },
): Promise<ExitCode> {
  const { io, options, json, hint } = call;
  const hasFailed =
    runs.length > 0 && (runs.length < held.letters.length || runs.some((run) => run.outcome === "failed"));
  const sent = options.replay === true && !hasFailed ? await replays.replayCheckOut(held.id) : undefined;
  const returned = options.return === true ? await replays.returnCheckOut(held.id) : undefined;
  if (json) {
    const ids = held.letters.map((letter) => letter.id);
    writeJson(io, {
      id: held.id,
      until: held.until,
      letters: ids,
      runs,
      ...(sent !== undefined && { replayed: sent.ids }),
      ...(returned !== undefined && { returned: returned.ids }),
    });
  } else if (sent !== undefined) io.stdout.write(`Sent ${count(sent.ids.length, "letter")} again.\n`);
  else if (returned !== undefined) io.stdout.write(`Returned ${count(returned.ids.length, "letter")}.\n`);
  else {
    if (options.replay === true) io.stdout.write("Not sent again: not every handler went well.\n");
    io.stdout.write(
      `Send exactly these again: ${hint(`dead-letters checkout ${held.id} --replay`)}\nGive them back:           ${hint(`dead-letters checkout ${held.id} --return`)}\n`,
    );
  }
  return hasFailed ? 1 : 0;
}

function runText({ id, outcome, milliseconds, failure }: LetterRun, paint: Call<object>["paint"]): string {
  const took = timeSpan(milliseconds);
  if (outcome === "done") return `${paint("green", "done")}    ${printable(id)} in ${took}\n`;
  const why = failure === undefined ? "" : `: ${printable(`${failure.name}: ${failure.message}`)}`;
  return `${paint("red", "failed")}  ${printable(id)} after ${took}${why}\n`;
}
