import type { DeadLetterDetail, EventDetail } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { attemptLines } from "../output/delivery-timeline.ts";
import { eventData } from "../output/event-data.ts";
import { renderFacts } from "../output/facts.ts";
import { requestText } from "../output/request-record.ts";
import { printable, printableJson, printableLines } from "../output/printable.ts";
import { fullTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

const mostOriginalLines = 40;

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
  const { letter, request } = await withOperator(call, async ({ operator }) => {
    const found = await operator.deadLetter(id);
    const event = found === undefined ? undefined : await operator.event(found.event.id);
    return { letter: found, request: event?.request };
  });
  if (letter === undefined) throw new CommandFailure("not_found", notFound(call, id));
  if (json) writeJson(io, { ...letter, ...(request !== undefined && { request }) });
  else io.stdout.write(letterText(call, letter, request));
  return 0;
}

function notFound({ hint }: Call<object>, id: string): string {
  const what = `There is no dead letter ${printable(id)} here.`;
  if (!id.includes(":"))
    return `${what} An id names the event and the consumer, such as ${printable(id)}:fulfil-order.`;
  const [eventId = ""] = id.split(":");
  return `${what} It may have been replayed or discarded: ${hint(`events show ${shellWord(eventId)}`)}`;
}

function letterText(
  { io, paint, hint }: Call<object>,
  letter: DeadLetterDetail,
  record: EventDetail["request"],
): string {
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
    ...(letter.version === undefined ? [] : [["deploy", printable(letter.version)] as const]),
    ...(letter.replay === 0 ? [] : [["sent again", String(letter.replay)] as const]),
    ...(letter.leasedUntil === undefined
      ? []
      : [["checked out", `until ${fullTime(letter.leasedUntil, now)}`] as const]),
  ]);
  const where = stack === undefined ? "" : `\n${paint("bold", "stack")}\n${indented(stack)}`;
  const attempts = `\n${paint("bold", "attempts")}\n${attemptLines(letter.history, paint)}`;
  const again = `Send it again: ${hint(`dead-letters replay --id ${shellWord(letter.id)}`)}`;
  const request = renderFacts(paint, [
    ["from", printable(letter.event.provider)],
    ["its id", printable(letter.event.providerid)],
    ["its type", printable(letter.event.providertype)],
  ]);
  const edits = editsText(letter.edits ?? [], { paint, now });
  return `${facts}${attempts}${where}${edits}\n${eventData(letter.event.data, paint)}\n${record === undefined ? "" : `${requestText(record, paint)}\n`}${request}${originalText(letter, paint)}\n${paint("dim", again)}\n`;
}

/** The provider's payload as it came. */
function originalText({ event }: DeadLetterDetail, paint: Call<object>["paint"]): string {
  const { data } = event;
  if (typeof data !== "object" || data === null || !("original" in data)) return "";
  const { original, ...fields } = data;
  if (Object.keys(fields).length === 0) return ""; // it stands above as the event's data
  const lines = printableJson(original, 2).split("\n");
  const shown = lines.slice(0, mostOriginalLines).map((line) => `  ${line}\n`);
  return `${shown.join("")}${lines.length > mostOriginalLines ? `  ${paint("dim", "… all of it: add --json")}\n` : ""}`;
}

function editsText(
  edits: NonNullable<DeadLetterDetail["edits"]>,
  { paint, now }: { readonly paint: Call<object>["paint"]; readonly now: Date },
): string {
  if (edits.length === 0) return "";
  const lines = edits.flatMap(({ time, reason, changes }) => [
    `  ${fullTime(time, now)}  ${printable(reason)}`,
    ...changes.map(
      ({ path, before, after }) =>
        `    ${printable(path)}: ${printableJson(before ?? null, 0)} → ${printableJson(after ?? null, 0)}`,
    ),
  ]);
  return `\n${paint("bold", "changed by hand")}\n${lines.map((line) => `${line}\n`).join("")}`;
}

function indented(stack: string): string {
  return printableLines(stack)
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
}
