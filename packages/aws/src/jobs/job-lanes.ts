import type { LaneProgress } from "@hookyard/core/replay/job";
import { putItems } from "../table/batches.ts";
import { text } from "../table/item.ts";
import { jobPartition, type OpenSending, openSortKey, twiceSortPrefix } from "./job-keys.ts";
import { newLane } from "./lane-record.ts";
import { createLaneTable, type LaneTableOptions } from "./lane-table.ts";
import { lookAtJob } from "./look-at-job.ts";
import { createSendingOutcomes } from "./sending-outcomes.ts";
import { sharedLooks } from "./shared-looks.ts";

/**
 * What a job did, by consumer, counted exactly once whatever ends whom in between.
 *
 * A sending is noted before it is sent and counts as sent as soon as its delivery says so. Whoever looks moves those that
 * have an outcome into their lane's counts: the lane is written first, with the keys of what it has just counted, then
 * these items are deleted. So an item that a lane names is counted already, and one that it does not name is not.
 */
export interface JobLanes {
  /** Notes what is about to be sent; of these, what an earlier, cut off sending may have sent. */
  open(job: string, sendings: readonly OpenSending[], maybeTwice: readonly string[]): Promise<void>;
  progress(job: string): Promise<readonly LaneProgress[]>;
  position(job: string, consumer: string): Promise<string | undefined>;
  /** Changes what a lane counts. `from`: only while it stands there; answers whether it did. */
  note(job: string, consumer: string, note: LaneNote): Promise<boolean>;
}

export interface LaneNote {
  readonly done?: number;
  readonly failed?: number;
  readonly skipped?: number;
  readonly position?: string;
  readonly from?: { readonly position: string | undefined };
}

/** Several processes look at one job: each time one of them is first. */
const maxTries = 16;

export function createJobLanes(options: LaneTableOptions): JobLanes {
  const lanes = createLaneTable(options);
  const outcomes = createSendingOutcomes(options);

  return {
    async open(job, sendings, maybeTwice) {
      const sortKeys = [
        ...maybeTwice.map((id) => `${twiceSortPrefix}${id}`), // first: what is sent has been named
        ...sendings.map(openSortKey),
      ];
      const pk = text(jobPartition(job));
      await putItems(
        options,
        sortKeys.map((sk) => ({ pk, sk: text(sk), expires: lanes.expires() })),
      );
    },
    // Its runner and whoever follows it look at the same time: each look counts, and would be in the other's way.
    progress: sharedLooks(async (job) => {
      for (let tries = 1; tries <= maxTries; tries++) {
        const found = await lookAtJob(job, { lanes, outcomes });
        if (found !== undefined) return found;
      }
      throw new Error(`what the job ${job} has done changed ${maxTries} times while it was being counted`);
    }),
    position: async (job, consumer) => (await lanes.read(job)).get(consumer)?.position,
    async note(job, consumer, { done = 0, failed = 0, skipped = 0, position, from }) {
      for (let tries = 1; tries <= maxTries; tries++) {
        const lane = (await lanes.read(job)).get(consumer) ?? newLane(consumer);
        if (from !== undefined && lane.position !== from.position) return false;
        const change = {
          done: lane.done + done,
          failed: lane.failed + failed,
          skipped: lane.skipped + skipped,
          ...(position !== undefined && { position }),
        };
        if ((await lanes.change(job, lane, change)) !== undefined) return true;
      }
      throw new Error(`the counts of the job ${job} changed ${maxTries} times while they were being written`);
    },
  };
}
