import { type Item, text } from "../table/item.ts";

/*
 * The audit trail's items: one an action, in a partition a month, so that the newest are found without an index.
 *
 *   A#<month, 2026-11>  <time>#<count>#<random>
 */

/** How long an action is remembered. */
export const auditRetentionSeconds = 400 * 86_400;

/** As many months as the retention touches. */
export const auditMonths = 15;

/** The partition of a month, as `2026-11`. */
export function auditPartition(month: string): string {
  return `A#${month}`;
}

/** `2026-11` of any RFC 3339 time in UTC, or of an entry's id. */
export function monthOf(time: string): string {
  return time.slice(0, "2026-11".length);
}

export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, "2026-11".length);
}

/** An entry's id is its sort key: it begins with its time. `count` orders what one process began in one millisecond. */
export function auditId(time: Date, count: number, random: string): string {
  return `${time.toISOString()}#${String(count).padStart(6, "0")}#${random}`;
}

export function auditKey(id: string): Item {
  return { pk: text(auditPartition(monthOf(id))), sk: text(id) };
}

/** Whether a text can be an entry's id: a cursor is one. */
export function isAuditId(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#\d{6}#[0-9a-f]{8}$/.test(value) &&
    !Number.isNaN(Date.parse(value.slice(0, value.indexOf("#"))))
  );
}
