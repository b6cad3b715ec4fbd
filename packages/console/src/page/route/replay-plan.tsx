import type { JobReport } from "@hookyard/core/replay/job";
import type { ReplayPlan } from "@hookyard/core/replay/plan";
import type { JSX } from "preact";
import { post } from "../api.ts";
import { byteSize, shortCount } from "../part/count.ts";
import { Field } from "../part/field.tsx";
import { Note, Problem } from "../part/notice.tsx";
import { duration, ExactTime } from "../part/time.tsx";
import { visible } from "../part/visible.ts";

/** A request as the operator API takes it; what is left out has its defaults. */
export interface PlannedRequest {
  readonly what: object;
  readonly force?: boolean;
  readonly again?: boolean;
  readonly limits: { readonly ratePerSecond: number };
}

/** What a request would send; nothing is changed by asking. */
export function askPlan(request: PlannedRequest): Promise<ReplayPlan> {
  return post<ReplayPlan>("/v1/replays/plan", { request });
}

/** Begins the run under an id of its own. */
export function beginRun(request: PlannedRequest): Promise<JobReport> {
  return post<JobReport>("/v1/jobs", { id: newJobId(), request });
}

/** A rate as it was typed; `undefined` when it is none. */
export function readRate(text: string): number | undefined {
  const rate = Number(text);
  return text.trim() !== "" && rate >= 0.01 && rate <= 100_000 ? rate : undefined;
}

export interface RateFieldProps {
  readonly unit: "Letters" | "Events";
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The pace of a run, and what is wrong with it. */
export function RateField({ unit, value, onChange }: RateFieldProps): JSX.Element {
  const isRate = readRate(value) !== undefined;
  return (
    <>
      <Field label={`${unit} a second to each consumer`} hint="A run begins at a tenth of it.">
        {(id, describedBy) => (
          <input
            id={id}
            aria-describedby={describedBy}
            aria-invalid={!isRate}
            inputMode="decimal"
            value={value}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
        )}
      </Field>
      {!isRate && (
        <div class="wide">
          <Problem message="The rate must be a number from 0.01 to 100000." />
        </div>
      )}
    </>
  );
}

export interface PlanFactsProps {
  readonly plan: ReplayPlan;
  /** What is counted: letters or events. */
  readonly unit: "Letters" | "Events";
}

/** What would be sent, to whom, and what is left alone. */
export function PlanFacts({ plan, unit }: PlanFactsProps): JSX.Element {
  const { archive, count, bytes, estimateSeconds, skipped, groups } = plan;
  return (
    <>
      <dl class="facts">
        {archive === undefined ? (
          <>
            <dt>{unit}</dt>
            <dd>
              {shortCount(count)}, {byteSize(bytes)}
            </dd>
            <dt>At least</dt>
            <dd>{duration(estimateSeconds)}</dd>
          </>
        ) : (
          <>
            <dt>Sent by</dt>
            <dd>EventBridge, from its archive: how many that is, it does not say</dd>
            <dt>From</dt>
            <dd>
              <ExactTime value={archive.since} />
            </dd>
            <dt>To</dt>
            <dd>
              <ExactTime value={archive.until} />
            </dd>
          </>
        )}
        {skipped.map(({ reason, count: left }) => (
          <>
            <dt>Left alone</dt>
            <dd>
              {shortCount(left)}: {skipWords[reason]}
            </dd>
          </>
        ))}
      </dl>
      {isNothing(plan) && <Note>Nothing would be sent.</Note>}
      <ul class="changes" aria-label="What would be sent">
        {groups.map(({ consumer, reason = "", errorName = "", count: sent }) => (
          <li key={`${consumer} ${reason} ${errorName}`}>
            <strong>{shortCount(sent)}</strong> to {consumer}{" "}
            <span class="quiet">{visible([reason, errorName].filter((word) => word !== "").join(", "))}</span>
          </li>
        ))}
      </ul>
      <p class="hint">
        Ten go first; the rest follows when they have gone well. The run pauses by itself when more than a
        tenth fails again.
      </p>
    </>
  );
}

/** Whether a run of this plan would have nothing to do. EventBridge's archive does not say before. */
export function isNothing({ archive, count }: ReplayPlan): boolean {
  return archive === undefined && count === 0;
}

/** What is on the button that begins the run. */
export function replayWords(plan: ReplayPlan | undefined): string {
  return plan === undefined || plan.archive !== undefined ? "Replay" : `Replay ${shortCount(plan.count)}`;
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
