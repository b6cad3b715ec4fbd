import { PatternError } from "./error.ts";
import type { Matcher, Meter } from "./field.ts";
import type { JsonNode } from "./json-node.ts";
import { limits } from "./limits.ts";

/** Literal text between wildcards, with the failure table of Knuth, Morris and Pratt's search. */
interface Segment {
  readonly text: string;
  readonly failure: readonly number[];
}

/**
 * `{"wildcard": "dir/*.png"}`: `*` stands for any characters, none included; `\*` and `\\` are literal.
 * Strings only. Takes time linear in the value: segments are searched from left to right, each once.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseWildcard(operand: JsonNode, path: string): Matcher {
  if (operand.kind !== "string") {
    throw new PatternError(path, "wildcard needs a string", 'Write {"wildcard": "dir/*.png"}');
  }
  const segments = splitSegments(operand.value, path).map((text) => ({ text, failure: failureTable(text) }));
  if (segments.length - 1 > limits.maxWildcards) {
    throw new PatternError(path, `it has more than ${limits.maxWildcards} wildcards`, "Use fewer wildcards");
  }
  return {
    describe: `wildcard ${JSON.stringify(operand.value)}`,
    matches: (value, meter) => typeof value === "string" && matchSegments(segments, value, meter),
  };
}

function splitSegments(text: string, path: string): readonly string[] {
  const segments: string[] = [];
  let current = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const next = text[at + 1];
    if (character === "\\") {
      if (next !== "*" && next !== "\\") {
        throw new PatternError(path, `the backslash at ${at} escapes nothing`, String.raw`Write \\ or \*`);
      }
      current += next;
      at += 1;
    } else if (character === "*") {
      if (next === "*") throw new PatternError(path, `there are two * at ${at}`, "Use one *");
      segments.push(current);
      current = "";
    } else {
      current += character;
    }
  }
  return [...segments, current];
}

function matchSegments(segments: readonly Segment[], value: string, meter: Meter): boolean {
  const first = segments[0]?.text ?? "";
  if (segments.length === 1) return value === first;
  const last = segments.at(-1)?.text ?? "";
  const end = value.length - last.length;
  if (end < first.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (const segment of segments.slice(1, -1)) {
    at = endOfSegment(segment, value, at, end, meter);
    if (at < 0) return false;
  }
  return true;
}

/** Where the first occurrence within `[from, to)` ends, or -1. */
function endOfSegment(segment: Segment, value: string, from: number, to: number, meter: Meter): number {
  let matched = 0;
  for (let at = from; at < to; at += 1) {
    meter.steps += 1;
    while (matched > 0 && value[at] !== segment.text[matched]) {
      meter.steps += 1;
      matched = segment.failure[matched - 1] ?? 0;
    }
    if (value[at] === segment.text[matched]) matched += 1;
    if (matched === segment.text.length) return at + 1;
  }
  return -1;
}

/** For each prefix, the length of its longest proper prefix that is also its suffix. */
function failureTable(text: string): readonly number[] {
  const table = [0];
  let matched = 0;
  for (let at = 1; at < text.length; at += 1) {
    while (matched > 0 && text[at] !== text[matched]) matched = table[matched - 1] ?? 0;
    if (text[at] === text[matched]) matched += 1;
    table.push(matched);
  }
  return table;
}
