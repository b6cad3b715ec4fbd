import type { Window } from "@hookyard/core/replay/event-archive";
import type { JobReport } from "@hookyard/core/replay/job";
import { count, formatNumber } from "./count.ts";
import { renderFacts } from "./facts.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { renderTable } from "./table.ts";
import { fullTime, relativeTime } from "./time.ts";

/** What a job may wait for, for people. */
export const waitWords: Readonly<Record<string, string>> = {
  canary: "the canary's results",
  rate: "its rate",
  backlog: "the consumer's backlog",
  window: "results of what is on its way",
  results: "the last results",
  runner: "whoever runs it, who has been silent",
  archive: "EventBridge, which is sending",
  freshness: "events that are not in the archive yet: it is ten minutes late",
  quota: "EventBridge: ten replays of the account are under way",
};

/** Jobs, newest first, as a table. */
export function jobsTable(
  jobs: readonly JobReport[],
  { now, paint, width }: { readonly now: Date; readonly paint: Paint; readonly width?: number },
): string {
  return renderTable({
    columns: [
      { title: "JOB" },
      { title: "STATE" },
      { title: "BEGUN" },
      { title: "SENT", align: "right" },
      { title: "OF", align: "right" },
      { title: "DONE", align: "right" },
      { title: "FAILED", align: "right" },
      { title: "WHAT", shrink: true },
    ],
    rows: jobs.map((job) => [
      { text: job.id, style: "bold" },
      { text: job.state, style: stateStyle(job.state) },
      relativeTime(job.createdTime, now),
      formatNumber(job.sent),
      job.plan.archive === undefined ? formatNumber(job.plan.count) : "?",
      formatNumber(job.done),
      { text: formatNumber(job.failedAgain), style: job.failedAgain > 0 ? "red" : "dim" },
      what(job),
    ]),
    paint,
    ...(width === undefined ? {} : { width }),
  });
}

/** One job with all that is known of it. */
export function jobText(
  job: JobReport,
  { now, paint }: { readonly now: Date; readonly paint: Paint },
): string {
  const facts = renderFacts(paint, [
    ["job", paint("bold", printable(job.id))],
    ["state", paint(stateStyle(job.state), job.state)],
    ...(job.pause === undefined ? [] : [["why", printable(job.pause.message)] as const]),
    ...(job.waitsFor === undefined ? [] : [["waits for", waitWords[job.waitsFor] ?? job.waitsFor] as const]),
    ["what", printable(what(job))],
    ...archiveFacts(job),
    ["begun", fullTime(job.createdTime, now)],
    ...(job.endedTime === undefined ? [] : [["ended", fullTime(job.endedTime, now)] as const]),
  ]);
  return `${facts}\n${jobReportText(job)}`;
}

/** What a job did, in numbers that add up. */
export function jobReportText(job: JobReport): string {
  const of = job.plan.archive === undefined ? ` of ${formatNumber(job.plan.count)}` : "";
  const lines = [
    `sent ${formatNumber(job.sent)}${of}: ${formatNumber(job.done)} done, ${formatNumber(job.failedAgain)} failed again, ${formatNumber(job.open)} on their way`,
    `left ${formatNumber(job.left)}, skipped ${formatNumber(job.skippedCount)}`,
    ...(job.lanes.length < 2
      ? []
      : job.lanes.map(
          ({ consumer, sent, done, failed }) =>
            `  ${printable(consumer)}: ${formatNumber(sent)} sent, ${formatNumber(done)} done, ${formatNumber(failed)} failed again`,
        )),
    ...(job.maybeTwice.length === 0
      ? []
      : [
          `${count(job.maybeTwice.length, "letter")} may have been sent twice, because the sending was cut off:`,
          ...job.maybeTwice.slice(0, 20).map((id) => `  ${printable(id)}`),
          ...(job.maybeTwice.length > 20 ? ["  … all of them: add --json"] : []),
        ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Minutes of a window. */
export function archiveMinutes({ since, until }: Window): number {
  return Math.round((Date.parse(until) - Date.parse(since)) / 60_000);
}

function archiveFacts({ plan, archive }: JobReport): readonly (readonly [string, string])[] {
  if (plan.archive === undefined || archive === undefined) return [];
  const { since, until } = plan.archive;
  const far = archiveMinutes({ since, until: archive.upto });
  return [
    ["by", "EventBridge's archive"],
    ["so far", `${formatNumber(far)} of ${formatNumber(archiveMinutes({ since, until }))} minutes of events`],
    ...(archive.current === undefined ? [] : [["under way", archive.current.name] as const]),
  ];
}

function what({ request }: JobReport): string {
  const filter = request.what.kind === "archive" ? request.what.query : request.what.filter;
  const words = Object.entries(filter).map(
    ([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const kind = request.what.kind === "archive" ? "archive" : "dead letters";
  const to =
    request.to.kind === "http" ? ` to ${request.to.url}` : request.to.kind === "bus" ? " to the bus" : "";
  return `${kind}${words.length === 0 ? "" : `: ${words.join(", ")}`}${to}`;
}

function stateStyle(state: JobReport["state"]): "green" | "cyan" | "yellow" | "dim" {
  switch (state) {
    case "completed":
      return "green";
    case "running":
      return "cyan";
    case "paused":
      return "yellow";
    case "cancelled":
      return "dim";
  }
}
