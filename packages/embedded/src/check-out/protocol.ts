import type { DeadLetterDetail, Failure } from "@hookyard/core";

/** What the process that runs the handlers is told. */
export interface RunLetters {
  readonly routerFile: string;
  readonly letters: readonly DeadLetterDetail[];
}

/** What a team's handler made of one letter in this terminal. */
export interface LetterRun {
  readonly id: string;
  readonly outcome: "done" | "failed";
  readonly milliseconds: number;
  /** On `failed`. */
  readonly failure?: Failure;
}
