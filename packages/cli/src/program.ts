import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { CommandContext } from "./command/command.ts";
import { createPaint } from "./output/paint.ts";

type AddCommand = (program: Command, context: CommandContext) => void;

/** Every command, in the order in which the help lists them. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import("./command/start.ts")).addStart,
  console: async () => (await import("./command/console.ts")).addConsole,
  trigger: async () => (await import("./command/trigger.ts")).addTrigger,
  sources: async () => (await import("./command/sources.ts")).addSources,
  consumers: async () => (await import("./command/consumers.ts")).addConsumers,
  events: async () => (await import("./command/events.ts")).addEvents,
  "dead-letters": async () => (await import("./command/dead-letters.ts")).addDeadLetters,
  replay: async () => (await import("./command/replay.ts")).addReplay,
  jobs: async () => (await import("./command/jobs.ts")).addJobs,
  refused: async () => (await import("./command/refused.ts")).addRefused,
  catalog: async () => (await import("./command/catalog.ts")).addCatalog,
  register: async () => (await import("./command/register.ts")).addRegister,
  reconcile: async () => (await import("./command/reconcile.ts")).addReconcile,
  doctor: async () => (await import("./command/doctor.ts")).addDoctor,
};

/**
 * The command line, ready to parse `argv` once. It throws in place of ending the process. Where the first word names a
 * command, that one alone is loaded: a process that runs for months carries no code of the others.
 */
export async function createProgram(context: CommandContext, argv: readonly string[]): Promise<Command> {
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
  const [named = ""] = argv;
  const one = Object.hasOwn(commands, named) ? commands[named] : undefined;
  const loads = one === undefined ? Object.values(commands) : [one];
  for (const add of await Promise.all(loads.map((load) => load()))) add(program, context);
  return program;
}
