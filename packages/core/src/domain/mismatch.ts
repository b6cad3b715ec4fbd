import type { StandardSchemaV1 } from "@standard-schema/spec";

/** Why a payload did not become the domain event that its type promised. Holds no value of the payload. */
export interface Mismatch {
  /** The domain type that it should have become. */
  readonly type: string;
  readonly issues: readonly MismatchIssue[];
}

export interface MismatchIssue {
  /** Where in the domain fields: `items.0.quantity`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

const maxIssues = 10;
const maxLength = 200;

/** The first ten issues of a validator, each of bounded length. The messages are our schemas' own fixed texts. */
export function mismatchOf(type: string, issues: readonly StandardSchemaV1.Issue[]): Mismatch {
  return {
    type,
    issues: issues.slice(0, maxIssues).map((issue) => ({
      path: (issue.path ?? []).map(segment).join(".").slice(0, maxLength),
      message: issue.message.slice(0, maxLength),
    })),
  };
}

/** A mapping that threw. Only the error's kind is told: its message may quote the payload. */
export function mismatchOfThrown(type: string, error: unknown): Mismatch {
  const kind = builtIn.find((name) => error instanceof globalThis[name]) ?? "an error";
  return { type, issues: [{ path: "", message: `the mapping threw ${kind}` }] };
}

const builtIn = ["TypeError", "RangeError", "SyntaxError"] as const;

function segment(part: PropertyKey | StandardSchemaV1.PathSegment): string {
  return String(typeof part === "object" ? part.key : part);
}
