import { rareAmong } from "@hookyard/aws/testing/many-letters/generated-letters";
import {
  type ManyLettersStage,
  startManyLettersStage,
} from "@hookyard/aws/testing/many-letters/many-letters-stage";
import type { JobReport } from "@hookyard/core/replay/job";
import type { ReplayPlan } from "@hookyard/core/replay/plan";
import { atStage } from "./stage-place.ts";
import { type Held, startWatched } from "./watched-command.ts";

/** What a command held at most, of several looks in the second half of its work, and how long it took. */
export interface CommandMemory extends Held {
  readonly seconds: number;
  /** Letters that were on their way at each look, at least. */
  readonly onTheirWay: number;
}

const consumer = "mended";
const canary = 10;
const stageOption = ["--stage", "production"];
/** Looks in the second half. */
const looks = 5;

/** Sends all letters of a stage again, whose consumer keeps `held` of them on their way from early on to the end. */
export async function memoryOfReplay(letters: number, held: number): Promise<CommandMemory> {
  const limits = ["--rate", "100000", "--canary", String(canary), "--max-backlog-age", "1h"];
  const parameters = ["dead-letters", "replay", "--yes", "--json", ...limits, ...stageOption];
  return watched({ letters, held, parameters, progress: ({ done }) => done, end: letters - held }, (out) => {
    const { job } = JSON.parse(out) as { readonly job: JobReport };
    if (job.state !== "completed" || job.done !== letters || job.left !== 0)
      throw new Error(`the job did not do its work: ${job.state}, ${job.done} done, ${job.left} left`);
  });
}

/** Chooses one of 10,000 letters by its error, and sends those: reads all to find them, once more than it finds some. */
export async function memoryOfSelection(letters: number): Promise<CommandMemory> {
  const limits = ["--error", "the rare one", "--rate", "100000"];
  const parameters = ["dead-letters", "replay", "--yes", "--json", ...limits, ...stageOption];
  const reads = 4; // two plans, a way through that finds some, and one that finds none
  const watching = { letters, held: 0, parameters, end: reads * letters };
  return watched({ ...watching, progress: ({ listed }) => listed }, (out) => {
    const { job } = JSON.parse(out) as { readonly job: JobReport };
    const chosen = Math.floor(letters / rareAmong);
    if (job.state !== "completed" || job.done !== chosen)
      throw new Error(`the job did not do its work: ${job.state}, ${job.done} done of ${chosen}`);
  });
}

/** Counts all letters of a stage, and sends none. */
export async function memoryOfPlan(letters: number): Promise<CommandMemory> {
  const parameters = ["dead-letters", "replay", "--dry-run", "--json", ...stageOption];
  return watched({ letters, held: 0, parameters, progress: ({ listed }) => listed, end: letters }, (out) => {
    const { plan } = JSON.parse(out) as { readonly plan: ReplayPlan };
    if (plan.count !== letters) throw new Error(`the plan has ${plan.count} letters of ${letters}`);
  });
}

interface Watching {
  readonly letters: number;
  readonly held: number;
  readonly parameters: readonly string[];
  /** How far the command is, up to `end`. */
  readonly progress: (stage: ManyLettersStage) => number;
  readonly end: number;
}

async function watched(
  { letters, held, parameters, progress, end }: Watching,
  check: (out: string) => void,
): Promise<CommandMemory> {
  const stage = await startManyLettersStage({ letters, consumer, held, canary, now: Date.now });
  try {
    return await atStage(stage.env, async (place) => {
      const start = performance.now();
      const command = startWatched(parameters, place);
      const seen: Promise<Held | undefined>[] = [];
      let onTheirWay = Number.POSITIVE_INFINITY;
      stage.onAnswer = () => {
        if (seen.length === looks || progress(stage) < (end * (looks + seen.length)) / (2 * looks)) return;
        onTheirWay = Math.min(onTheirWay, stage.onTheirWay);
        seen.push(command.held());
      };
      check(await command.ended);
      const all = (await Promise.all(seen)).filter((each) => each !== undefined);
      if (all.length < looks) throw new Error(`the command was looked at ${all.length} times, not ${looks}`);
      const most = (of: (each: Held) => number): number => Math.max(...all.map(of));
      return {
        heapUsed: most((each) => each.heapUsed),
        rss: most((each) => each.rss),
        seconds: (performance.now() - start) / 1000,
        onTheirWay,
      };
    });
  } finally {
    stage.close();
  }
}
