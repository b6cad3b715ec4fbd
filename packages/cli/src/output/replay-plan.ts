import type { ReplayPlan } from "@hookyard/core/replay/plan";
import type { Skipped } from "@hookyard/core/replay/job";
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
  return `${table}\n${count(plan.count, noun)}, ${byteSize(plan.bytes)}; ${time}.\n${skippedText(plan.skipped)}`;
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
