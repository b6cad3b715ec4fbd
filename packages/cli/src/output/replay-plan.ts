import { archiveDelayMilliseconds } from "@hookyard/core/replay/archive-pace";
import type { ArchivePlan } from "@hookyard/core/replay/event-archive";
import type { ReplayPlan } from "@hookyard/core/replay/plan";
import type { PlannedOther, Skipped } from "@hookyard/core/replay/job";
import { byteSize } from "./byte-size.ts";
import { count, formatNumber } from "./count.ts";
import type { Paint } from "./paint.ts";
import { renderTable } from "./table.ts";
import { relativeTime, timeSpan } from "./time.ts";

export interface PlanTextOptions {
  readonly now: Date;
  readonly paint: Paint;
  readonly width?: number;
  /** `letter` or `event`. */
  readonly noun: string;
}

/** What a replay would do, for people. */
export function replayPlanText(plan: ReplayPlan, { now, paint, width, noun }: PlanTextOptions): string {
  if (plan.archive !== undefined) return archiveText(plan, plan.archive, now);
  if (plan.count === 0) return `Nothing fits. Nothing to do.\n${skippedText(plan.skipped)}`;
  const hasReasons = plan.groups.some(({ reason }) => reason !== undefined);
  const table = renderTable({
    columns: [
      { title: "CONSUMER" },
      { title: `${noun.toUpperCase()}S`, align: "right" },
      ...(hasReasons ? [{ title: "REASON" }, { title: "ERROR", shrink: true }] : []),
      { title: "SIZE", align: "right" },
      { title: "OLDEST" },
      { title: "NEWEST" },
    ],
    rows: plan.groups.map((group) => [
      { text: group.consumer, style: "bold" },
      { text: formatNumber(group.count), style: "red" },
      ...(hasReasons ? [group.reason ?? "", group.errorName ?? ""] : []),
      byteSize(group.bytes),
      group.oldestTime === undefined ? "" : relativeTime(group.oldestTime, now),
      group.newestTime === undefined ? "" : relativeTime(group.newestTime, now),
    ]),
    paint,
    ...(width === undefined ? {} : { width }),
  });
  const time =
    plan.estimateSeconds === 0 ? "at once" : `about ${timeSpan(plan.estimateSeconds * 1000)} or more`;
  return `${table}\n${count(plan.count, noun)}, ${byteSize(plan.bytes)}; ${time}.\n${othersText(plan.others ?? [])}${skippedText(plan.skipped)}`;
}

/** What goes to other consumers too, over the bus. */
function othersText(others: readonly PlannedOther[]): string {
  return others
    .map(({ consumer, count: sent, skipped }) => {
      const left = skipped.map((each) => `; ${formatNumber(each.count)} ${otherSkipWords[each.reason]}`);
      return `  also to ${consumer}: ${sent === 0 ? "nothing" : count(sent, "event")}${left.join("")}\n`;
    })
    .join("");
}

const otherSkipWords: Readonly<Record<Skipped["reason"], string>> = {
  generations: "failed too often",
  done: "done already",
  discarded: "given up by somebody",
  scheduled: "on their way already",
};

/** What EventBridge will send: how many events, it does not say before they come. */
function archiveText({ lanes }: ReplayPlan, { since, until, why }: ArchivePlan, now: Date): string {
  const freshTime = new Date(Date.parse(until) + archiveDelayMilliseconds);
  const wait =
    freshTime > now ? `, the last of them in ${timeSpan(freshTime.getTime() - now.getTime())}` : "";
  return [
    `By EventBridge's archive: ${why}.`,
    `  events received ${shortTime(since)} to ${shortTime(until)}, whole minutes; what was not asked for is left alone`,
    `  to ${lanes.map(({ consumer }) => consumer).join(", ")}`,
    `  a minute of events first, then twice as much each time${wait}`,
    "How many there are, EventBridge does not say. It sends as fast as it can: --rate does not hold here.",
    "",
  ].join("\n");
}

function shortTime(time: string): string {
  return time.replace("T", " ").replace(":00.000Z", " UTC");
}

const skipWords: Readonly<Record<Skipped["reason"], string>> = {
  generations: "failed in three generations; --force sends them too",
  done: "done already; --again sends them too",
  discarded: "given up by somebody; --again sends them too",
  scheduled: "on their way already",
};

function skippedText(skipped: readonly Skipped[]): string {
  return skipped
    .map((each) => `  left alone: ${formatNumber(each.count)} ${skipWords[each.reason]}\n`)
    .join("");
}
