import { affixMatcher, parseEqualsIgnoreCase, requireString } from "./affix.ts";
import { PatternError } from "./error.ts";
import type { Matcher } from "./field.ts";
import type { JsonNode } from "./json-node.ts";
import { readComparable } from "./numeric.ts";
import { parseWildcard } from "./wildcard.ts";

/**
 * `{"anything-but": …}` of a string, a number, a list of one of them, or `prefix`, `suffix`,
 * `equals-ignore-case` or `wildcard` of a string or a list of strings. Needs a leaf: an absent field does not
 * match. A leaf of another type (null too) is something else and matches; in an array, one such leaf is enough.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseAnythingBut(operand: JsonNode, path: string): Matcher {
  const excluded = operand.kind === "object" ? parseNested(operand, path) : parsePlain(operand, path);
  return {
    describe: `anything but ${excluded.map((matcher) => matcher.describe).join(", ")}`,
    matches: (value, meter) => !excluded.some((matcher) => matcher.matches(value, meter)),
  };
}

function parsePlain(operand: JsonNode, path: string): readonly Matcher[] {
  const values = operandList(operand, path);
  const [first] = values;
  return values.map(([value, valuePath]) => {
    if (value.kind !== "string" && value.kind !== "number") {
      const fix = 'Write strings or numbers; null, true and false match {"anything-but": …} anyway';
      throw new PatternError(valuePath, "anything-but takes strings or numbers", fix);
    }
    if (value.kind !== first?.[0].kind) {
      throw new PatternError(valuePath, "anything-but cannot mix strings and numbers", "Use one type");
    }
    // no IP addresses here: event-ruler compares these as text
    const expected = value.kind === "string" ? value.value : readComparable(value, valuePath);
    return { describe: JSON.stringify(expected), matches: (candidate) => candidate === expected };
  });
}

function parseNested(operand: JsonNode & { kind: "object" }, path: string): readonly Matcher[] {
  const [entry, ...others] = operand.entries;
  if (entry === undefined || others.length > 0) {
    const fix = 'Write {"anything-but": {"prefix": "text"}}';
    throw new PatternError(path, "anything-but takes one operator", fix);
  }
  const [operator, argument] = entry;
  return operandList(argument, `${path}.${operator}`).map(([value, valuePath]) =>
    parseExcluded(operator, value, path, valuePath),
  );
}

function parseExcluded(operator: string, value: JsonNode, path: string, valuePath: string): Matcher {
  switch (operator) {
    case "prefix":
    case "suffix": {
      const text = requireString(value, valuePath, operator);
      if (text === "") {
        throw new PatternError(valuePath, `an empty ${operator} excludes everything`, "Write some text");
      }
      return affixMatcher(operator, text);
    }
    case "equals-ignore-case":
      return parseEqualsIgnoreCase(value, valuePath);
    case "wildcard":
      return parseWildcard(value, valuePath);
    default:
      throw new PatternError(
        path,
        `anything-but does not take ${JSON.stringify(operator)}`,
        "Use prefix, suffix, equals-ignore-case or wildcard",
      );
  }
}

function operandList(operand: JsonNode, path: string): readonly (readonly [JsonNode, string])[] {
  if (operand.kind !== "array") return [[operand, path]];
  // event-ruler accepts an empty list of prefixes and then cannot match it: refused here at once
  if (operand.items.length === 0) throw new PatternError(path, "the list is empty", "Write a value");
  return operand.items.map((item, index) => [item, `${path}[${index}]`]);
}
