import { PatternError } from "./error.ts";
import type { Matcher, Scalar } from "./field.ts";
import type { JsonNode } from "./json-node.ts";

const comparisons = {
  "=": (value: number, bound: number) => value === bound,
  "<": (value: number, bound: number) => value < bound,
  "<=": (value: number, bound: number) => value <= bound,
  ">": (value: number, bound: number) => value > bound,
  ">=": (value: number, bound: number) => value >= bound,
} as const;

type Operator = keyof typeof comparisons;

/**
 * `{"numeric": [op, number]}` or a range, lower bound first: `[">", 0, "<=", 5]`. Matches numbers only.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function parseNumeric(operand: JsonNode, path: string): Matcher {
  if (operand.kind !== "array") {
    throw new PatternError(path, "numeric needs an array", 'Write {"numeric": [">", 0, "<=", 5]}');
  }
  const [operatorNode, boundNode, upperOperatorNode, upperBoundNode, ...rest] = operand.items;
  const operator = readOperator(operatorNode, `${path}[0]`, ["=", "<", "<=", ">", ">="]);
  const bound = readComparable(boundNode, `${path}[1]`);
  const compare = comparisons[operator];
  if (upperOperatorNode === undefined) {
    return numberMatcher(`numeric ${operator} ${bound}`, (value) => compare(value, bound));
  }
  if (operator !== ">" && operator !== ">=") {
    throw new PatternError(path, `nothing may follow ${operator} ${bound}`, "Write the lower bound first");
  }
  const upperOperator = readOperator(upperOperatorNode, `${path}[2]`, ["<", "<="]);
  const upperBound = readComparable(upperBoundNode, `${path}[3]`);
  if (rest.length > 0) {
    throw new PatternError(`${path}[4]`, "a range has two bounds", "Remove what follows the upper bound");
  }
  if (bound >= upperBound) {
    throw new PatternError(path, "the lower bound is not below the upper bound", "Swap or widen the bounds");
  }
  const compareUpper = comparisons[upperOperator];
  return numberMatcher(
    `numeric ${operator} ${bound} and ${upperOperator} ${upperBound}`,
    (value) => compare(value, bound) && compareUpper(value, upperBound),
  );
}

/**
 * A number that numeric comparison can use. event-ruler's `ComparableNumber` takes any number that a double
 * holds without loss, and refuses the rest (`1e400`, `1e-400`, `9007199254740993`).
 */
export function readComparable(node: JsonNode | undefined, path: string): number {
  if (node?.kind !== "number") {
    throw new PatternError(path, "a number is needed here", "Write a JSON number, without quotes");
  }
  if (!Number.isFinite(node.value) || decimalForm(node.text) !== decimalForm(String(node.value))) {
    throw new PatternError(path, `${node.text} cannot be compared exactly`, "Use fewer digits");
  }
  return node.value;
}

function readOperator<Allowed extends Operator>(
  node: JsonNode | undefined,
  path: string,
  allowed: readonly Allowed[],
): Allowed {
  const found = node?.kind === "string" ? allowed.find((operator) => operator === node.value) : undefined;
  if (found !== undefined) return found;
  throw new PatternError(path, "this is not a numeric operator", `Use one of ${allowed.join(" ")}`);
}

function numberMatcher(describe: string, accepts: (value: number) => boolean): Matcher {
  return { describe, matches: (value: Scalar) => typeof value === "number" && accepts(value) };
}

/** One spelling per value: sign, digits without outer zeros, power of ten. */
function decimalForm(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${mantissa.startsWith("-") ? "-" : ""}${significant}e${power}`;
}
