import { ConfigError } from "./errors.ts";

const secondsByUnit = {
  millisecond: 0.001,
  milliseconds: 0.001,
  second: 1,
  seconds: 1,
  minute: 60,
  minutes: 60,
  hour: 3600,
  hours: 3600,
  day: 86_400,
  days: 86_400,
} as const;

/** A length of time with its unit: `"10 seconds"`, `"1 hour"`, `"2 days"`, `"500 milliseconds"`. */
export type Duration = `${number} ${keyof typeof secondsByUnit}`;

const form = /^(\d{1,9}(?:\.\d{1,3})?) ([a-z]+)$/;

/** Seconds of a duration, or what is wrong with it as a sentence's end. A bare number is wrong: it has no unit. */
export function readDuration(value: unknown): { readonly seconds: number } | { readonly problem: string } {
  if (typeof value === "number") {
    return { problem: `is ${value} without a unit: write "${Number.isFinite(value) ? value : 10} seconds"` };
  }
  if (typeof value !== "string") return { problem: 'is not a duration: write it as "10 seconds"' };
  const [, amount = "", unit = ""] = form.exec(value) ?? [];
  if (amount !== "" && isUnit(unit)) return { seconds: toSeconds(Number(amount), unit) };
  return { problem: `is "${value.slice(0, 60)}", which is not a duration: write ${suggestion(value)}` };
}

/** Seconds of a duration. Throws `ConfigError`, naming `what`, when it is not one. */
export function durationSeconds(value: Duration, what = "duration"): number {
  const read = readDuration(value);
  if ("problem" in read) throw new ConfigError(`${what} ${read.problem}`);
  return read.seconds;
}

function isUnit(unit: string): unit is keyof typeof secondsByUnit {
  return Object.hasOwn(secondsByUnit, unit);
}

function toSeconds(amount: number, unit: keyof typeof secondsByUnit): number {
  // 0.001 is not exact in binary: whole milliseconds are divided
  return secondsByUnit[unit] === 0.001 ? amount / 1000 : amount * secondsByUnit[unit];
}

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/^(?:ms|msecs?|millis?)$/, "milliseconds"],
  [/^(?:s|secs?|seconds?)$/, "seconds"],
  [/^(?:m|mins?|minutes?)$/, "minutes"],
  [/^(?:h|hrs?|hours?)$/, "hours"],
  [/^(?:d|days?)$/, "days"],
];

function suggestion(value: string): string {
  const [, amount = "10", unit = ""] = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]*)/i.exec(value) ?? [];
  const meant = abbreviations.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  return meant === undefined ? 'a number and a unit, as "10 seconds" or "2 hours"' : `"${amount} ${meant}"`;
}
