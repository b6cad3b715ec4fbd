import { parseAffix, parseEqualsIgnoreCase, requireString } from "./affix.ts";
import { parseAnythingBut } from "./anything-but.ts";
import { parseCidr } from "./cidr.ts";
import { PatternError } from "./error.ts";
import { exactMatcher } from "./exact.ts";
import type { Field, Matcher } from "./field.ts";
import type { JsonNode } from "./json-node.ts";
import { parseNumeric } from "./numeric.ts";
import { parseWildcard } from "./wildcard.ts";

type Values = Pick<Field, "matchers" | "allowsAbsent">;

/** The list of values of one path. Any of them may match; what event-ruler's compiler refuses is refused. */
export function parseValues(items: readonly JsonNode[], path: string): Values {
  if (items.length === 0) throw new PatternError(path, "the list of values is empty", "Write a value");
  const matchers = items.map((item, index) => parseValue(item, `${path}[${index}]`));
  return {
    matchers: matchers.filter((matcher) => matcher !== "absent"),
    allowsAbsent: matchers.includes("absent"),
  };
}

function parseValue(node: JsonNode, path: string): Matcher | "absent" {
  switch (node.kind) {
    case "string":
    case "number":
    case "literal":
      return exactMatcher(node.value);
    case "object":
      return parseExpression(node, path);
    case "array":
      throw new PatternError(path, "a list cannot hold a list", "Write the values themselves");
  }
}

function parseExpression(node: JsonNode & { kind: "object" }, path: string): Matcher | "absent" {
  const [entry, ...others] = node.entries;
  if (entry === undefined) {
    throw new PatternError(path, "the expression has no operator", 'Write {"prefix": "text"}');
  }
  if (others.length > 0) {
    const fix = "Write several expressions in the list; any of them may match";
    throw new PatternError(path, "an expression has one operator", fix);
  }
  const [operator, operand] = entry;
  return parseOperator(operator, operand, `${path}.${operator}`);
}

function parseOperator(operator: string, operand: JsonNode, path: string): Matcher | "absent" {
  switch (operator) {
    case "prefix":
    case "suffix":
      return parseAffix(operator, operand, path);
    case "equals-ignore-case":
      return parseEqualsIgnoreCase(operand, path);
    case "wildcard":
      return parseWildcard(operand, path);
    case "anything-but":
      return parseAnythingBut(operand, path);
    case "numeric":
      return parseNumeric(operand, path);
    case "cidr":
      return parseCidr(operand, path);
    case "exists":
      return parseExists(operand, path);
    case "exactly":
      return parseExactly(operand, path);
    default:
      throw new PatternError(path, `there is no operator ${JSON.stringify(operator)}`, operatorHint);
  }
}

const operatorHint =
  "Use prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists or exactly";

/**
 * `{"exists": true}`: the path holds a leaf, null included. `{"exists": false}`: it holds none (an object and
 * an empty array are not leaves).
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function parseExists(operand: JsonNode, path: string): Matcher | "absent" {
  if (operand.kind !== "literal" || operand.value === null) {
    throw new PatternError(path, "exists needs true or false", 'Write {"exists": true}');
  }
  return operand.value ? { describe: "exists", matches: () => true } : "absent";
}

/** event-ruler's long form of a string, compared as text even when it is an IP address. */
function parseExactly(operand: JsonNode, path: string): Matcher {
  const text = requireString(operand, path, "exactly");
  return { describe: JSON.stringify(text), matches: (value) => value === text };
}
