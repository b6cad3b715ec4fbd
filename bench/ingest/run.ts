/**
 * `npm run bench`: Hookyard, the floor and the Express peer under the same load, by turns in one run.
 * Exits 0 when everything ran and no event was lost, 1 otherwise; targets that were missed are shown and do not decide.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { bench } from "./bench.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import { markdownReport, textReport } from "./report.ts";
import { type BenchResult, type ServerResult, allMeasurements } from "./result.ts";
import { closeWhenInterrupted, createScope } from "./scope.ts";

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const scope = createScope();
  closeWhenInterrupted(scope);
  try {
    const command = ["npm run bench --", ...process.argv.slice(2)].join(" ");
    const result = await bench({ options, scope, command, say });
    write(options.jsonFile ?? resultFile(result.startedAt), result);
    process.stdout.write(`${textReport(result)}\n`);
    if (options.isMarkdown) process.stdout.write(`\n${markdownReport(result)}\n`);
    const all = result.rounds.flat();
    return all.length > 0 && all.every(hasKeptAll) ? 0 : 1;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await scope.close();
  }
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return undefined;
  }
}

/** No id is missing, invented or confused; and where the server counts for itself, it counts each as done. */
function hasKeptAll(result: ServerResult): boolean {
  const all = allMeasurements(result);
  const isWhole = all.every(({ check }) => check.missing + check.invented + check.confused === 0);
  const acknowledged = all.reduce((total, { check }) => total + check.acknowledged, 0);
  const { states } = result;
  return (
    isWhole && (states === undefined || (states.done >= acknowledged && states.scheduled + states.dead === 0))
  );
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
