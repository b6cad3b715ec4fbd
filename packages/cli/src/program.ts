import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addCatalog } from "./command/catalog.ts";
import { addConsole } from "./command/console.ts";
import type { CommandContext } from "./command/command.ts";
import { addConsumers } from "./command/consumers.ts";
import { addDeadLetters } from "./command/dead-letters.ts";
import { addEvents } from "./command/events.ts";
import { addDoctor } from "./command/doctor.ts";
import { addReconcile } from "./command/reconcile.ts";
import { addJobs } from "./command/jobs.ts";
import { addRefused } from "./command/refused.ts";
import { addRegister } from "./command/register.ts";
import { addReplay } from "./command/replay.ts";
import { addSources } from "./command/sources.ts";
import { addStart } from "./command/start.ts";
import { addTrigger } from "./command/trigger.ts";
import { createPaint } from "./output/paint.ts";

/** The whole command line, ready to parse once. It throws in place of ending the process. */
export function createProgram(context: CommandContext): Command {
  const { io } = context;
  const paint = createPaint(io.stdout, io.env);
  const program = new Command("hookyard")
    .description("Hookyard, a switchyard for webhooks: receive, verify, route, retry, replay.")
    .version(manifest.version, "-V, --version", "print the version")
    .exitOverride()
    .configureHelp({ styleTitle: (title) => paint("bold", title) })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      getOutHasColors: () => true, // `paint` has decided
      getErrHasColors: () => false,
      outputError: () => context.misused(program),
    })
    .addHelpText(
      "after",
      "\nThe first five minutes:\n  npx hookyard start           in one terminal\n  npx hookyard trigger stripe  in another\n  npx hookyard events          what came in",
    );
  addStart(program, context);
  addConsole(program, context);
  addTrigger(program, context);
  addSources(program, context);
  addConsumers(program, context);
  addEvents(program, context);
  addDeadLetters(program, context);
  addReplay(program, context);
  addJobs(program, context);
  addRefused(program, context);
  addCatalog(program, context);
  addRegister(program, context);
  addReconcile(program, context);
  addDoctor(program, context);
  return program;
}
