import { setTimeout as delay } from "node:timers/promises";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSqsDeliveries } from "@hookyard/aws/deliveries/sqs-deliveries";
import { putLetters } from "@hookyard/aws/testing/put-letters";
import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { brokenFailure } from "@hookyard/core/port/replay-harness";
import type { JobReport } from "@hookyard/core/replay/job";
import { router } from "./hookyard/router.ts";
import {
  type CommandPlace,
  firstOutputLimitMilliseconds,
  measureCommand,
  printRows,
  startMessageMoveTaskPerSecond,
} from "./measure-command.ts";
import { atStage } from "./stage-place.ts";

const consumer = "mended";

/**
 * A replay on a stage as a user runs it, on stand-ins in this process: dynalite, local-aws-sqs, and the consumer. They
 * take more of the machine than the command, so what it could do by itself is told from its own processor time.
 */
export async function measureStage(letters: number): Promise<void> {
  const world = await createStageWorld(router);
  const worker = startWorker(world);
  try {
    await atStage(world.env, (place) => measure(world, place, letters));
  } finally {
    await worker.end();
    await world.close();
  }
}

async function measure(world: StageWorld, place: CommandPlace, letters: number): Promise<void> {
  const few = Math.max(1, Math.floor(letters / 10));
  const small = await replayed(world, place, { from: 0, count: few });
  await fill(world, { from: few, count: letters });
  const dryRun = await measureCommand(["dead-letters", "replay", "--dry-run", ...stage], place);
  const whole = await replayed(world, place, { from: few, count: 0, expected: letters });
  const perSecond = (letters / whole.total) * 1_000;
  const cpu = (whole.cpu - small.cpu) / (letters - few);
  printRows("on a stage of stand-ins", [
    ["letters a second, sent and done", perSecond.toFixed(0), true],
    ["  beside StartMessageMoveTask's", `× ${(perSecond / startMessageMoveTaskPerSecond).toFixed(2)}`, true],
    ["the command's own time a letter, ms", cpu.toFixed(2), true],
    [
      "  letters a second it has time for",
      (1_000 / cpu).toFixed(0),
      1_000 / cpu > startMessageMoveTaskPerSecond,
    ],
    ["first output, ms", dryRun.firstOutput.toFixed(0), dryRun.firstOutput < firstOutputLimitMilliseconds],
    ["plan of all letters, ms", dryRun.total.toFixed(0), true],
  ]);
}

const stage = ["--stage", "production"];
const limits = ["--rate", "100000", "--canary", "100", "--max-backlog-age", "1h"];

async function fill({ aws }: StageWorld, { from, count }: Letters): Promise<void> {
  const note = "n".repeat(400);
  for (let start = from; start < from + count; start += 500) {
    const part = Array.from(
      { length: Math.min(500, from + count - start) },
      (_, index) => `p${start + index}`,
    );
    await putLetters(
      aws,
      part.map((providerId) => ({
        entry: busEntry({ providerId, consumers: [consumer], original: { id: providerId, note } }),
        consumer,
        reason: "permanent",
        failure: brokenFailure,
      })),
    );
  }
}

interface Letters {
  readonly from: number;
  readonly count: number;
}

/** Puts letters there, and has the command send all that there are. */
async function replayed(
  world: StageWorld,
  place: CommandPlace,
  { from, count, expected = count }: Letters & { readonly expected?: number },
) {
  await fill(world, { from, count });
  const run = await measureCommand(["dead-letters", "replay", "--yes", "--json", ...limits, ...stage], place);
  const { job } = JSON.parse(run.out) as { readonly job: JobReport };
  if (job.state !== "completed" || job.done !== expected || job.left !== 0)
    throw new Error(`the job did not do its work: ${job.state}, ${job.done} done, ${job.left} left`);
  return run;
}

const idleMilliseconds = 20;

/** The consumer, whose handler does nothing. */
function startWorker({ aws }: StageWorld): { readonly end: () => Promise<void> } {
  const { sqs, dynamodb, table, now } = aws;
  const deliveries = createSqsDeliveries({
    sqs,
    now,
    version: "1",
    waitSeconds: 0,
    table: createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now }),
    queues: (name) => aws.consumers[name],
    fetchWhole: async ({ text }) => text,
  });
  let isOver = false;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const received = await deliveries.receive(consumer, { max: 100, leaseSeconds: 30 });
      await Promise.all(received.map(({ lease }) => deliveries.complete(lease)));
      if (received.length === 0) await delay(idleMilliseconds);
    }
  };
  const working = work();
  return {
    async end() {
      isOver = true;
      await working;
    },
  };
}
