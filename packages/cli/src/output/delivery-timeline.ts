import type { AttemptReport, DeliveryReport } from "@hookyard/core/operator/operator";
import { stateStyle } from "./delivery-state.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { absoluteTime, fullTime, timeSpan } from "./time.ts";

/** One delivery with its attempts, a line each, in the order in which they happened. */
export function deliveryTimeline(delivery: DeliveryReport, now: Date, paint: Paint): string {
  const head = `${paint(stateStyle(delivery.state), marks[delivery.state])} ${paint("bold", printable(delivery.consumer))}  ${stateText(delivery, now)}\n`;
  return head + attemptLines(delivery.attempts, paint);
}

/** Attempts, a line each; a replay starts a new count and says so. */
export function attemptLines(attempts: readonly AttemptReport[], paint: Paint): string {
  return attempts
    .map((attempt, index) => {
      const isFirstOfReplay = attempt.replay > 0 && attempts[index - 1]?.replay !== attempt.replay;
      const replay = isFirstOfReplay ? `    ${paint("dim", `replay ${attempt.replay}`)}\n` : "";
      return `${replay}${attemptLine(attempt, paint)}`;
    })
    .join("");
}

const marks = { scheduled: "…", done: "✓", dead: "✗", discarded: "-" } as const;

function stateText({ state, running, dueTime, reason }: DeliveryReport, now: Date): string {
  const because = reason === undefined ? "" : `: ${printable(reason)}`;
  if (state !== "scheduled") return `${state}${because}`;
  if (running) return "running now";
  return dueTime === undefined ? "scheduled" : `scheduled, next attempt ${fullTime(dueTime, now)}`;
}

function attemptLine({ number, startTime, endTime, outcome, error }: AttemptReport, paint: Paint): string {
  const took = timeSpan(Date.parse(endTime) - Date.parse(startTime));
  const result = paint(outcome === "done" ? "green" : "red", outcome);
  const why = error === undefined ? "" : `  ${printable(`${error.name}: ${error.message}`)}`;
  return `    ${paint("dim", `${absoluteTime(startTime)}  attempt ${number}`)}  ${result} after ${took}${why}\n`;
}
