import type { Command } from "commander";
import { addGroup, type CommandContext } from "./command.ts";
import { addDeadLettersCheckOut } from "./dead-letters-checkout.ts";
import { addDeadLettersDiscard } from "./dead-letters-discard.ts";
import { addDeadLettersEdit } from "./dead-letters-edit.ts";
import { addDeadLettersList } from "./dead-letters-list.ts";
import { addDeadLettersReplay } from "./dead-letters-replay.ts";
import { addDeadLettersShow } from "./dead-letters-show.ts";
import { addDeadLettersWait } from "./dead-letters-wait.ts";

/** `hookyard dead-letters`, also `hookyard dlq`. */
export function addDeadLetters(program: Command, context: CommandContext): void {
  const letters = addGroup(program, context, {
    name: "dead-letters",
    alias: "dlq",
    summary: "deliveries that will not be tried again by themselves: look, replay, discard, check out, edit",
    description:
      "Deliveries that failed for good and wait for a decision. Without a subcommand it lists, and takes the options of `list`.",
  });
  addDeadLettersList(letters, context);
  addDeadLettersShow(letters, context);
  addDeadLettersReplay(letters, context);
  addDeadLettersDiscard(letters, context);
  addDeadLettersCheckOut(letters, context);
  addDeadLettersEdit(letters, context);
  addDeadLettersWait(letters, context);
}
