import type { VerifyOutcome } from "./scheme.ts";

/** How a provider writes the time of sending. */
export type TimestampUnit =
  | "seconds"
  | "milliseconds"
  /** Unix time that some deliveries have in one and some in the other (Mercado Pago): over 11 digits are milliseconds. */
  | "seconds-or-milliseconds"
  | "iso8601"
  | "http-date";

/** Seconds that a signed timestamp may lie from now where the provider names no number of its own. */
export const defaultToleranceSeconds = 300;

/** The furthest from 1970 that a `Date` can be. */
const mostMilliseconds = 8.64e15;
const canonicalInteger = /^(?:0|[1-9][0-9]{0,15})$/;
const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const imfFixdate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Milliseconds since 1970, or `undefined` unless the text is canonical: no sign, exponent, leading zero, fraction
 * (of integers) or space, and within what a `Date` can hold. Fractions of a second beyond milliseconds are cut off.
 */
export function parseTimestamp(text: string, unit: TimestampUnit): number | undefined {
  const milliseconds = toMilliseconds(text, unit);
  return Math.abs(milliseconds) <= mostMilliseconds ? milliseconds : undefined; // NaN is not
}

function toMilliseconds(text: string, unit: TimestampUnit): number {
  switch (unit) {
    case "seconds":
      return canonicalInteger.test(text) ? Number(text) * 1000 : Number.NaN;
    case "milliseconds":
      return canonicalInteger.test(text) ? Number(text) : Number.NaN;
    case "seconds-or-milliseconds":
      return toMilliseconds(text, text.length > 11 ? "milliseconds" : "seconds");
    case "iso8601": {
      const parts = rfc3339.exec(text);
      return parts === null
        ? Number.NaN
        : Date.parse(`${parts[1]}${(parts[2] ?? "").slice(0, 4)}${parts[3]}`);
    }
    case "http-date":
      return imfFixdate.test(text) ? Date.parse(text) : Number.NaN;
  }
}

/** The time as this provider would write it. */
export function formatTimestamp(time: Date, unit: TimestampUnit): string {
  switch (unit) {
    case "seconds":
      return String(Math.floor(time.getTime() / 1000));
    case "milliseconds":
    case "seconds-or-milliseconds":
      return String(time.getTime());
    case "iso8601":
      return time.toISOString();
    case "http-date":
      return time.toUTCString();
  }
}

/**
 * `undefined` when the time lies within the tolerance either way, else the refusal. Compared in the unit's own
 * resolution, so that a tolerance of 0 means the same second (or millisecond). A tolerance or a `now` that is not a
 * number refuses.
 */
export function checkWindow(
  milliseconds: number,
  unit: TimestampUnit,
  now: Date,
  toleranceSeconds: number,
): (VerifyOutcome & { ok: false }) | undefined {
  const isWhole = unit === "seconds" || unit === "http-date";
  const nowMilliseconds = isWhole ? Math.floor(now.getTime() / 1000) * 1000 : now.getTime();
  const skewSeconds = (nowMilliseconds - milliseconds) / 1000;
  if (Math.abs(skewSeconds) <= toleranceSeconds) return undefined;
  return { ok: false, reason: skewSeconds < 0 ? "timestamp_in_future" : "timestamp_stale", skewSeconds };
}
