/** Something that is not as it should be. */
export interface Finding {
  /** Stable, for programs: `handler_missing`. */
  readonly code: string;
  /** Errors make the exit code 1. */
  readonly level: "error" | "warning";
  /** Which part was looked at. */
  readonly area: "definition" | "machine" | "engine" | "provider" | "stage";
  readonly what: string;
  readonly why: string;
  /** The command that puts it right, or the place to look. */
  readonly fix: string;
}

/** Makes the findings of one area. */
export function findingsOf(area: Finding["area"]): {
  readonly error: (code: string, what: string, why: string, fix: string) => Finding;
  readonly warning: (code: string, what: string, why: string, fix: string) => Finding;
} {
  const make =
    (level: Finding["level"]) =>
    (code: string, what: string, why: string, fix: string): Finding => ({
      code,
      level,
      area,
      what,
      why,
      fix,
    });
  return { error: make("error"), warning: make("warning") };
}
