import { PatternError } from "./error.ts";
import type { Matcher } from "./field.ts";
import { caseless, endsWithCaseless, equalsCaseless, startsWithCaseless } from "./ignore-case.ts";
import type { JsonNode } from "./json-node.ts";

type Affix = "prefix" | "suffix";

/**
 * `{"prefix": "us-"}`, `{"suffix": ".png"}`, and both as `{"prefix": {"equals-ignore-case": "us-"}}`.
 * Strings only; an empty affix matches every string.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseAffix(affix: Affix, operand: JsonNode, path: string): Matcher {
  if (operand.kind === "string") return affixMatcher(affix, operand.value);
  if (operand.kind !== "object") {
    throw new PatternError(path, `${affix} needs a string`, `Write {"${affix}": "text"}`);
  }
  const [entry, ...others] = operand.entries;
  if (entry === undefined || others.length > 0 || entry[0] !== "equals-ignore-case") {
    const fix = `Write {"${affix}": {"equals-ignore-case": "text"}}`;
    throw new PatternError(path, `${affix} takes a string or equals-ignore-case alone`, fix);
  }
  const text = requireString(entry[1], `${path}.equals-ignore-case`, "equals-ignore-case");
  const pattern = caseless(text);
  const accepts = affix === "prefix" ? startsWithCaseless : endsWithCaseless;
  return {
    describe: `${affix} ${JSON.stringify(text)} in any case`,
    matches: (value) => typeof value === "string" && accepts(pattern, value),
  };
}

/** A prefix or suffix that is compared as it is written. */
export function affixMatcher(affix: Affix, text: string): Matcher {
  const describe = `${affix} ${JSON.stringify(text)}`;
  return affix === "prefix"
    ? { describe, matches: (value) => typeof value === "string" && value.startsWith(text) }
    : { describe, matches: (value) => typeof value === "string" && value.endsWith(text) };
}

/** `{"equals-ignore-case": "alice"}`: the whole string, in any case. */
export function parseEqualsIgnoreCase(operand: JsonNode, path: string): Matcher {
  const text = requireString(operand, path, "equals-ignore-case");
  const pattern = caseless(text);
  return {
    describe: `${JSON.stringify(text)} in any case`,
    matches: (value) => typeof value === "string" && equalsCaseless(pattern, value),
  };
}

/** The operand as a string, or a `PatternError` that names the operator. */
export function requireString(operand: JsonNode, path: string, operator: string): string {
  if (operand.kind === "string") return operand.value;
  throw new PatternError(path, `${operator} needs a string`, `Write {"${operator}": "text"}`);
}
