import type { Answer } from "../trigger/answer.ts";
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

/** What came back as a whole, where that says more than the lines, and what to do next. */
export function answersSummary(
  answers: readonly Answer[],
  { paint, stopped, hint }: { readonly paint: Paint; readonly stopped: boolean; readonly hint: boolean },
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
  if (hint && first !== undefined) {
    lines.push(paint("dim", `What became of it: npx hookyard events show ${printable(first)}`));
  }
  return lines.map((line) => `${line}\n`).join("");
}

function unexpectedText(answers: readonly Answer[], unexpected: number): string {
  if (answers.every(({ status }) => status === 0)) return "Nobody answers there. Is Hookyard running?";
  return `${count(unexpected, "answer was", "answers were")} not what it should be.`;
}
