import type { Answer } from "../trigger/answer.ts";
import { shellWord } from "../value/shell-word.ts";
import { count, formatNumber } from "./count.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { timeSpan } from "./time.ts";

/** One answer on its line: `✓ 200 accepted  evt_1  12 ms`. */
export function answerLine({ status, outcome, id, milliseconds, expected }: Answer, paint: Paint): string {
  const mark = expected ? paint("green", "✓") : paint("red", "✗");
  const what = status === 0 ? outcome : `${status} ${outcome}`;
  const parts = [
    printable(what),
    ...(id === undefined ? [] : [printable(id)]),
    paint("dim", timeSpan(milliseconds)),
    ...(expected && status >= 400 ? ["as it should be"] : []),
  ];
  return `${mark} ${parts.join("  ")}\n`;
}

export interface AnswersSummaryOptions {
  readonly paint: Paint;
  readonly stopped: boolean;
  /** Writes a command line to copy; absent where what became of it is shown anyway. */
  readonly hint: ((commandLine: string) => string) | undefined;
}

/** What came back as a whole, where that says more than the lines, and what to do next. */
export function answersSummary(
  answers: readonly Answer[],
  { paint, stopped, hint }: AnswersSummaryOptions,
): string {
  const lines: string[] = [];
  if (answers.length > 2) {
    const outcomes = [...new Set(answers.map(({ outcome }) => outcome))];
    const parts = outcomes.map(
      (outcome) =>
        `${formatNumber(answers.filter((each) => each.outcome === outcome).length)} ${printable(outcome)}`,
    );
    lines.push(`Sent ${count(answers.length, "request")}: ${parts.join(", ")}.`);
  }
  const unexpected = answers.filter(({ expected }) => !expected).length;
  if (unexpected > 0) lines.push(paint("red", unexpectedText(answers, unexpected)));
  if (stopped) lines.push("Stopped before all were sent.");
  const first = answers.find(({ id }) => id !== undefined)?.id;
  if (hint !== undefined && first !== undefined) {
    lines.push(paint("dim", `What became of it: ${hint(`events show ${shellWord(first)}`)}`));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function unexpectedText(answers: readonly Answer[], unexpected: number): string {
  if (answers.every(({ status }) => status === 0)) return "Nobody answers there. Is Hookyard running?";
  return `${count(unexpected, "answer was", "answers were")} not what it should be.`;
}
