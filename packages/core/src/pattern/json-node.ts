import { PatternError } from "./error.ts";
import { limits } from "./limits.ts";

/** JSON with what `JSON.parse` forgets: the order and repetition of keys, and how a number was written. */
export type JsonNode =
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "literal"; readonly value: boolean | null };

/** Reads a parsed value. Throws `PatternError` for what JSON cannot hold and for what is over a size limit. */
export function nodeFromValue(value: unknown): JsonNode {
  return read(value, "", 0, { left: limits.maxPatternCharacters });
}

/** Charged while reading, so that a cyclic or endless value ends here as "too large". */
interface Budget {
  left: number;
}

function read(value: unknown, path: string, depth: number, budget: Budget): JsonNode {
  if (depth > limits.maxDepth) throw tooDeep(path);
  if (typeof value === "string") {
    spend(budget, JSON.stringify(value).length);
    return { kind: "string", value };
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    spend(budget, String(value).length);
    return { kind: "number", value, text: String(value) };
  }
  if (typeof value === "boolean" || value === null) {
    spend(budget, String(value).length);
    return { kind: "literal", value };
  }
  if (Array.isArray(value)) {
    spend(budget, Math.max(2, value.length + 1));
    // `Array.isArray` narrows `unknown` to `any[]`; `Array.from` also reads the holes of a sparse array.
    const items: unknown[] = Array.from(value);
    return {
      kind: "array",
      items: items.map((item, index) => read(item, `${path}[${index}]`, depth + 1, budget)),
    };
  }
  if (typeof value === "object") {
    const pairs: [string, unknown][] = Object.entries(value);
    spend(budget, Math.max(2, pairs.length + 1));
    const entries = pairs.map(([key, item]) => {
      spend(budget, JSON.stringify(key).length + 1);
      return [key, read(item, joinPath(path, key), depth + 1, budget)] as const;
    });
    return { kind: "object", entries };
  }
  throw new PatternError(
    path,
    `${typeof value === "number" ? String(value) : typeof value} is not JSON`,
    "Use a string, a finite number, true, false, null, an array or an object",
  );
}

function spend(budget: Budget, characters: number): void {
  budget.left -= characters;
  if (budget.left < 0) throw tooLong();
}

export function tooLong(): PatternError {
  return new PatternError(
    "",
    `it is longer than ${limits.maxPatternCharacters} characters`,
    "Split it into several patterns",
  );
}

export function tooDeep(path: string): PatternError {
  return new PatternError(path, `it is nested deeper than ${limits.maxDepth} levels`, "Flatten it");
}

/** The path of a member, as errors show it. */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
