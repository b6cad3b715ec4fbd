import type { RefusedDetail, RefusedExplanation } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { CommandFailure } from "../failure.ts";
import { count } from "../output/count.ts";
import { renderFacts } from "../output/facts.ts";
import { printable } from "../output/printable.ts";
import { fullTime } from "../output/time.ts";
import { shellWord } from "../value/shell-word.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { withOperator } from "./operator.ts";

/** `hookyard refused show <id>`. */
export function addRefusedShow(refused: Command, context: CommandContext): void {
  addCommand(refused, context, {
    name: "show <id>",
    summary: "show one refused request and what explains it",
    description:
      "Shows one refused request: why it was refused, what explains it, and how sure that is. Never its body or its header values: they were not proved.",
    examples: [["hookyard refused show ref_1", "why this request was refused"]],
    reachesStages: true,
    run: showRefused,
  });
}

async function showRefused(call: Call<object>): Promise<0> {
  const { io, json, args } = call;
  const [id = ""] = args;
  const refused = await withOperator(call, ({ operator }) => operator.refusedRequest(id));
  if (refused === undefined) {
    throw new CommandFailure(
      "not_found",
      `There is no refused request ${printable(id)} here (any more). Those that are kept: ${call.hint("refused")}`,
    );
  }
  if (json) writeJson(io, refused);
  else io.stdout.write(refusedText(call, refused));
  return 0;
}

function refusedText({ io, paint, hint }: Call<object>, refused: RefusedDetail): string {
  const { id, source, receivedtime, code, reason, explanation, bytes, whole, method, path, headers } =
    refused;
  const facts = renderFacts(paint, [
    ["request", paint("bold", printable(id))],
    ["source", printable(source)],
    ["received", fullTime(receivedtime, io.now())],
    ["sent to", printable(`${method} ${path}`)],
    ["body", count(bytes, "byte")],
    ["headers", printable(headers.join(", "))],
    ["answered", printable(code)],
    ["reason", paint("yellow", printable(reason))],
    ["explanation", `${printable(explanation.message)} ${paint("dim", evidenceText(explanation))}`],
  ]);
  const next = whole
    ? `When it is put right: ${hint(`refused retry --id ${shellWord(id)}`)}`
    : "It was too large to be kept whole: the sender has to send it again.";
  return `${facts}\n${paint("dim", next)}\n`;
}

function evidenceText({ code, evidence }: RefusedExplanation): string {
  switch (evidence) {
    case "signature":
      return `(${printable(code)}; proved: with this change it verifies)`;
    case "request":
      return `(${printable(code)}; seen in the request)`;
    case "none":
      return `(${printable(code)})`;
  }
}
