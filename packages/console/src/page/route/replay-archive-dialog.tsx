import type { ConsumerReport, SourceReport } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { get, type Query } from "../api.ts";
import { Action } from "../part/action.tsx";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";
import { Loading, Problem } from "../part/notice.tsx";
import { useData } from "../use-data.ts";
import { type ArchiveForm, readArchiveForm } from "./archive-form.ts";
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

export interface ReplayArchiveDialogProps {
  /** What is searched for on the page: the form begins with it. */
  readonly query: Query;
  readonly onClose: () => void;
}

/** Accepted events again, for consumers that are new or did the wrong thing: planned first, then a run. */
export function ReplayArchiveDialog({ query, onClose }: ReplayArchiveDialogProps): JSX.Element {
  const [form, setForm] = useState<ArchiveForm>(() => formOf(query));
  const [rate, setRate] = useState("100");
  const [isAgain, setAgain] = useState(false);
  const [planned, setPlanned] = useState<PlannedRequest>();
  const [problem, setProblem] = useState<string>();
  const ratePerSecond = readRate(rate);
  // What was planned is what is run: whatever changes wants a new plan.
  const changing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      setPlanned(undefined);
      setProblem(undefined);
      set(value);
    };
  const plan = (): void => {
    const read = readArchiveForm(form, Date.now());
    if ("problem" in read) return setProblem(read.problem);
    if (ratePerSecond === undefined) return;
    setPlanned({ what: { kind: "archive", query: read.query }, again: isAgain, limits: { ratePerSecond } });
  };
  return (
    <Dialog title="Replay accepted events" onClose={onClose}>
      <div class="dialog-body">
        <form
          class="filters"
          onSubmit={(event) => {
            event.preventDefault();
            plan();
          }}
        >
          <FormFields form={form} onChange={changing(setForm)} />
          <RateField unit="Events" value={rate} onChange={changing(setRate)} />
          <label class="row wide">
            <input
              type="checkbox"
              checked={isAgain}
              onChange={({ currentTarget }) => changing(setAgain)(currentTarget.checked)}
            />
            Also to consumers that have done them
          </label>
          <div class="row wide">
            <button type="submit" class="button button-plain" disabled={ratePerSecond === undefined}>
              Plan it
            </button>
          </div>
        </form>
        {problem !== undefined && <Problem message={problem} />}
        {planned !== undefined && <Planned request={planned} />}
      </div>
    </Dialog>
  );
}

interface FormFieldsProps {
  readonly form: ArchiveForm;
  readonly onChange: (form: ArchiveForm) => void;
}

function FormFields({ form, onChange }: FormFieldsProps): JSX.Element {
  const sources = useData("names of sources", () => get<readonly SourceReport[]>("/v1/sources"));
  const consumers = useData("names of consumers", () => get<readonly ConsumerReport[]>("/v1/consumers"));
  const text = (name: "since" | "until" | "type", label: string, hint: string): JSX.Element => (
    <Field label={label} hint={hint}>
      {(id, describedBy) => (
        <input
          id={id}
          aria-describedby={describedBy}
          autocomplete="off"
          spellcheck={false}
          value={form[name]}
          onInput={({ currentTarget }) => onChange({ ...form, [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
  const choice = (
    name: "source" | "consumer",
    label: string,
    every: string,
    names: readonly string[],
  ): JSX.Element => (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={form[name]}
          onChange={({ currentTarget }) => onChange({ ...form, [name]: currentTarget.value })}
        >
          <option value="">{every}</option>
          {[...new Set([...names, ...(form[name] === "" ? [] : [form[name]])])].map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const error = sources.error ?? consumers.error;
  return (
    <>
      {text("since", "Received since", "7d, 2h, or a time")}
      {text("until", "Received before", "The same; empty: now")}
      {text("type", "Type", "payment.* too; empty: all")}
      {choice("source", "Source", "Every source", sources.value?.map(({ source }) => source) ?? [])}
      {choice(
        "consumer",
        "Consumer",
        "Every one that wants them",
        consumers.value?.filter(({ defined }) => defined).map(({ consumer }) => consumer) ?? [],
      )}
      {error !== undefined && (
        <div class="wide">
          <Problem message={error} />
        </div>
      )}
    </>
  );
}

function Planned({ request }: { request: PlannedRequest }): JSX.Element {
  const [, go] = useLocation();
  const { value: plan, error } = useData(`plan ${JSON.stringify(request)}`, () => askPlan(request));
  const start = async (): Promise<string> => {
    const job = await beginRun(request);
    go(`/jobs/${job.id}`);
    return `${job.id} has begun`;
  };
  if (plan === undefined) return error === undefined ? <Loading /> : <Problem message={error} />;
  return (
    <>
      <PlanFacts plan={plan} unit="Events" />
      <div class="row">
        <Action kind="main" run={start} disabled={isNothing(plan)}>
          {replayWords(plan)}
        </Action>
      </div>
    </>
  );
}

function formOf({ since = "24h", until = "", type = "", source = "" }: Query): ArchiveForm {
  return {
    since: String(since),
    until: String(until),
    type: String(type),
    source: String(source),
    consumer: "",
  };
}
