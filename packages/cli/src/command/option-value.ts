import type { JsonObject } from "@hookyard/core/event";
import { deliveryStates, type DeliveryState } from "@hookyard/core/operator/operator";
import { parsePattern, PatternError } from "@hookyard/core/pattern/index";
import { InvalidArgumentError } from "commander";
import type { Io } from "../io.ts";
import { type Assignment, parseAssignment } from "../value/assignment.ts";
import { parseMoment } from "../value/moment.ts";

/** Reads a whole number in these bounds; for `command.option`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}

/** Reads how many a second: `20`, `0.5`, `20/s`. */
export function perSecond(text: string): number {
  const rate = Number(/^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1]);
  if (rate > 0 && rate <= 100_000) return rate;
  throw new InvalidArgumentError("Write how many a second, such as 20/s or 0.5/s.");
}

/** Reads `2h` or an RFC 3339 time, as RFC 3339. */
export function moment(io: Pick<Io, "now">): (text: string) => string {
  return (text) => {
    const time = parseMoment(text, io.now());
    if (time !== undefined) return time;
    throw new InvalidArgumentError(
      "Write how long ago (30s, 15min, 2h, 7d) or a time as 2026-05-01T10:00:00Z.",
    );
  };
}

/** Reads an event type, exact or with a star at its end. */
export function typePattern(text: string): string {
  if (/^(?:[^*\s]+|[^*\s]*\*)$/.test(text)) return text;
  throw new InvalidArgumentError(
    "Write a type such as payment.succeeded; a * may stand at the end: 'payment.*'.",
  );
}

/** Reads a delivery state. */
export function deliveryState(text: string): DeliveryState {
  const state = deliveryStates.find((each) => each === text);
  if (state !== undefined) return state;
  throw new InvalidArgumentError(`Write one of ${deliveryStates.join(", ")}.`);
}

/** Reads text that is not empty. */
export function nonEmpty(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It is empty.");
}

/** Collects the values of an option that may be repeated. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, nonEmpty(text)];
}

/** Collects `path=value`. */
export function assignments(text: string, before: readonly Assignment[] = []): readonly Assignment[] {
  const assignment = parseAssignment(text);
  if (assignment !== undefined) return [...before, assignment];
  throw new InvalidArgumentError("Write path=value, such as data.object.amount=1200.");
}

/** Reads an http or https address. */
export function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new InvalidArgumentError("Write a whole address, such as http://127.0.0.1:3000.");
}

/** Reads why letters are given up; as long as the operator takes it. */
export function discardReason(text: string): string {
  if (text.trim() !== "" && text.length <= 500) return text;
  throw new InvalidArgumentError("Write a reason of 1 to 500 characters.");
}

/** Reads an EventBridge pattern over the event, as JSON. */
export function pattern(text: string): JsonObject {
  try {
    parsePattern(text);
    return JSON.parse(text) as JsonObject; // safe: a pattern is an object
  } catch (error) {
    if (!(error instanceof PatternError || error instanceof SyntaxError)) throw error;
    throw new InvalidArgumentError(
      `${error.message} Write it as '{"data":{"amount":[{"numeric":[">",100]}]}}'.`,
    );
  }
}

const spanUnits = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 } as const;

/** Reads a length of time in seconds: `30s`, `15min`, `2h`. */
export function span(text: string): number {
  const [, number, unit] = /^(\d{1,6})\s*(s|m|min|h|d)$/.exec(text.trim()) ?? [];
  if (number !== undefined && unit !== undefined) {
    return Number(number) * spanUnits[unit as keyof typeof spanUnits]; // safe: the expression lists these keys alone
  }
  throw new InvalidArgumentError("Write a length of time with its unit: 30s, 15min, 2h.");
}

/** Reads a share: `10%` or `0.1`. */
export function share(text: string): number {
  const [, number, percent] = /^(\d{1,3}(?:\.\d{1,4})?)(%?)$/.exec(text.trim()) ?? [];
  const value = number === undefined ? Number.NaN : Number(number) / (percent === "%" ? 100 : 1);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("Write a share, such as 10% or 0.1.");
}
