import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Backlog, backlogDiskBytes, measureBacklog } from "./backlog.ts";
import { isDisturbed } from "./calm.ts";
import { startExpress } from "./express/start.ts";
import { startFloor } from "./floor/start.ts";
import { startHookyard } from "./hookyard/start.ts";
import { type Machine, describeMachine } from "./machine.ts";
import type { Options } from "./options.ts";
import type { BenchResult, Round, ServerResult } from "./result.ts";
import type { Scope } from "./scope.ts";
import type { ServerName, StartServer } from "./server.ts";
import { runServer } from "./server-run.ts";

export interface BenchOptions {
  readonly options: Options;
  /** What is started and written is ended and removed with it. */
  readonly scope: Scope;
  /** The command line, to be kept with the figures. */
  readonly command: string;
  readonly say: (line: string) => void;
}

const secret = "whsec_bench_ZGVhciByZWFkZXIsIHRoaXMgaXMgbm8gc2VjcmV0";

/** Runs everything that was asked for, one server after the other. */
export async function bench(run: BenchOptions): Promise<BenchResult> {
  const startedAt = new Date().toISOString();
  const directory = mkdtempSync(join(run.options.directory ?? tmpdir(), "hookyard-bench-"));
  run.scope.defer(() => rmSync(directory, { recursive: true, force: true }));
  const machine = describeMachine(directory);
  const notices: string[] = [];
  if (machine.isMemoryDisk) notices.push("VOID: the data lay in memory; give --directory on a disk.");

  const rounds: Round[] = [];
  for (let round = 1; round <= run.options.rounds; round++) {
    const servers: ServerResult[] = [];
    for (const name of run.options.servers) {
      const result = await benchServer(run, name, makeDirectory(directory, name), round);
      if (result !== undefined) servers.push(result);
    }
    rounds.push(servers);
  }
  const ran = new Set(rounds.flat().map(({ server }) => server));
  for (const name of run.options.servers) {
    if (!ran.has(name)) notices.push(`${name} was skipped: no redis-server (apt-get install redis-server).`);
  }
  const backlog = await benchBacklog(run, machine, makeDirectory(directory, "backlog"), notices);
  notices.push(...disturbances(rounds.flat()));
  return {
    command: run.command,
    startedAt,
    machine,
    rounds,
    ...(backlog === undefined ? {} : { backlog }),
    notices,
  };
}

async function benchServer(
  run: BenchOptions,
  name: ServerName,
  directory: string,
  round: number,
): Promise<ServerResult | undefined> {
  const { options, scope, say } = run;
  const { seconds, isCalm } = options;
  const start: Record<ServerName, StartServer> = {
    hookyard: (to) => startHookyard(to, "recording"),
    floor: startFloor,
    express: (to) => startExpress(to, options.expressWorker),
  };
  const server = await start[name]({ scope, directory, secret });
  if (server === undefined) return undefined;
  // The floor delivers nothing: its rate compares with nothing.
  const probes = name === "floor" || round < options.rounds ? 0 : options.probes;
  const result = await runServer({ server, secret, directory, seconds, isCalm, probes, say });
  await server.end();
  rmSync(directory, { recursive: true, force: true });
  return result;
}

async function benchBacklog(
  { options, scope, say }: BenchOptions,
  machine: Machine,
  directory: string,
  notices: string[],
): Promise<Backlog | undefined> {
  const events = options.backlogEvents;
  if (events === 0 || !options.servers.includes("hookyard")) return undefined;
  if (machine.freeDiskBytes < backlogDiskBytes(events)) {
    notices.push(
      `The backlog was skipped: it needs ${Math.ceil(backlogDiskBytes(events) / 1e9)} GB of disk.`,
    );
    return undefined;
  }
  return measureBacklog({ scope, directory, secret, events, say });
}

/** Which figures are not to be trusted, because something else wanted the cores. */
function disturbances(servers: readonly ServerResult[]): readonly string[] {
  return servers
    .flatMap(({ measurements, heldRate }) => [...measurements, ...(heldRate?.probes ?? [])])
    .filter(isDisturbed)
    .map(({ server, scenario, otherCores }) => {
      return `DISTURBED: ${server}, ${scenario.name}, by ${otherCores.toFixed(2)} cores of other work.`;
    });
}

function makeDirectory(parent: string, name: string): string {
  const path = join(parent, name);
  mkdirSync(path, { recursive: true });
  return path;
}
