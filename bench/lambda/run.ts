/**
 * `npm run bench:lambda`: Hookyard's functions as they are deployed, beside a hand-written one, a bare one and the usual
 * one, in fresh processes on this machine. Exits 0 when everything answered; targets that were missed are shown.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createBundleFolder } from "../../test/lambda/support/bundle.ts";
import { router } from "../../test/lambda/fixture/router.ts";
import { startStage } from "../../test/lambda/support/stage.ts";
import { secret } from "../../test/lambda/support/webhook.ts";
import { bundleAll, type Contestant } from "./contestant.ts";
import { createEvent, environmentOf } from "./events.ts";
import { type Measured, measure } from "./measure.ts";
import { markdownReport, textReport } from "./report.ts";
import { type ContestantResult, type LambdaResult, median, targetsOf } from "./result.ts";

const usage = `npm run bench:lambda -- [options]

  --quick      fewer processes and rounds
  --json FILE  where the result goes (bench/results/lambda-<time>.json)
  --markdown   also prints the block for docs/benchmarks.md`;

interface Options {
  readonly processes: number;
  readonly rounds: number;
  readonly events: number;
  readonly jsonFile: string | undefined;
  readonly isMarkdown: boolean;
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return 2;
  }
  const result = await bench(options);
  const name = `lambda-${result.startedAt.replaceAll(/[:.]/g, "-")}.json`;
  const file = options.jsonFile ?? fileURLToPath(new URL(`../results/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(`${textReport(result)}\n`);
  if (options.isMarkdown) process.stdout.write(`\n${markdownReport(result)}\n`);
  return 0;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      markdown: { type: "boolean", default: false },
    },
  });
  const sizes = values.quick
    ? { processes: 5, rounds: 1, events: 100 }
    : { processes: 20, rounds: 5, events: 800 };
  return { ...sizes, jsonFile: values.json, isMarkdown: values.markdown };
}

async function bench({ processes, rounds, events }: Options): Promise<LambdaResult> {
  const startedAt = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    node: process.version,
    loadAverage: loadavg()[0] ?? Number.NaN,
  };
  const { folder, remove } = createBundleFolder();
  const stage = await startStage(router);
  try {
    const contestants = await bundleAll(folder);
    let count = 0;
    const run = async (one: Contestant, invocations: number): Promise<Measured> => {
      const all: unknown[] = [];
      for (let index = 0; index <= invocations; index++)
        all.push(await createEvent(one.takes, `${startedAt} ${count++}`));
      const [first, ...rest] = all;
      return measure({ file: one.bundle.file, first, events: rest }, environmentOf(stage, one, secret));
    };
    const starts = new Map(contestants.map(({ name }) => [name, [] as Measured[]]));
    for (let round = 0; round < processes; round++) {
      for (const one of turned(contestants, round)) starts.get(one.name)?.push(await run(one, 0));
    }
    const busy = new Map(contestants.map(({ name }) => [name, [] as Measured[]]));
    for (let round = 0; round < rounds; round++) {
      for (const one of turned(contestants, round))
        if (one.takes === "webhook") busy.get(one.name)?.push(await run(one, events * 2));
    }
    const results = contestants.map((one) =>
      resultOf(one, starts.get(one.name) ?? [], busy.get(one.name) ?? []),
    );
    const command = ["npm run bench:lambda --", ...process.argv.slice(2)].join(" ");
    return {
      command,
      startedAt,
      machine,
      processes,
      rounds,
      events,
      contestants: results,
      targets: targetsOf(results),
    };
  } finally {
    await stage.close();
    remove();
  }
}

/** Each round begins with another, so that none always runs after the same. */
function turned(contestants: readonly Contestant[], round: number): readonly Contestant[] {
  const first = round % contestants.length;
  return [...contestants.slice(first), ...contestants.slice(0, first)];
}

function resultOf(
  { name, bundle, startBytesEnvironmentOnly }: Contestant,
  starts: readonly Measured[],
  busy: readonly Measured[],
): ContestantResult {
  return {
    name,
    startBytes: bundle.startBytes,
    startBytesEnvironmentOnly,
    bytes: bundle.bytes,
    importMilliseconds: median(starts.map((one) => one.importMilliseconds)),
    firstMilliseconds: median(starts.map((one) => one.firstMilliseconds)),
    togetherMilliseconds: starts.map((one) => one.importMilliseconds + one.firstMilliseconds),
    startCpuMilliseconds: starts.map((one) => one.startCpuMilliseconds),
    coldCpuMicros: busy.map((one) => one.coldCpuMicros),
    cpuMicros: busy.map((one) => one.cpuMicros),
  };
}

process.exitCode = await main();
