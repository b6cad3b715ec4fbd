import type { JobReport } from "@hookyard/core/replay/job";
import type { ComponentChildren, JSX } from "preact";
import { Link } from "wouter-preact";
import { get, pathTo, post } from "../api.ts";
import type { PageProps } from "../pages.tsx";
import { Action } from "../part/action.tsx";
import { shortCount } from "../part/count.ts";
import { Empty, Loading, Note, Problem } from "../part/notice.tsx";
import { Table } from "../part/table.tsx";
import { duration, ExactTime } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { useData } from "../use-data.ts";
import { JobBadge } from "./jobs-table.tsx";

/** One replay as it runs: how far it is, why it stands still, and what can be done about it. */
export function JobPage({ params: { id = "" } }: PageProps): JSX.Element {
  const { value, error, code, reload } = useData(
    `job ${id}`,
    (signal) => get<JobReport>(pathTo("/v1/jobs", id), {}, signal),
    1,
  );
  if (code === "not_found") return <Empty title="There is no such run" />;
  if (value === undefined) return error === undefined ? <Loading /> : <Problem message={error} />;
  return (
    <div class="page">
      <div class="page-head">
        <h1>
          Replay <span class="mono">{value.id}</span> <JobBadge state={value.state} />
        </h1>
        <Buttons job={value} onDone={reload} />
      </div>
      {error !== undefined && <Problem message={error} />}
      {value.pause !== undefined && <Problem message={visible(value.pause.message)} />}
      {value.waitsFor !== undefined && <Note>{visible(value.waitsFor)}</Note>}
      <Progress job={value} />
      <Lanes job={value} />
      <p>
        <Link href="/dead-letters">All dead letters</Link>
      </p>
    </div>
  );
}

function Buttons({ job, onDone }: { job: JobReport; onDone: () => void }): JSX.Element | null {
  if (!useMayAct() || job.state === "completed" || job.state === "cancelled") return null;
  const tell = (verb: string, done: string) => async (): Promise<string> => {
    await post(pathTo("/v1/jobs", job.id, `/${verb}`));
    onDone();
    return done;
  };
  return (
    <div class="row">
      {job.state === "running" ? (
        <Action run={tell("pause", "Paused. What is on its way goes on")}>Pause</Action>
      ) : (
        <Action kind="main" run={tell("resume", "It goes on, with a few letters first")}>
          Resume
        </Action>
      )}
      <Action kind="danger" run={tell("cancel", "Given up. What is on its way goes on")}>
        Cancel
      </Action>
    </div>
  );
}

function Progress({ job }: { job: JobReport }): JSX.Element {
  const { plan, sent, done, failedAgain, open, left, skippedCount, createdTime, endedTime } = job;
  const fact = (name: string, value: ComponentChildren): JSX.Element => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <section class="card">
      <h2>
        {shortCount(sent)}
        {plan.archive === undefined && ` of ${shortCount(plan.count)}`} sent
      </h2>
      <progress class="progress" {...howFar(job)} />
      <dl class="facts">
        {fact("Done", shortCount(done))}
        {fact("Failed again", shortCount(failedAgain))}
        {fact("On their way", shortCount(open))}
        {fact("Still to send", shortCount(left))}
        {fact("Left alone", shortCount(skippedCount))}
        {fact("Begun", <ExactTime value={createdTime} />)}
        {endedTime === undefined
          ? fact("Planned to take", duration(plan.estimateSeconds))
          : fact("Ended", <ExactTime value={endedTime} />)}
        {job.maybeTwice.length > 0 && fact("Maybe sent twice", shortCount(job.maybeTwice.length))}
      </dl>
    </section>
  );
}

/** Letters; where EventBridge's archive sends, time: nobody knows how many events that is. */
function howFar({ plan, sent, archive }: JobReport): { max: number; value: number; "aria-label": string } {
  if (plan.archive === undefined || archive === undefined) {
    return { max: Math.max(1, plan.count), value: sent, "aria-label": "Letters sent" };
  }
  const since = Date.parse(plan.archive.since);
  const of = (time: string): number => Date.parse(time) - since;
  return { max: of(plan.archive.until), value: of(archive.upto), "aria-label": "Time of the events sent" };
}

function Lanes({ job: { lanes, plan } }: { job: JobReport }): JSX.Element {
  const planned = new Map(plan.lanes.map(({ consumer, count }) => [consumer, count]));
  return (
    <section>
      <h2 class="section-title">By consumer</h2>
      <Table
        label="By consumer"
        mostRows={8}
        rows={lanes}
        keyOf={({ consumer }) => consumer}
        columns={[
          { title: "Consumer", width: "minmax(8rem, 2fr)", cell: ({ consumer }) => consumer },
          {
            title: "Sent",
            width: "8rem",
            cell: ({ consumer, sent }) =>
              `${shortCount(sent)} of ${shortCount(planned.get(consumer) ?? sent)}`,
          },
          { title: "Done", width: "5rem", isExtra: true, cell: ({ done }) => shortCount(done) },
          { title: "Failing", width: "5rem", isExtra: true, cell: ({ failing }) => shortCount(failing) },
          { title: "Failed again", width: "6rem", isExtra: true, cell: ({ failed }) => shortCount(failed) },
        ]}
      />
    </section>
  );
}
