import type { Router } from "@hookyard/core";
import type { Settings } from "../../../infra/settings.ts";
import { type Graph, Missing } from "../graph.ts";

/** One sentence about what is deployed, and how to see whether it is so. */
export interface Check {
  readonly sentence: string;
  /** Tells what is wrong, a sentence each; nothing when it is so. */
  readonly problems: (of: Deployed) => Iterable<string>;
}

/** What is looked at: the graph, and the two files it is made from. */
export interface Deployed {
  readonly graph: Graph;
  readonly router: Router;
  readonly settings: Settings;
}

/** Everything that is wrong by one check. What has to be there and is not is a problem, too. */
export function problemsOf(check: Check, deployed: Deployed): readonly string[] {
  const problems: string[] = [];
  try {
    for (const problem of check.problems(deployed)) problems.push(problem);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    problems.push(error.message);
  }
  return problems;
}

/** A problem when two values are not the same, as JSON. */
export function* same(what: string, actual: unknown, expected: unknown): Iterable<string> {
  const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== wanted) yield `${what} is ${is ?? "not set"}, not ${wanted ?? "left out"}`;
}
