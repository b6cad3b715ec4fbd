import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Operator } from "@hookyard/core/operator/operator";
import type { DeliveryLog, ProviderClient, ReconcileState, Remedy } from "@hookyard/register";
import type { Command } from "commander";
import { CommandFailure, type ExitCode, UsageError } from "../failure.ts";
import { gapText, reconcileReport } from "../output/gap.ts";
import { formatNumber } from "../output/count.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { assignments, moment, nonEmpty } from "./option-value.ts";
import { findSession, openProvider, type ProviderOptions, type ProviderSession } from "./provider-session.ts";

interface ReconcileOptions extends ProviderOptions {
  readonly since?: string;
  readonly until?: string;
  readonly backfill?: boolean;
  readonly redeliver?: boolean;
  readonly resume?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
}

const dayMilliseconds = 86_400_000;

/** `hookyard reconcile`. */
export function addReconcile(program: Command, context: CommandContext): void {
  addCommand<ReconcileOptions>(program, context, {
    name: "reconcile",
    summary: "ask the provider what it sent, and bring in what never arrived",
    description:
      "Asks the provider what it sent or recorded, subtracts what was accepted, and prints the gap. --backfill brings the missing in as the webhooks would have been, with the same ids, marked as backfilled; --redeliver asks the provider to send them again. It can be stopped and resumed; running it twice changes nothing.",
    configure: (command) =>
      command
        .argument("<source>", "the source's name in the router", nonEmpty)
        .option("--since <when>", "from then on: 24h, 7d, or a time (default 24h)", moment(context.io))
        .option("--until <when>", "before then (default: two minutes ago)", moment(context.io))
        .option("--backfill", "bring in what is missing")
        .option("--redeliver", "ask the provider to send it again")
        .option("--all", "expect every type, not only what the endpoint is subscribed to")
        .option("--resume", "go on with the run that was stopped")
        .option(
          "--set <name=value>",
          "a setting of the source, over the router's; may be repeated",
          assignments,
        )
        .option("--router <file>", "the router (default: the repository's)", nonEmpty)
        .option("--yes", "do not ask"),
    examples: [
      ["hookyard reconcile stripe --since 24h", "what never arrived; exit code 1 when anything did not"],
      ["hookyard reconcile stripe --since 7d --backfill", "and brings it in"],
      ["hookyard reconcile github --redeliver --yes", "has GitHub send it again, without asking"],
    ],
    reachesStages: true,
    run: reconcileSource,
  });
}

async function reconcileSource(call: Call<ReconcileOptions>): Promise<ExitCode> {
  const { io, options, json, dataDirectory } = call;
  if (options.backfill === true && options.redeliver === true)
    throw new UsageError("--backfill and --redeliver exclude each other. Leave one out.");
  const session = await findSession(call, { all: options.all === true });
  const { client, source, router, env } = session;
  if (client === undefined) throw noLog(session.source.provider.name);
  const opened = await openProvider(io, session, client);
  const { openOperator, createRegistrationStore, stage } = await io.engine();
  const endpoint = createRegistrationStore?.({ dataDirectory, router });
  const { acceptedEvents, openLog, reconcile } = await import("@hookyard/register");
  const there = await openLog({
    client,
    opened,
    registered: (await endpoint?.read(source.name))?.endpoint,
    types: session.types,
    all: options.all === true,
  });
  if (there === undefined) throw noLog(client.name);
  const { log, isExpected } = there;
  checkRemedy(options, client, log);
  await confirm(call, client);

  const file = join(dataDirectory, progressFile(source.name, stage));
  const { operator } = await openOperator({ dataDirectory, router, env });
  const progress = createCounter(call);
  try {
    const start = await startState(call, log, file);
    const accepted = await acceptedEvents(operator, source.name, new Date(start.since));
    const state = await reconcile({
      log,
      accepted,
      remedy: remedyOf(options, operator, session),
      isExpected,
      state: start,
      signal: io.stopSignal(),
      async onPage(reached) {
        progress(reached);
        await save(file, dataDirectory, reached);
      },
    });
    if (state.isComplete) await rm(file, { force: true });
    progress();
    if (json) writeJson(io, reconcileReport(source.name, client.provider, state));
    else io.stdout.write(gapText(call, { client, source: source.name, state, log }));
    return isClosed(state) ? 0 : 1;
  } finally {
    progress();
    await operator.close();
  }
}

/** How far a run has come: of a stage and of this machine apart. */
function progressFile(source: string, stage: string | undefined): string {
  return `reconcile-${source}${stage === undefined ? "" : `.${stage}`}.json`;
}

/** Whether nothing is missing any more. */
function isClosed({ isComplete, missing }: ReconcileState): boolean {
  const settled = new Set(["backfilled", "arrived", "redelivered"]);
  return isComplete && missing.every(({ outcome }) => settled.has(outcome));
}

function noLog(provider: string): CommandFailure {
  return new CommandFailure(
    "no_delivery_log",
    `${provider} has no list of what it sent, so there is nothing to compare with.`,
  );
}

function checkRemedy(
  { backfill, redeliver }: ReconcileOptions,
  { name }: ProviderClient,
  log: DeliveryLog,
): void {
  if (backfill === true && !log.hasBodies) {
    throw new UsageError(
      `${name} keeps no record of its events, only of what they were about: there is a gap to see and nothing to bring in. Leave --backfill out.`,
    );
  }
  if (redeliver === true && log.redeliver === undefined)
    throw new UsageError(`${name} cannot be asked to send again. Use --backfill.`);
}

async function confirm(
  { io, options, json }: Call<ReconcileOptions>,
  { name }: ProviderClient,
): Promise<void> {
  if (options.yes === true || (options.backfill !== true && options.redeliver !== true)) return;
  if (json || io.ask === undefined)
    throw new UsageError(
      "Nobody is there to ask: add --yes to go on without asking, or leave the remedy out to see the gap.",
    );
  const stop = io.stopSignal();
  const what =
    options.backfill === true
      ? "Bring in what never arrived"
      : `Ask ${name} to send what never arrived again`;
  const answer = await io.ask(`${what}? [y/N] `, stop);
  if (stop.aborted || !/^\s*y(?:es)?\s*$/i.test(answer))
    throw new CommandFailure("declined", "Nothing was changed.");
}

function remedyOf(
  { backfill, redeliver }: ReconcileOptions,
  operator: Operator,
  { source }: ProviderSession,
): Remedy {
  if (redeliver === true) return { kind: "redeliver" };
  if (backfill !== true) return { kind: "report" };
  const send = operator.backfill;
  if (send === undefined)
    throw new CommandFailure(
      "backfill_unavailable",
      "The engine that runs there cannot take backfills. Update it.",
    );
  return { kind: "backfill", send: (requests) => send(source.name, requests) };
}

async function startState(
  { io, options }: Call<ReconcileOptions>,
  log: DeliveryLog,
  file: string,
): Promise<ReconcileState> {
  if (options.resume === true) {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) throw new UsageError("There is no run to resume. Leave --resume out.");
    return JSON.parse(text) as ReconcileState; // safe: `save` wrote it whole
  }
  const { graceMilliseconds, newReconcile } = await import("@hookyard/register");
  const now = io.now().getTime();
  const since = new Date(options.since ?? now - dayMilliseconds);
  const until = new Date(
    Math.min(Date.parse(options.until ?? new Date(now).toISOString()), now - graceMilliseconds),
  );
  if (since >= until)
    throw new UsageError("--since has to be before --until, and more than two minutes ago.");
  const reach = now - log.reachDays * dayMilliseconds;
  if (since.getTime() < reach - 60_000) {
    throw new UsageError(
      `The provider keeps ${log.reachDays} days of it: --since can be ${log.reachDays}d at most.`,
    );
  }
  return newReconcile({ since, until });
}

async function save(file: string, directory: string, state: ReconcileState): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** How far it has come, on a terminal: how many there are in all is known at the end only. */
function createCounter({ io }: Call<ReconcileOptions>): (state?: ReconcileState) => void {
  if (!io.stderr.isTTY) return () => undefined;
  return (state) => {
    const text =
      state === undefined
        ? ""
        : `${formatNumber(state.recorded)} on record, ${formatNumber(state.missing.length)} never arrived …`;
    io.stderr.write(`\r\u001b[2K${text}`);
  };
}
