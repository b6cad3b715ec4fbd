import type { Page, PageRequest } from "../operator/operator.ts";
import type { Job } from "../replay/job.ts";

/** Where replay jobs are kept. A job that was added or changed is there after whatever happens. */
export interface Jobs {
  /** Adds a job. Resolves `false`, and changes nothing, when its id is taken. */
  add(job: Job): Promise<boolean>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<Job>>;
  /**
   * Writes the job with a version one higher, if it still has the version that `job` has. Answers the job as it
   * stands now, or `undefined` when somebody else was first.
   */
  update(job: Job): Promise<Job | undefined>;
}
