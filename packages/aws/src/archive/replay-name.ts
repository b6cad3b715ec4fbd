/*
 * A replay of EventBridge has a name, which every event that it sends carries: `replay-name` of the envelope. So what a
 * consumer has to know of a copy is in it: the job, and whether what was done is to be done again.
 *
 *   job_7f3a.1         the first window of the job job_7f3a
 *   job_7f3a.2.again   its second one, where the job was begun with --again
 */

/** Who sends an event from the archive. */
export interface ArchiveSender {
  /** Sends an event to a consumer once, whatever the number of copies: the job, or a replay that somebody else began. */
  readonly id: string;
  /** Absent where it is not one of ours. */
  readonly job?: string;
  /** To consumers too that have done it. */
  readonly again: boolean;
}

const nameForm = /^(job_[0-9A-Za-z]{4,40})\.\d{1,6}(\.again)?$/;

/**
 * The name of a job's replay number `number`. At most 64 characters of `.-_A-Za-z0-9`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
 */
export function replayName(job: string, number: number, again: boolean): string {
  return `${job}.${number}${again ? ".again" : ""}`;
}

/** Reads a name back. One that is not ours is somebody's replay by AWS's own tools: as a job without `--again`. */
export function senderOf(name: string): ArchiveSender {
  const [, job, again] = nameForm.exec(name) ?? [];
  return job === undefined
    ? { id: name.slice(0, 64), again: false }
    : { id: job, job, again: again !== undefined };
}
