import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { JobReport } from "@hookyard/core/replay/job";
import { fillWithLetters } from "./fill.ts";
import {
  firstOutputLimitMilliseconds,
  hookyardCommand,
  measureCommand,
  printRows,
  residentMegabytes,
  startMessageMoveTaskPerSecond,
} from "./measure-command.ts";

/** What a replay may add to the engine's memory, however many letters there are. */
const growthLimitMegabytes = 250;
const routerFile = join(import.meta.dirname, "hookyard/router.ts");

/** A replay of the embedded engine as a user runs it. */
export async function measureEmbedded(letters: number): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "hookyard-bench-replay-"));
  try {
    await measure(join(home, "data"), letters);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(data: string, letters: number): Promise<void> {
  process.stdout.write(`filling ${letters.toLocaleString("en-US")} letters …\n`);
  fillWithLetters(data, letters);
  const places = ["--router", routerFile, "--data", data, "--port", "0", "--operator-port", "0"];
  const engine = spawn(process.execPath, [hookyardCommand, "start", ...places, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await Promise.race([
      once(engine.stdout, "data"),
      once(engine, "exit").then(() => Promise.reject(new Error("Hookyard did not start"))),
    ]);
    engine.stdout.resume();
    await delay(1_000);
    const dryRun = await measureCommand(["dead-letters", "replay", "--dry-run", "--data", data]);
    const before = residentMegabytes(engine.pid);
    let peak = before;
    const sampling = setInterval(() => (peak = Math.max(peak, residentMegabytes(engine.pid))), 100);
    const limits = ["--rate", "100000", "--max-backlog-age", "1h"];
    const run = await measureCommand([
      "dead-letters",
      "replay",
      "--yes",
      "--json",
      ...limits,
      "--data",
      data,
    ]);
    clearInterval(sampling);
    const { job } = JSON.parse(run.out) as { readonly job: JobReport };
    if (job.state !== "completed" || job.done !== letters || job.left !== 0) {
      throw new Error(`the job did not do its work: ${job.state}, ${job.done} done, ${job.left} left`);
    }
    const perSecond = (letters / run.total) * 1_000;
    printRows("on one machine", [
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
    ]);
  } finally {
    engine.kill("SIGTERM");
    await once(engine, "exit");
  }
}
