import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { JobReport } from "@hookyard/core/replay/job";
import { fillWithLetters } from "./fill.ts";

// `npm run bench:replay -- --letters 1000000`: a replay of the embedded engine as a user runs it, beside the 500 a second
// that StartMessageMoveTask moves at most.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
const startMessageMoveTaskPerSecond = 500;
const firstOutputLimitMilliseconds = 1_000;
/** What a replay may add to the engine's memory, however many letters there are. */
const growthLimitMegabytes = 250;

const command = join(import.meta.dirname, "../../packages/cli/bin/hookyard.js");
const routerFile = join(import.meta.dirname, "hookyard/router.ts");
const { values } = parseArgs({ options: { letters: { type: "string", default: "1000000" } } });
const letters = Number(values.letters);
if (!Number.isInteger(letters) || letters < 1)
  throw new Error("--letters: write a whole number, such as 1000000");

const home = mkdtempSync(join(tmpdir(), "hookyard-bench-replay-"));
try {
  await measure(join(home, "data"));
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measure(data: string): Promise<void> {
  process.stdout.write(`filling ${letters.toLocaleString("en-US")} letters …\n`);
  fillWithLetters(data, letters);
  const places = ["--router", routerFile, "--data", data, "--port", "0", "--operator-port", "0"];
  const engine = spawn(process.execPath, [command, "start", ...places, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await Promise.race([
      once(engine.stdout, "data"),
      once(engine, "exit").then(() => Promise.reject(new Error("Hookyard did not start"))),
    ]);
    engine.stdout.resume();
    await delay(1_000);
    const dryRun = await timed(["dead-letters", "replay", "--dry-run", "--data", data]);
    const before = residentMegabytes(engine.pid);
    let peak = before;
    const sampling = setInterval(() => (peak = Math.max(peak, residentMegabytes(engine.pid))), 100);
    const started = performance.now();
    const limits = ["--rate", "100000", "--max-backlog-age", "1h"];
    const run = await timed(["dead-letters", "replay", "--yes", "--json", ...limits, "--data", data]);
    const seconds = (performance.now() - started) / 1000;
    clearInterval(sampling);
    const { job } = JSON.parse(run.out) as { readonly job: JobReport };
    if (job.state !== "completed" || job.done !== letters || job.left !== 0) {
      throw new Error(`the job did not do its work: ${job.state}, ${job.done} done, ${job.left} left`);
    }
    const perSecond = letters / seconds;
    const rows: readonly (readonly [string, string, boolean])[] = [
      ["letters a second, sent and done", perSecond.toFixed(0), perSecond > startMessageMoveTaskPerSecond],
      [
        "  beside StartMessageMoveTask's",
        `× ${(perSecond / startMessageMoveTaskPerSecond).toFixed(1)}`,
        true,
      ],
      ["first output, ms", dryRun.firstOutput.toFixed(0), dryRun.firstOutput < firstOutputLimitMilliseconds],
      ["plan of all letters, ms", dryRun.total.toFixed(0), true],
      ["engine's memory before, MB", before.toFixed(0), true],
      ["engine's memory at its peak, MB", peak.toFixed(0), peak - before < growthLimitMegabytes],
    ];
    for (const [name, value, isMet] of rows)
      process.stdout.write(`${name.padEnd(34)} ${value.padStart(9)}  ${isMet ? "ok" : "MISSED"}\n`);
    if (rows.some(([, , isMet]) => !isMet)) process.exitCode = 1;
  } finally {
    engine.kill("SIGTERM");
    await once(engine, "exit");
  }
}

interface Timed {
  readonly out: string;
  /** Milliseconds to the first byte on either stream. */
  readonly firstOutput: number;
  readonly total: number;
}

async function timed(parameters: readonly string[]): Promise<Timed> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let firstOutput = Number.POSITIVE_INFINITY;
  const seen = (): void => {
    firstOutput = Math.min(firstOutput, performance.now() - started);
  };
  child.stdout.on("data", (chunk: Buffer) => {
    seen();
    out += chunk.toString();
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    seen();
    said += chunk.toString();
  });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0)
    throw new Error(`${parameters.join(" ")} exited with ${String(exitCode)}: ${out}${said}`);
  return { out, firstOutput, total: performance.now() - started };
}

/** What Linux says that a process holds. */
function residentMegabytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
