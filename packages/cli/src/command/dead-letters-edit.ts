import { editEvent, type FieldEdit } from "@hookyard/core/replay/edit-event";
import type { EditedLetter } from "@hookyard/core/replay/replay-operator";
import type { Command } from "commander";
import { CommandFailure, type ExitCode, UsageError } from "../failure.ts";
import { printable, printableJson } from "../output/printable.ts";
import { shellWord } from "../value/shell-word.ts";
import type { Assignment } from "../value/assignment.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";
import { refuseUnasked } from "./letter-change.ts";
import { withOperator } from "./operator.ts";
import { assignments, discardReason, repeated } from "./option-value.ts";

interface EditOptions {
  readonly set?: readonly Assignment[];
  readonly remove?: readonly string[];
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `hookyard dead-letters edit <id>`. */
export function addDeadLettersEdit(letters: Command, context: CommandContext): void {
  addCommand<EditOptions>(letters, context, {
    name: "edit <id>",
    reachesStages: true,
    summary: "change a letter's data for its consumer, and send it again",
    description:
      "Changes fields of one dead letter's data and sends it again. Only its own consumer sees the change; the event stays as it came, and the change stands in the letter's history with the reason.",
    configure: (command) =>
      command
        .option("--set <path=value>", "a field below data; may be repeated: data.amount=1200", assignments)
        .option("--remove <path>", "take a field away; may be repeated", repeated)
        .requiredOption("--reason <text>", "why, for whoever reads the history", discardReason)
        .option("--dry-run", "show the change and stop")
        .option("--yes", "do not ask"),
    examples: [
      [
        'hookyard dead-letters edit evt_1:fulfil-order --set data.amount=1200 --reason "sent in euros, not cents"',
        "mend one field",
      ],
    ],
    run: edit,
  });
}

async function edit(call: Call<EditOptions>): Promise<ExitCode> {
  const { io, options, json, args, hint } = call;
  const [id = ""] = args;
  const edits: FieldEdit[] = [...(options.set ?? []), ...(options.remove ?? []).map((path) => ({ path }))];
  if (edits.length === 0) throw new UsageError("Nothing to change: add --set path=value or --remove path.");
  refuseUnasked(call);
  return withOperator<ExitCode>(call, async ({ operator }) => {
    const letter = await operator.deadLetter(id);
    if (letter === undefined)
      throw new CommandFailure("not_found", `There is no dead letter ${printable(id)} here.`);
    const { changes } = editEvent(JSON.stringify(letter.event), edits);
    if (!json) io.stdout.write(changesText(call, changes));
    if (options.dryRun === true) {
      if (json) writeJson(io, { id, changes, dryRun: true });
      return 0;
    }
    const stop = io.stopSignal();
    const answer =
      options.yes === true ? "y" : await io.ask?.("\nChange it so and send it again? [y/N] ", stop);
    if (stop.aborted || !/^\s*y(?:es)?\s*$/i.test(answer ?? "")) {
      io.stdout.write("Nothing was changed.\n");
      return 1;
    }
    if (operator.replays === undefined) {
      throw new CommandFailure("not_supported", "This engine cannot edit letters yet.");
    }
    const edited = await operator.replays.editDeadLetter(id, edits, options.reason);
    if (json) writeJson(io, { ...edited, dryRun: false });
    else
      io.stdout.write(`Sent again. What became of it: ${hint(`events show ${shellWord(letter.eventId)}`)}\n`);
    return 0;
  });
}

function changesText({ paint }: Call<object>, changes: EditedLetter["changes"]): string {
  return changes
    .map((change) => {
      const before = "before" in change ? [paint("red", `  - ${printableJson(change.before, 0)}\n`)] : [];
      const after = "after" in change ? [paint("green", `  + ${printableJson(change.after, 0)}\n`)] : [];
      return `${paint("bold", printable(change.path))}\n${[...before, ...after].join("")}`;
    })
    .join("");
}
