import type { Command } from "commander";
import { addGroup, type CommandContext } from "./command.ts";
import { addRefusedDiscard, addRefusedRetry } from "./refused-change.ts";
import { addRefusedList } from "./refused-list.ts";
import { addRefusedShow } from "./refused-show.ts";

/** `hookyard refused`. */
export function addRefused(program: Command, context: CommandContext): void {
  const refused = addGroup(program, context, {
    name: "refused",
    summary: "requests that were not believed: look, try again with a corrected secret, discard",
    description:
      "The last requests that each source refused, with what explains it. Without a subcommand it lists, and takes the options of `list`.",
  });
  addRefusedList(refused, context);
  addRefusedShow(refused, context);
  addRefusedRetry(refused, context);
  addRefusedDiscard(refused, context);
}
