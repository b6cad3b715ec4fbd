import { parseInstant } from "@hookyard/core/operator/instant";

const seconds = { s: 1, m: 60, min: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const span = /^(\d{1,6})\s*(s|m|min|h|d|w)(?:\s+ago)?$/;

/**
 * A moment as people write it: `2h` and `30min` are that long ago, anything else is RFC 3339. The answer is RFC 3339
 * in UTC; `undefined` when it is neither.
 */
export function parseMoment(text: string, now: Date): string | undefined {
  const [, number, unit] = span.exec(text.trim()) ?? [];
  if (number !== undefined && unit !== undefined) {
    const size = seconds[unit as keyof typeof seconds]; // safe: the expression lists these keys alone
    const moment = new Date(now.getTime() - Number(number) * size * 1000);
    return moment.getTime() >= 0 ? moment.toISOString() : undefined; // before 1970, or no time at all
  }
  return parseInstant(text.trim())?.toISOString();
}
