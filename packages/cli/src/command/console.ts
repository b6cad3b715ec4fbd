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
      "Prints the link that logs a browser in to the console of the Hookyard that runs here, or of a deployed stage. Whoever has the link is in, for as long as that process runs, or until the stage's key is another: it is for a person, and for no log.",
    configure: (command) =>
      command.addOption(
        new Option("--role <role>", "what the link lets its holder do; a viewer only looks")
          .choices(roles)
          .default("operator"),
      ),
    examples: [
      ["hookyard console", "the link, for yourself"],
      ["hookyard console --role viewer", "a link for somebody who shall only look"],
      ["hookyard console --stage production", "the link of a deployed stage"],
    ],
    reachesStages: true,
    run: printLink,
  });
}

async function printLink(call: Call<ConsoleOptions>): Promise<0> {
  const { io, options, json, dataDirectory } = call;
  const engine = await io.engine();
  const { consoleKeys, consoleLink } = await import("@hookyard/console");
  const print = (url: string): 0 => {
    if (json) writeJson(io, { url, role: options.role });
    else io.stdout.write(`${printable(url)}\n`);
    return 0;
  };
  const deployed = engine.console?.(options.role);
  if (deployed !== undefined) {
    if (deployed.asksForCredentials) {
      io.stderr.write(
        "It asks for AWS credentials too: open it through a proxy that signs (docs/deploy.md).\n",
      );
    }
    return print(consoleLink(deployed.url, deployed.key));
  }
  const owner = engine.readOwner(dataDirectory);
  if (owner?.operatorUrl === undefined || owner.operatorToken === undefined) {
    throw new UsageError(
      `No Hookyard runs on ${printable(dataDirectory)}. Start one with: npx hookyard start`,
    );
  }
  return print(consoleLink(owner.operatorUrl, consoleKeys(owner.operatorToken)[options.role]));
}
