import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Action } from "../part/action.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Loading, Problem } from "../part/notice.tsx";
import { useData } from "../use-data.ts";
import {
  askPlan,
  beginRun,
  isNothing,
  PlanFacts,
  type PlannedRequest,
  RateField,
  readRate,
  replayWords,
} from "./replay-plan.tsx";

export interface ReplayDialogProps {
  readonly filter: DeadLetterFilter;
  readonly onClose: () => void;
}

/** What a replay would send, before it does; then the run. */
export function ReplayDialog({ filter, onClose }: ReplayDialogProps): JSX.Element {
  const [, go] = useLocation();
  const [isForced, setForced] = useState(false);
  const [rate, setRate] = useState("100");
  const ratePerSecond = readRate(rate);
  const request: PlannedRequest = {
    what: { kind: "dead-letters", filter },
    force: isForced,
    limits: { ratePerSecond: ratePerSecond ?? 100 },
  };
  const { value: plan, error } = useData(`plan ${JSON.stringify(request)}`, () => askPlan(request));
  const start = async (): Promise<string> => {
    const job = await beginRun(request);
    go(`/jobs/${job.id}`);
    return `${job.id} has begun with ${Math.min(10, job.plan.count)} letters`;
  };
  return (
    <Dialog title="Plan of a replay" onClose={onClose}>
      <div class="dialog-body">
        <div class="filters">
          <RateField unit="Letters" value={rate} onChange={setRate} />
          <label class="row">
            <input
              type="checkbox"
              checked={isForced}
              onChange={({ currentTarget }) => setForced(currentTarget.checked)}
            />
            Also letters that failed in three generations
          </label>
        </div>
        {error !== undefined && <Problem message={error} />}
        {plan === undefined ? error === undefined && <Loading /> : <PlanFacts plan={plan} unit="Letters" />}
        <div class="row">
          <Action
            kind="main"
            run={start}
            disabled={plan === undefined || isNothing(plan) || ratePerSecond === undefined}
          >
            {replayWords(plan)}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
