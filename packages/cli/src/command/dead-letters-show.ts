import type { DeadLetterDetail } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { attemptLines } from "../output/delivery-timeline.ts";
import { eventData } from "../output/event-data.ts";
import { renderFacts } from "../output/facts.ts";
import { printable, printableLines } from "../output/printable.ts";
import { fullTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

/** `hookyard dead-letters show <id>`. */
export function addDeadLettersShow(letters: Command, context: CommandContext): void {
  addCommand(letters, context, {
    name: "show <id>",
    summary: "show one dead letter: its event, its attempts, its error",
    description: "Shows one dead letter. Its id is the event's id and the consumer: evt_1:fulfil-order.",
    examples: [["hookyard dead-letters show evt_1:fulfil-order", "why this delivery failed"]],
    reachesStages: true,
    run: showLetter,
  });
}

async function showLetter(call: Call<object>): Promise<0> {
  const { io, json, args } = call;
  const [id = ""] = args;
  const letter = await withOperator(call, ({ operator }) => operator.deadLetter(id));
  if (letter === undefined) throw new CommandFailure("not_found", notFound(call, id));
  if (json) writeJson(io, letter);
  else io.stdout.write(letterText(call, letter));
  return 0;
}

function notFound({ hint }: Call<object>, id: string): string {
  const what = `There is no dead letter ${printable(id)} here.`;
  if (!id.includes(":"))
    return `${what} An id names the event and the consumer, such as ${printable(id)}:fulfil-order.`;
  const [eventId = ""] = id.split(":");
  return `${what} It may have been replayed or discarded: ${hint(`events show ${shellWord(eventId)}`)}`;
}

function letterText({ io, paint, hint }: Call<object>, letter: DeadLetterDetail): string {
  const now = io.now();
  const stack = letter.history.at(-1)?.error?.stack;
  const facts = renderFacts(paint, [
    ["letter", paint("bold", printable(letter.id))],
    ["consumer", printable(letter.consumer)],
    ["type", printable(letter.type)],
    ["source", printable(letter.source)],
    ["received", fullTime(letter.event.receivedtime, now)],
    ["dead", fullTime(letter.deadTime, now)],
    ["reason", paint("red", printable(letter.reason))],
    ["error", printable(`${letter.errorName}: ${letter.errorMessage}`)],
  ]);
  const where = stack === undefined ? "" : `\n${paint("bold", "stack")}\n${indented(stack)}`;
  const attempts = `\n${paint("bold", "attempts")}\n${attemptLines(letter.history, paint)}`;
  const again = `Send it again: ${hint(`dead-letters replay --id ${shellWord(letter.id)}`)}`;
  return `${facts}${attempts}${where}\n${eventData(letter.event.data, paint)}\n${paint("dim", again)}\n`;
}

function indented(stack: string): string {
  return printableLines(stack)
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
}
