import type { Page } from "@hookyard/core/operator/operator";
import type { JobReport } from "@hookyard/core/replay/job";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { get } from "../api.ts";
import { Badge, type Tone } from "../part/badge.tsx";
import { shortCount } from "../part/count.ts";
import { Note, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { Time } from "../part/time.tsx";
import { useData } from "../use-data.ts";

/** The last replays, newest first. */
export function JobsTable(): JSX.Element {
  const { value, error } = useData(
    "jobs",
    (signal) => get<Page<JobReport>>("/v1/jobs", { limit: 20 }, signal),
    3,
  );
  if (value === undefined) return error === undefined ? <Note>Loading</Note> : <Problem message={error} />;
  if (value.rows.length === 0) return <Note>No replay has run yet.</Note>;
  return (
    <Table
      label="Runs"
      mostRows={6}
      rows={value.rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: "Run",
          width: "minmax(10rem, 1fr)",
          cell: ({ id }) => <Link href={`/jobs/${id}`}>{id}</Link>,
        },
        { title: "State", width: "7rem", cell: ({ state }) => <JobBadge state={state} /> },
        {
          title: "Sent",
          width: "8rem",
          isExtra: true,
          // EventBridge's archive does not say how many there are.
          cell: ({ sent, plan }) =>
            plan.archive === undefined
              ? `${shortCount(sent)} of ${shortCount(plan.count)}`
              : shortCount(sent),
        },
        { title: "Done", width: "5rem", isExtra: true, cell: ({ done }) => shortCount(done) },
        { title: "Failed again", width: "6rem", isExtra: true, cell: (job) => shortCount(job.failedAgain) },
        { title: "Begun", width: "7rem", isExtra: true, cell: (job) => <Time value={job.createdTime} /> },
      ]}
    />
  );
}

const tones: Readonly<Record<JobReport["state"], Tone>> = {
  running: "busy",
  paused: "warn",
  cancelled: "quiet",
  completed: "good",
};

export function JobBadge({ state }: { state: JobReport["state"] }): JSX.Element {
  return <Badge tone={tones[state]}>{state}</Badge>;
}
