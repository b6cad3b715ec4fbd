import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSqsDeliveries } from "@hookyard/aws/deliveries/sqs-deliveries";
import { createJobTable } from "@hookyard/aws/jobs/job-table";
import { putLetters } from "@hookyard/aws/testing/put-letters";
import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import { createUnreliableServer, type UnreliableServer } from "@hookyard/aws/testing/unreliable-server";
import type { Deliveries } from "@hookyard/core/port/deliveries";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { brokenFailure } from "@hookyard/core/port/replay-harness";
import type { Job, JobReport } from "@hookyard/core/replay/job";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { router } from "../../packages/cli/fixture/router.ts";
import { eventually } from "../support/eventually.ts";

const bin = join(import.meta.dirname, "../../packages/cli/bin/hookyard.js");
const consumer = "count-payment";
const letters = Array.from({ length: 150 }, (_, index) => `${idOf(`p${index}`)}:${consumer}`);

let directory: string;
let world: StageWorld;
/** Between the command and SQS. */
let sqs: UnreliableServer;
/** What became of a batch that the command sends. */
let onBatch: (carryOut: () => Promise<Response>) => Promise<Response>;
/** Delivery ids of each message that SQS has taken from a command. */
let taken: string[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-stage-"));
  world = await createStageWorld(router);
  taken = [];
  onBatch = (carryOut) => carryOut();
  sqs = await createUnreliableServer(async (request) => {
    const text = await request.text();
    const { method, headers } = request;
    const target = `${world.env["AWS_ENDPOINT_URL_SQS"]}/`;
    const carryOut = () => fetch(target, { method, headers, body: text });
    if (!(headers.get("x-amz-target") ?? "").endsWith("SendMessageBatch")) return carryOut();
    return onBatch(async () => {
      const answer = await carryOut();
      taken.push(...idsIn(text));
      return answer;
    });
  });
  const env = { ...world.env, AWS_ENDPOINT_URL_SQS: sqs.endpoint };
  const variables = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  writeFileSync(join(directory, "sst"), `#!/bin/sh\nshift 4\n${variables.join("\n")}\nexec "$@"\n`);
  chmodSync(join(directory, "sst"), 0o755);
  await putLetters(
    world.aws,
    letters.map((_, index) => ({
      entry: busEntry({ providerId: `p${index}`, consumers: [consumer] }),
      consumer,
      reason: "permanent",
      failure: brokenFailure,
    })),
  );
});
afterEach(async () => {
  sqs.close();
  await world.close();
  rmSync(directory, { recursive: true });
});

describe("a replay on a stage whose command is killed", () => {
  test("is resumed by another command, loses nothing, and names what may have been sent twice", {
    timeout: 120_000,
  }, async () => {
    const worker = startWorker();

    // SQS has taken a pack, and the command never hears of it.
    const first = spawnHookyard("dead-letters", "replay", "--yes", "--rate", "500", ...stage);
    await killAt(first, 3, { isCarriedOut: true, worker });
    // The same pack again, and one that SQS never sees.
    const second = spawnHookyard("jobs", "resume", await silentJob(), ...stage);
    await killAt(second, 2, { isCarriedOut: false, worker });
    const third = spawnHookyard("jobs", "resume", await silentJob(), ...stage);
    await killAt(third, 1, { isCarriedOut: true, worker });
    onBatch = (carryOut) => carryOut().finally(worker.goOn);
    const last = await outputOf(spawnHookyard("jobs", "resume", await silentJob(), ...stage, "--json"));
    await worker.end();

    const job = jobIn(last);
    expect(job).toMatchObject({
      state: "completed",
      sent: letters.length,
      done: letters.length,
      failedAgain: 0,
      open: 0,
      left: 0,
    });
    expect(worker.handled.toSorted()).toEqual(letters.toSorted());
    const twice = letters.filter((letter) => taken.filter((each) => each === letter).length > 1);
    expect(twice.length).toBeGreaterThan(0);
    expect(job.maybeTwice).toEqual(expect.arrayContaining(twice));
    expect(job.maybeTwice.length).toBeLessThanOrEqual(3 * mostMarked);
  });
});

/** Letters that a command has marked and not sent yet, at most: those of one look. */
const mostMarked = 100;
const stage = ["--stage", "production"];

function spawnHookyard(...argv: readonly string[]): ChildProcess {
  const env = { PATH: `${directory}:/usr/bin:/bin`, HOME: directory, NO_COLOR: "1" };
  return spawn(process.execPath, [bin, ...argv], {
    cwd: directory,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** Kills a command while it sends its n-th pack, before or after SQS has taken that. */
async function killAt(
  command: ChildProcess,
  pack: number,
  { isCarriedOut, worker }: { readonly isCarriedOut: boolean; readonly worker: Worker },
): Promise<void> {
  let packs = 0;
  onBatch = async (carryOut) => {
    packs += 1;
    if (packs < pack) return carryOut().finally(worker.goOn);
    await worker.pause(); // what its consumer has begun is not sent again
    const answer = isCarriedOut && packs === pack ? await carryOut() : Response.json({}, { status: 500 });
    command.kill("SIGKILL");
    await once(command, "exit");
    return answer;
  };
  const [, signal] = await once(command, "exit");
  expect(signal).toBe("SIGKILL");
}

/** The job, with its dead runner's claim run out: half a minute later, for a test that does not wait so long. */
async function silentJob(): Promise<string> {
  const { dynamodb, table } = world.aws;
  const jobs = createJobTable({ dynamodb, table, now: Date.now });
  const [job] = (await jobs.list({ limit: 1 })).rows;
  if (job?.runner === undefined) throw new Error("nobody ran the job");
  const until = new Date(Date.now() - 1).toISOString();
  const changed: Job = { ...job, runner: { ...job.runner, until } };
  expect(await jobs.update(changed)).toBeDefined();
  return job.id;
}

async function outputOf(command: ChildProcess): Promise<string> {
  const chunks: Buffer[] = [];
  command.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(command, "close");
  expect(code).toBe(0);
  return Buffer.concat(chunks).toString();
}

function jobIn(output: string): JobReport {
  return JSON.parse(output) as JobReport; // safe: the command's documented answer
}

/** A consumer that handles what comes, where it is not paused. */
interface Worker {
  readonly handled: readonly string[];
  /** Resolves when it has nothing in hand. */
  pause(): Promise<void>;
  goOn(): void;
  end(): Promise<void>;
}

function startWorker(): Worker {
  const handled: string[] = [];
  const deliveries = deliveriesOf(world);
  let isOver = false;
  let isPaused = false;
  let turn = Promise.resolve(0);
  const takeTurn = async (): Promise<number> => {
    if (isPaused) return 0;
    const received = await deliveries.receive(consumer, { max: 50, leaseSeconds: 30 });
    handled.push(...received.map(({ lease }) => lease.deliveryId));
    await Promise.all(received.map(({ lease }) => deliveries.complete(lease)));
    return received.length;
  };
  const working = eventually(
    () => (turn = takeTurn()),
    (count) => isOver && count === 0,
    { timeoutMilliseconds: 110_000, what: "the last delivery" },
  );
  return {
    handled,
    async pause() {
      isPaused = true;
      await turn;
    },
    goOn: () => void (isPaused = false),
    async end() {
      isOver = true;
      await working;
    },
  };
}

function deliveriesOf({ aws }: StageWorld): Deliveries {
  const { sqs: client, dynamodb, table, now } = aws;
  return createSqsDeliveries({
    sqs: client,
    table: createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now }),
    queues: (name) => aws.consumers[name],
    fetchWhole: async ({ text }) => text,
    version: "1",
    waitSeconds: 0,
    now,
  });
}

function idsIn(batch: string): readonly string[] {
  const { Entries } = JSON.parse(batch) as { readonly Entries: readonly { readonly MessageBody: string }[] }; // safe: the client's own serialiser
  return Entries.map(({ MessageBody }) => `${/evt_[0-9a-f]{32}/.exec(MessageBody)?.[0]}:${consumer}`);
}
