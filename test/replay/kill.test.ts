import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { JobReport } from "@hookyard/core/replay/job";
import { eventually } from "../support/eventually.ts";
import {
  askOperator,
  type HookyardProcess,
  hookyardCommand,
  runHookyard,
  startHookyardProcess,
} from "../support/hookyard-process.ts";

const routerFile = join(import.meta.dirname, "fixture/router.ts");
const letters = 300;

describe("a replay that is killed", () => {
  let home: string;
  let dataDirectory: string;
  let hookyard: HookyardProcess;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "hookyard-replay-"));
    dataDirectory = join(home, "data");
    hookyard = await start();
    const parameters = ["trigger", "stripe", "payment_intent.succeeded", "--count", String(letters)];
    await runHookyard([...parameters, "--data", dataDirectory, "--router", routerFile, "--json"]);
    await eventually(
      () => askOperator(dataDirectory, (operator) => operator.overview()),
      ({ deliveries }) => deliveries.dead === letters,
      { what: "every delivery to die" },
    );
  });
  afterEach(async () => {
    await hookyard.remove();
    rmSync(home, { recursive: true, force: true });
  });

  const start = () => startHookyardProcess({ routerFile, dataDirectory });
  const jobs = (): Promise<readonly JobReport[]> =>
    askOperator(dataDirectory, async ({ replays }) => (await replays?.jobs({ limit: 10 }))?.rows ?? []);
  const accountedFor = async (): Promise<void> => {
    const [job] = await jobs();
    expect(job).toMatchObject({
      state: "completed",
      sent: letters,
      done: letters,
      failedAgain: 0,
      open: 0,
      left: 0,
      maybeTwice: [],
    });
    const { deliveries } = await askOperator(dataDirectory, (operator) => operator.overview());
    expect(deliveries).toMatchObject({ scheduled: 0, dead: 0 });
    const { rows } = await askOperator(dataDirectory, (operator) => operator.events({ limit: 1000 }));
    const details = await askOperator(dataDirectory, (operator) =>
      Promise.all(rows.slice(0, 100).map(({ id }) => operator.event(id))),
    );
    for (const detail of details) expect(detail?.history).toMatchObject([{ state: "done", replay: 1 }]);
  };

  test("as a command, with kill -9, goes on without it and loses nothing", { timeout: 60_000 }, async () => {
    const command = spawnReplay(dataDirectory);
    await eventually(jobs, ([job]) => (job?.sent ?? 0) > 0, { what: "the first letters" });

    command.kill("SIGKILL");
    await once(command, "exit");
    await eventually(jobs, ([job]) => job?.state === "completed", { what: "the end of the job" });

    await accountedFor();
  });

  test("with its engine, with kill -9, time after time, ends with every letter accounted for", {
    timeout: 120_000,
  }, async () => {
    const command = spawnReplay(dataDirectory, ["--detach"]);
    await once(command, "exit");
    for (const share of [0.01, 0.1, 0.3, 0.6, 0.9]) {
      await eventually(
        jobs,
        ([job]) => job === undefined || job.state !== "running" || job.sent >= letters * share,
      );
      hookyard.signal("SIGKILL");
      await hookyard.ended;
      hookyard = await start();
    }

    await eventually(jobs, ([job]) => job?.state === "completed", {
      what: "the end of the job",
      timeoutMilliseconds: 60_000,
    });

    await accountedFor();
  });

  test("is resumed by another command after it was paused by Ctrl-C", { timeout: 60_000 }, async () => {
    const command = spawnReplay(dataDirectory);
    await eventually(jobs, ([job]) => (job?.sent ?? 0) > 0, { what: "the first letters" });
    command.kill("SIGINT");
    const [exitCode] = await once(command, "exit");
    const [job] = await jobs();

    const resumed = await runHookyard(["jobs", "resume", job?.id ?? "", "--data", dataDirectory, "--json"]);

    expect(exitCode).toBe(1);
    expect(job).toMatchObject({ state: "paused", pause: { reason: "asked" } });
    expect(resumed.exitCode).toBe(0);
    await accountedFor();
  });
});

function spawnReplay(dataDirectory: string, more: readonly string[] = []) {
  const parameters = ["dead-letters", "replay", "--yes", "--rate", "600", "--data", dataDirectory, ...more];
  return spawn(process.execPath, [hookyardCommand, ...parameters], { cwd: tmpdir(), stdio: "ignore" });
}
