import type * as v from "valibot";
import type { ReplayOperator } from "../replay/replay-operator.ts";
import {
  checkOutAnswer,
  editedAnswer,
  idsAnswer,
  jobAnswer,
  jobsAnswer,
  planAnswer,
} from "./replay-answer.ts";

/** How a client asks; `client.ts` has it. */
export interface ReplayCalls {
  readonly get: <Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    query?: Readonly<Record<string, string | number | undefined>>,
  ) => Promise<v.InferOutput<Schema>>;
  readonly post: <Schema extends v.GenericSchema>(
    schema: Schema,
    path: string,
    body: object,
  ) => Promise<v.InferOutput<Schema>>;
  readonly orUndefined: <Value>(promise: Promise<Value>) => Promise<Value | undefined>;
}

/** The {@link ReplayOperator} of a running process. */
export function createReplayClient({ get, post, orUndefined }: ReplayCalls): ReplayOperator {
  const job = (id: string, verb = ""): string => `/v1/jobs/${encodeURIComponent(id)}${verb}`;
  const checkOut = (id: string, verb = ""): string => `/v1/check-outs/${encodeURIComponent(id)}${verb}`;
  return {
    planReplay: (request) => post(planAnswer, "/v1/replays/plan", { request }),
    startJob: (id, request) => post(jobAnswer, "/v1/jobs", { id, request }),
    jobs: (page) => get(jobsAnswer, "/v1/jobs", { ...page }),
    job: (id) => orUndefined(get(jobAnswer, job(id))),
    pauseJob: (id) => post(jobAnswer, job(id, "/pause"), {}),
    resumeJob: (id) => post(jobAnswer, job(id, "/resume"), {}),
    cancelJob: (id) => post(jobAnswer, job(id, "/cancel"), {}),
    checkOut: (id, letters, seconds) => post(checkOutAnswer, "/v1/check-outs", { id, letters, seconds }),
    checkedOut: (id) => orUndefined(get(checkOutAnswer, checkOut(id))),
    extendCheckOut: (id, seconds) => post(checkOutAnswer, checkOut(id, "/extend"), { seconds }),
    returnCheckOut: (id) => post(idsAnswer, checkOut(id, "/return"), {}),
    replayCheckOut: (id) => post(idsAnswer, checkOut(id, "/replay"), {}),
    editDeadLetter: (id, edits, reason) =>
      post(editedAnswer, `/v1/dead-letters/${encodeURIComponent(id)}/edit`, { edits, reason }),
  };
}
