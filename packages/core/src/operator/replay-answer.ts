import * as v from "valibot";
import { type JobReport, jobStates, pauseReasons, skipReasons } from "../replay/job.ts";
import type { CheckOut } from "../replay/check-out.ts";
import type { ReplayPlan } from "../replay/plan.ts";
import { eventsFrom } from "../replay/replay-request.ts";
import type { EditedLetter } from "../replay/replay-operator.ts";
import { count, deadLetterAnswer, fieldChange } from "./operator-answer.ts";
import type { JsonObject } from "../event.ts";
import type { Page } from "./operator.ts";

// As in operator-answer.ts: later fields are let through, missing ones are not.
const text = v.string();
const jsonObject = v.custom<JsonObject>((value) => typeof value === "object" && value !== null);

const skipped = v.array(v.object({ reason: v.picklist(skipReasons), count }));

const plan = {
  count,
  lanes: v.array(v.object({ consumer: text, count })),
  skipped,
  others: v.exactOptional(v.array(v.object({ consumer: text, count, skipped }))),
  bytes: count,
  estimateSeconds: v.number(),
  archive: v.exactOptional(v.object({ since: text, until: text, why: text })),
};

export const planAnswer = v.object({
  ...plan,
  until: text,
  groups: v.array(
    v.object({
      consumer: text,
      reason: v.exactOptional(text),
      errorName: v.exactOptional(text),
      count,
      bytes: count,
      oldestTime: v.exactOptional(text),
      newestTime: v.exactOptional(text),
    }),
  ),
}) satisfies v.GenericSchema<unknown, ReplayPlan>;

const laneCounts = { sent: count, done: count, failing: v.number(), failed: count };

const request = v.object({
  what: v.variant("kind", [
    v.object({
      kind: v.literal("dead-letters"),
      filter: v.object({
        ids: v.exactOptional(v.array(text)),
        consumer: v.exactOptional(text),
        type: v.exactOptional(text),
        source: v.exactOptional(text),
        error: v.exactOptional(text),
        where: v.exactOptional(jsonObject),
        replayBelow: v.exactOptional(v.number()),
        since: v.exactOptional(text),
        until: v.exactOptional(text),
      }),
    }),
    v.object({
      kind: v.literal("archive"),
      query: v.object({
        since: text,
        until: text,
        type: v.exactOptional(text),
        source: v.exactOptional(text),
        consumer: v.exactOptional(text),
      }),
      from: v.exactOptional(v.picklist(eventsFrom)),
    }),
  ]),
  to: v.variant("kind", [
    v.object({ kind: v.literal("consumer") }),
    v.object({ kind: v.literal("bus") }),
    v.object({ kind: v.literal("http"), url: text }),
  ]),
  limits: v.object({
    canary: v.number(),
    ratePerSecond: v.number(),
    maxBacklogAgeSeconds: v.number(),
    maxFailureShare: v.number(),
  }),
  force: v.boolean(),
  again: v.boolean(),
});

export const jobAnswer = v.object({
  id: text,
  version: count,
  state: v.picklist(jobStates),
  request,
  plan: v.object(plan),
  createdTime: text,
  endedTime: v.exactOptional(text),
  pause: v.exactOptional(v.object({ reason: v.picklist(pauseReasons), message: text, time: text })),
  base: v.record(text, v.object(laneCounts)),
  runner: v.exactOptional(v.object({ holder: text, until: text })),
  sending: v.array(text),
  maybeTwice: v.array(text),
  archive: v.exactOptional(
    v.object({
      upto: text,
      minutes: count,
      isHeld: v.exactOptional(v.boolean()),
      replays: count,
      current: v.exactOptional(
        v.object({ name: text, since: text, until: text, isWithdrawn: v.exactOptional(v.boolean()) }),
      ),
      endedTime: v.exactOptional(text),
    }),
  ),
  lanes: v.array(v.object({ consumer: text, skipped: count, ...laneCounts })),
  sent: count,
  done: count,
  failedAgain: count,
  open: count,
  skippedCount: count,
  left: count,
  waitsFor: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, JobReport>;

export const jobsAnswer = v.object({
  rows: v.array(jobAnswer),
  next: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Page<JobReport>>;

export const checkOutAnswer = v.object({
  id: text,
  until: text,
  letters: v.array(deadLetterAnswer),
}) satisfies v.GenericSchema<unknown, CheckOut>;

export const idsAnswer = v.object({ ids: v.array(text) });

export const editedAnswer = v.object({
  id: text,
  changes: v.array(fieldChange),
}) satisfies v.GenericSchema<unknown, EditedLetter>;
