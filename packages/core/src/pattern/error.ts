/** A pattern that EventBridge would refuse, or that is over one of our limits. Its author must act. */
export class PatternError extends Error {
  override readonly name = "PatternError"; // a literal: bundlers rename classes
  readonly code = "pattern_invalid";
  /** Where in the pattern, such as `data.amount[0].numeric`; empty for the pattern as a whole. */
  readonly path: string;

  constructor(path: string, problem: string, fix: string, options?: ErrorOptions) {
    super(`The event pattern is not valid${path === "" ? "" : ` at ${path}`}: ${problem}. ${fix}.`, options);
    this.path = path;
  }
}
