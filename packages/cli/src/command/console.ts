import { type Role, roles } from "@hookyard/core/operator/audit";
import { type Command, Option } from "commander";
import { UsageError } from "../failure.ts";
import { printable } from "../output/printable.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";

interface ConsoleOptions {
  readonly role: Role;
}

/** `hookyard console`. */
export function addConsole(program: Command, context: CommandContext): void {
  addCommand<ConsoleOptions>(program, context, {
    name: "console",
    summary: "print the link to the web console",
    description:
      "Prints the link that logs a browser in to the console of the Hookyard that runs here. Whoever has the link is in, for as long as that process runs: it is for a person, and for no log.",
    configure: (command) =>
      command.addOption(
        new Option("--role <role>", "what the link lets its holder do; a viewer only looks")
          .choices(roles)
          .default("operator"),
      ),
    examples: [
      ["hookyard console", "the link, for yourself"],
      ["hookyard console --role viewer", "a link for somebody who shall only look"],
    ],
    run: printLink,
  });
}

async function printLink(call: Call<ConsoleOptions>): Promise<0> {
  const { io, options, json, dataDirectory } = call;
  const { readOwner } = await io.engine();
  const owner = readOwner(dataDirectory);
  if (owner?.operatorUrl === undefined || owner.operatorToken === undefined) {
    throw new UsageError(
      `No Hookyard runs on ${printable(dataDirectory)}. Start one with: npx hookyard start`,
    );
  }
  const { consoleKeys, consoleLink } = await import("@hookyard/console");
  const url = consoleLink(owner.operatorUrl, consoleKeys(owner.operatorToken)[options.role]);
  if (json) writeJson(io, { url, role: options.role });
  else io.stdout.write(`${printable(url)}\n`);
  return 0;
}
