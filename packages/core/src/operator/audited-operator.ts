import type { ReplayOperator } from "../replay/replay-operator.ts";
import { type Actor, auditDetail, audited, type AuditTrail } from "./audit.ts";
import type { ConsumerControl } from "./consumer-control.ts";
import type { Operator } from "./operator.ts";
import type { SampleOperator } from "./sample-operator.ts";

/** Does something between its marks in the trail: `action` as its path in the operator API names it. */
type Act = <Value>(
  action: string,
  of: { readonly target?: string; readonly body?: unknown },
  run: () => Promise<Value>,
) => Promise<Value>;

/**
 * An operator whose changes are written down, for those who do not come through the operator API's routes, which do the
 * same: the command line on a deployed stage. What only looks goes through as it is.
 */
export function auditedOperator(operator: Operator, trail: AuditTrail, { name: who, role }: Actor): Operator {
  const act: Act = (action, { target, body }, run) => {
    const detail = auditDetail(body);
    const told = { ...(target !== undefined && { target }), ...(detail !== "" && { detail }) };
    return audited(trail, { who, role, action, ...told }, run);
  };
  const { replays, consumerControl, samples, backfill } = operator;
  return {
    ...operator,
    replayDeadLetters: (filter, limit) =>
      act("dead-letters/replay", { body: { filter, limit } }, () =>
        operator.replayDeadLetters(filter, limit),
      ),
    discardDeadLetters: (filter, limit, reason) =>
      act("dead-letters/discard", { body: { filter, limit, reason } }, () =>
        operator.discardDeadLetters(filter, limit, reason),
      ),
    retryRefused: (ids) => act("refused/retry", { body: { ids } }, () => operator.retryRefused(ids)),
    discardRefused: (ids) => act("refused/discard", { body: { ids } }, () => operator.discardRefused(ids)),
    ...(backfill !== undefined && {
      backfill: (source, requests) =>
        act("backfill", { body: { source, requests } }, () => backfill(source, requests)),
    }),
    ...(replays !== undefined && { replays: auditedReplays(replays, act) }),
    ...(consumerControl !== undefined && { consumerControl: auditedControl(consumerControl, act) }),
    ...(samples !== undefined && { samples: auditedSamples(samples, act) }),
  };
}

function auditedReplays(replays: ReplayOperator, act: Act): ReplayOperator {
  return {
    ...replays,
    startJob: (id, request) => act("jobs", { body: { id, request } }, () => replays.startJob(id, request)),
    pauseJob: (id) => act("jobs/pause", { target: id }, () => replays.pauseJob(id)),
    resumeJob: (id) => act("jobs/resume", { target: id }, () => replays.resumeJob(id)),
    cancelJob: (id) => act("jobs/cancel", { target: id }, () => replays.cancelJob(id)),
    checkOut: (id, letters, seconds) =>
      act("check-outs", { body: { id, letters, seconds } }, () => replays.checkOut(id, letters, seconds)),
    extendCheckOut: (id, seconds) =>
      act("check-outs/extend", { target: id, body: { seconds } }, () => replays.extendCheckOut(id, seconds)),
    returnCheckOut: (id) => act("check-outs/return", { target: id }, () => replays.returnCheckOut(id)),
    replayCheckOut: (id) => act("check-outs/replay", { target: id }, () => replays.replayCheckOut(id)),
    editDeadLetter: (id, edits, reason) =>
      act("dead-letters/edit", { target: id, body: { edits, reason } }, () =>
        replays.editDeadLetter(id, edits, reason),
      ),
  };
}

function auditedControl(control: ConsumerControl, act: Act): ConsumerControl {
  return {
    ...control,
    pause: (consumer) => act("consumers/pause", { target: consumer }, () => control.pause(consumer)),
    resume: (consumer) => act("consumers/resume", { target: consumer }, () => control.resume(consumer)),
  };
}

function auditedSamples(samples: SampleOperator, act: Act): SampleOperator {
  return {
    ...samples,
    send: (source, type) =>
      act("sources/samples", { target: source, body: type === undefined ? {} : { type } }, () =>
        samples.send(source, type),
      ),
  };
}
