/**
 * `npm run bench`: Hookyard, the floor and the Express peer under the same load, one after the other in one run.
 * Exits 0 when everything ran and no id was lost, 1 otherwise; targets that were missed are shown and do not decide.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureBacklog } from "./backlog.ts";
import { startExpress } from "./express/start.ts";
import { startFloor } from "./floor/start.ts";
import { startHookyard } from "./hookyard/start.ts";
import { describeMachine } from "./machine.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import { markdownReport, textReport } from "./report.ts";
import type { BenchResult, ServerResult } from "./result.ts";
import { type Scope, createScope } from "./scope.ts";
import type { ServerName, StartServer } from "./server.ts";
import { runServer } from "./server-run.ts";

const secret = "whsec_bench_ZGVhciByZWFkZXIsIHRoaXMgaXMgbm8gc2VjcmV0";

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const scope = createScope();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void scope.close().finally(() => process.exit(130)));
  }
  try {
    const result = await bench(options, scope);
    write(options.jsonFile ?? resultFile(result.startedAt), result);
    process.stdout.write(`${textReport(result)}\n`);
    if (options.isMarkdown) process.stdout.write(`\n${markdownReport(result)}\n`);
    return result.servers.length > 0 && result.servers.every(hasKeptAll) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await scope.close();
  }
}

async function bench(options: Options, scope: Scope): Promise<BenchResult> {
  const startedAt = new Date().toISOString();
  const directory = mkdtempSync(join(options.directory ?? tmpdir(), "hookyard-bench-"));
  scope.defer(() => rmSync(directory, { recursive: true, force: true }));
  const machine = describeMachine(directory);
  const notices: string[] = [];
  if (machine.isMemoryDisk) notices.push("VOID: the data lay in memory; give --directory on a disk.");

  const start: Record<ServerName, StartServer> = {
    hookyard: (to) => startHookyard(to, "recording"),
    floor: startFloor,
    express: (to) => startExpress(to, options.expressWorker),
  };
  const servers: ServerResult[] = [];
  for (const name of options.servers) {
    const place = makeDirectory(directory, name);
    const server = await start[name]({ scope, directory: place, secret });
    if (server === undefined) {
      notices.push(`${name} was skipped: there is no redis-server (Debian: apt-get install redis-server).`);
      continue;
    }
    const probes = name === "floor" ? 0 : options.probes; // it delivers nothing: no rate of its to compare with
    servers.push(
      await runServer({ server, secret, directory: place, seconds: options.seconds, probes, say }),
    );
    await server.end();
    rmSync(place, { recursive: true, force: true });
  }
  const backlog =
    options.backlogEvents > 0 && options.servers.includes("hookyard")
      ? await measureBacklog({
          scope,
          directory: makeDirectory(directory, "backlog"),
          secret,
          events: options.backlogEvents,
          say,
        })
      : undefined;
  const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
  return { command, startedAt, machine, servers, ...(backlog === undefined ? {} : { backlog }), notices };
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return undefined;
  }
}

function hasKeptAll({ measurements, heldRate }: ServerResult): boolean {
  const all = [...measurements, ...(heldRate?.probes ?? [])];
  return all.every(({ check }) => check.missing === 0 && check.invented === 0 && check.confused === 0);
}

function makeDirectory(parent: string, name: string): string {
  const path = join(parent, name);
  mkdirSync(path);
  return path;
}

function resultFile(startedAt: string): string {
  const name = `ingest-${startedAt.replaceAll(/[:.]/g, "-")}.json`;
  return fileURLToPath(new URL(`../results/${name}`, import.meta.url));
}

function write(file: string, result: BenchResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  say(`written: ${file}`);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

process.exitCode = await main();
