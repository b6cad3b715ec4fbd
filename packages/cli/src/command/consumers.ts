import type { Command } from "commander";
import { addGroup, type CommandContext } from "./command.ts";
import { addConsumersList } from "./consumers-list.ts";
import { addConsumersPause, addConsumersResume } from "./consumers-pause.ts";

/** `hookyard consumers`. */
export function addConsumers(program: Command, context: CommandContext): void {
  const consumers = addGroup(program, context, {
    name: "consumers",
    summary: "the functions that events go to: look, pause, resume",
    description: "The consumers with their backlogs. Without a subcommand it lists.",
  });
  addConsumersList(consumers, context);
  addConsumersPause(consumers, context);
  addConsumersResume(consumers, context);
}
