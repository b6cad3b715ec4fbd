import { ConfigError } from "../errors.ts";

/** One thing that is wrong with a router. */
export interface RouterProblem {
  /** Where in the definition: `consumers.fulfil-order.on[0]`. */
  readonly path: string;
  /** The wrong value, what is wrong with it, and what to write. */
  readonly message: string;
}

/** The router is not right: everything that is wrong with it, at once. Thrown by `defineRouter`. */
export class RouterDefinitionError extends ConfigError {
  override readonly name = "RouterDefinitionError"; // a literal: bundlers rename classes
  override readonly code = "router_invalid";
  readonly problems: readonly RouterProblem[];

  constructor(problems: readonly RouterProblem[]) {
    const lines = problems.map(({ path, message }) => `  - ${path}: ${message}`);
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`The router has ${count}:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}
