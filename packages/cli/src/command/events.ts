import type { Command } from "commander";
import { addGroup, type CommandContext } from "./command.ts";
import { addEventsList } from "./events-list.ts";
import { addEventsShow } from "./events-show.ts";
import { addEventsTail } from "./events-tail.ts";

/** `hookyard events`. */
export function addEvents(program: Command, context: CommandContext): void {
  const events = addGroup(program, context, {
    name: "events",
    summary: "search events, show one with its deliveries, follow live",
    description:
      "What came in and what became of it. Without a subcommand it lists, and takes the options of `list`.",
  });
  addEventsList(events, context);
  addEventsShow(events, context);
  addEventsTail(events, context);
}
