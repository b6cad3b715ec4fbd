import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { JobReport } from "@hookyard/core/replay/job";
import type { ReplayPlan } from "@hookyard/core/replay/plan";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { byteSize, shortCount } from "../part/count.ts";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";
import { Loading, Note, Problem } from "../part/notice.tsx";
import { duration } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useData } from "../use-data.ts";

export interface ReplayDialogProps {
  readonly filter: DeadLetterFilter;
  readonly onClose: () => void;
}

/** What a replay would send, before it does; then the run. */
export function ReplayDialog({ filter, onClose }: ReplayDialogProps): JSX.Element {
  const [, go] = useLocation();
  const [isForced, setForced] = useState(false);
  const [rate, setRate] = useState("100");
  const ratePerSecond = Number(rate);
  const isRate = Number.isFinite(ratePerSecond) && ratePerSecond >= 0.01 && ratePerSecond <= 100_000;
  const request = {
    what: { kind: "dead-letters", filter },
    force: isForced,
    limits: { ratePerSecond: isRate ? ratePerSecond : 100 },
  };
  const { value: plan, error } = useData(`plan ${JSON.stringify(request)}`, () =>
    post<ReplayPlan>("/v1/replays/plan", { request }),
  );
  const start = async (): Promise<string> => {
    const job = await post<JobReport>("/v1/jobs", { id: newJobId(), request });
    go(`/jobs/${job.id}`);
    return `${job.id} has begun with ${Math.min(10, job.plan.count)} letters`;
  };
  return (
    <Dialog title="Plan of a replay" onClose={onClose}>
      <div class="dialog-body">
        <div class="filters">
          <Field label="Letters a second to each consumer" hint="A run begins at a tenth of it.">
            {(id, describedBy) => (
              <input
                id={id}
                aria-describedby={describedBy}
                aria-invalid={!isRate}
                inputMode="decimal"
                value={rate}
                onInput={({ currentTarget }) => setRate(currentTarget.value)}
              />
            )}
          </Field>
          <label class="row">
            <input
              type="checkbox"
              checked={isForced}
              onChange={({ currentTarget }) => setForced(currentTarget.checked)}
            />
            Also letters that failed in three generations
          </label>
        </div>
        {!isRate && <Problem message="The rate must be a number from 0.01 to 100000." />}
        {error !== undefined && <Problem message={error} />}
        {plan === undefined ? error === undefined && <Loading /> : <Plan plan={plan} />}
        <div class="row">
          <Action kind="main" run={start} disabled={plan === undefined || plan.count === 0 || !isRate}>
            {plan === undefined ? "Replay" : `Replay ${shortCount(plan.count)}`}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}

function Plan({ plan }: { plan: ReplayPlan }): JSX.Element {
  return (
    <>
      <dl class="facts">
        <dt>Letters</dt>
        <dd>
          {shortCount(plan.count)}, {byteSize(plan.bytes)}
        </dd>
        <dt>At least</dt>
        <dd>{duration(plan.estimateSeconds)}</dd>
        {plan.skipped.map(({ reason, count }) => (
          <>
            <dt>Left alone</dt>
            <dd>
              {shortCount(count)}: {skipWords[reason]}
            </dd>
          </>
        ))}
      </dl>
      {plan.count === 0 && <Note>Nothing would be sent.</Note>}
      <ul class="changes" aria-label="What would be sent">
        {plan.groups.map(({ consumer, reason = "", errorName = "", count }) => (
          <li key={`${consumer} ${reason} ${errorName}`}>
            <strong>{shortCount(count)}</strong> to {consumer}{" "}
            <span class="quiet">{visible([reason, errorName].filter((word) => word !== "").join(", "))}</span>
          </li>
        ))}
      </ul>
      <p class="hint">
        Ten letters go first; the rest follows when they have gone well. The run pauses by itself when more
        than a tenth fails again.
      </p>
    </>
  );
}

const skipWords: Readonly<Record<ReplayPlan["skipped"][number]["reason"], string>> = {
  generations: "failed in three generations",
  done: "the consumer has done them",
  discarded: "somebody gave them up",
  scheduled: "on their way already",
};

function newJobId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `job_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
