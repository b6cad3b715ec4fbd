import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compilePattern, matches, PatternError, parsePattern } from "./index.ts";

/** One line: a pattern, perhaps an event, and what AWS's ruler library, AWS itself or moto said. */
interface Case {
  readonly id: string;
  readonly test: string;
  readonly truth: "aws" | "event-ruler" | "moto";
  readonly valid: boolean;
  readonly pattern?: unknown;
  readonly pattern_text?: string;
  readonly event?: unknown;
  readonly event_text?: string;
  readonly match?: boolean;
}

/**
 * Cases that are not followed on purpose: id and reason. The truths contradict each other once: the wildcard of
 * r0196 is too complex for AWS and fine for event-ruler. AWS is followed (`limits.maxWildcards`).
 */
const notFollowed: ReadonlyMap<string, string> = new Map();

const file = fileURLToPath(new URL("../../../../../shared/conformance/pattern-cases.jsonl", import.meta.url));

function verdict(example: Case): "invalid" | "valid" | "match" | "no_match" {
  try {
    const { pattern, pattern_text: text } = example;
    const compiled = text === undefined ? compilePattern(pattern) : parsePattern(text);
    if (example.match === undefined) return "valid";
    const event: unknown = example.event_text === undefined ? example.event : JSON.parse(example.event_text);
    return matches(compiled, event) ? "match" : "no_match";
  } catch (error) {
    if (error instanceof PatternError) return "invalid";
    throw error;
  }
}

function expected({ valid, match }: Case): string {
  if (!valid) return "invalid";
  if (match === undefined) return "valid";
  return match ? "match" : "no_match";
}

if (existsSync(file)) {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  // safe: the file's own format; a line that lacks a field fails its test
  const cases = lines.map((line) => JSON.parse(line) as Case);

  describe("recorded verdicts of EventBridge, event-ruler and moto", () => {
    test.each(cases.filter(({ id }) => !notFollowed.has(id)))("$id $truth: $test", (example) => {
      expect(verdict(example)).toBe(expected(example));
    });
  });
} else {
  console.info(`pattern conformance is skipped: there is no ${file}`);
  test.skip("recorded verdicts of EventBridge, event-ruler and moto", () => {});
}
