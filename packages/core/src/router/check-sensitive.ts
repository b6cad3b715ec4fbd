import type { RouterProblem } from "./problem.ts";

const pathForm = /^data(?:\.[^.\s]+)+$/;

/** What is wrong with the paths of `sensitive`: they begin at `data`, since what stands beside it is needed to route. */
export function sensitiveProblems(paths: unknown, at: string): readonly RouterProblem[] {
  if (!Array.isArray(paths)) {
    return [{ path: at, message: 'is no list: write ["data.original.card"]' }];
  }
  return paths.flatMap((path: unknown, index): readonly RouterProblem[] =>
    typeof path === "string" && pathForm.test(path)
      ? []
      : [
          {
            path: `${at}[${index}]`,
            message: `is ${JSON.stringify(path)}: write a field under data, with points between, such as "data.original.card" ("*" stands for any one name)`,
          },
        ],
  );
}
