/**
 * `npm run bench:verify`: Hookyard, the floor and the official libraries on the same signed requests, in one process.
 * Exits 0 when everybody decided rightly, 1 otherwise; targets that were missed are shown and do not decide.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runContest } from "./contest.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import { markdownReport, textReport } from "./report.ts";
import type { Contest, VerifyResult } from "./result.ts";

const sizes = [2_000, 20_000, 200_000];

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  try {
    const result = await bench(options);
    write(options.jsonFile ?? resultFile(result.startedAt), result);
    process.stdout.write(`${textReport(result)}\n`);
    if (options.isMarkdown) process.stdout.write(`\n${markdownReport(result)}\n`);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function bench(options: Options): Promise<VerifyResult> {
  const { rounds, sliceMs } = options;
  const startedAt = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    node: process.version,
    loadAverage: loadavg()[0] ?? Number.NaN,
  };
  const contests: Contest[] = [];
  for (const family of options.families) {
    say(family.provider.id);
    const secret = family.provider.scheme.createSecret(randomBytes);
    for (const bytes of sizes) contests.push(await runContest(family, { secret, bytes, rounds, sliceMs }));
  }
  const command = ["npm run bench:verify --", ...process.argv.slice(2)].join(" ");
  return { command, startedAt, machine, rounds, sliceMs, contests };
}

function readOptions(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return undefined;
  }
}

function resultFile(startedAt: string): string {
  const name = `verify-${startedAt.replaceAll(/[:.]/g, "-")}.json`;
  return fileURLToPath(new URL(`../results/${name}`, import.meta.url));
}

function write(file: string, result: VerifyResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  say(`written: ${file}`);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

process.exitCode = await main();
