import type { DeadLetterGroup } from "@hookyard/core/operator/operator";
import { formatNumber } from "./count.ts";
import type { Paint } from "./paint.ts";
import { renderTable } from "./table.ts";
import { relativeTime } from "./time.ts";

/** Dead letters by consumer, reason and error, as a table. */
export function letterGroupsTable(
  groups: readonly DeadLetterGroup[],
  { now, paint, width }: { readonly now: Date; readonly paint: Paint; readonly width?: number },
): string {
  const hasVersions = groups.some(({ versions = [] }) => versions.length > 0);
  return renderTable({
    columns: [
      { title: "CONSUMER" },
      { title: "LETTERS", align: "right" },
      { title: "REASON" },
      { title: "ERROR", shrink: true },
      { title: "TYPES", shrink: true },
      ...(hasVersions ? [{ title: "DEPLOY", shrink: true }] : []),
      { title: "OLDEST" },
      { title: "NEWEST" },
    ],
    rows: groups.map((group) => [
      { text: group.consumer, style: "bold" },
      { text: formatNumber(group.count), style: "red" },
      group.reason,
      `${group.errorName}: ${group.errorMessage}`,
      group.types.join(", "),
      ...(hasVersions ? [(group.versions ?? []).join(", ")] : []),
      relativeTime(group.firstTime, now),
      relativeTime(group.lastTime, now),
    ]),
    paint,
    ...(width === undefined ? {} : { width }),
  });
}
