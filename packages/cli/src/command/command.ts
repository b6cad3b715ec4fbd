import { resolve } from "node:path";
import { Command } from "commander";
import { type ExitCode, UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { onStage } from "../stage/stage-engine.ts";
import { createPaint, type Paint } from "../output/paint.ts";
import { shellWord } from "../value/shell-word.ts";
import { printable, printableJson } from "../output/printable.ts";

/** What the commands of one run share. */
export interface CommandContext {
  readonly io: Io;
  /** Told what the command that ran ended with. */
  finish(exitCode: ExitCode): void;
  /** Told which command did not understand how it was called. */
  misused(command: Command): void;
}

interface StandardOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly stage?: string;
}

/** One call of a command, its options read. */
export interface Call<Options> {
  readonly io: Io;
  readonly options: Options;
  readonly args: readonly string[];
  /** Whether the answer is for a program. */
  readonly json: boolean;
  readonly dataDirectory: string;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** A command line to copy that speaks to the same Hookyard: `npx hookyard events --data other`. */
  readonly hint: (commandLine: string) => string;
}

export interface CommandSpec<Options> {
  /** With its arguments, as commander writes them: `show <id>`. */
  readonly name: string;
  /** What runs when the group is called without a subcommand. */
  readonly isDefault?: boolean;
  readonly summary: string;
  readonly description: string;
  /** Adds the command's own options and arguments. */
  readonly configure?: (command: Command) => void;
  /** Command lines that can be copied, each with what it does. */
  readonly examples: readonly (readonly [commandLine: string, does: string])[];
  /** Whether it can speak to a deployed stage; the others are for this machine. */
  readonly reachesStages?: boolean;
  readonly run: (call: Call<Options>) => Promise<ExitCode>;
}

/** Adds a command with the options that all have: `--json`, `--data`, `--stage`. */
export function addCommand<Options extends object>(
  parent: Command,
  context: CommandContext,
  spec: CommandSpec<Options>,
): void {
  const command = parent.command(spec.name, spec.isDefault === true ? { isDefault: true } : {});
  reportMisuse(command, context);
  command.summary(spec.summary).description(spec.description);
  spec.configure?.(command);
  command
    .option("--data <directory>", "where Hookyard keeps its data (default: $HOOKYARD_DATA, else .hookyard)")
    .option("--stage <name>", "speak to a deployed stage in place of this machine")
    .option("--json", "answer in JSON, errors too")
    .addHelpText("after", examplesText(spec.examples))
    .action(async () => {
      const options = command.opts<Options & StandardOptions>();
      checkStage(command, spec, options);
      const io = options.stage === undefined ? context.io : onStage(context.io, options.stage);
      context.finish(await spec.run(callOf(io, command, options)));
    });
}

/** Adds a command that only holds others. */
export function addGroup(
  parent: Command,
  context: CommandContext,
  spec: {
    readonly name: string;
    readonly alias?: string;
    readonly summary: string;
    readonly description: string;
  },
): Command {
  const group = parent
    .command(spec.name)
    .summary(spec.summary)
    .description(spec.description)
    .helpCommand(false);
  reportMisuse(group, context);
  return spec.alias === undefined ? group : group.alias(spec.alias);
}

/** Writes one JSON document. */
export function writeJson(io: Io, document: unknown): void {
  io.stdout.write(`${printableJson(document, io.stdout.isTTY ? 2 : 0)}\n`);
}

/** How a command is called, with the words before it: `hookyard events list`. */
export function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

function callOf<Options extends object>(
  io: Io,
  command: Command,
  options: Options & StandardOptions,
): Call<Options> {
  const data = options.data ?? (io.env["HOOKYARD_DATA"] || ".hookyard"); // an empty variable is none
  return {
    io,
    options,
    args: command.args,
    json: options.json === true,
    dataDirectory: resolve(io.cwd, data),
    paint: createPaint(io.stdout, io.env),
    hint: (commandLine) =>
      `npx hookyard ${printable(commandLine)}${options.data === undefined ? "" : ` --data ${shellWord(options.data)}`}${options.stage === undefined ? "" : ` --stage ${shellWord(options.stage)}`}`,
  };
}

/** SST's rule for the name of a stage. */
const stageName = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,127}$/;

function checkStage<Options>(
  command: Command,
  { reachesStages }: CommandSpec<Options>,
  { stage, data }: StandardOptions,
): void {
  if (stage === undefined) return;
  if (reachesStages !== true) {
    throw new UsageError(`${commandPath(command)} is for this machine. Leave out --stage.`);
  }
  if (data !== undefined) throw new UsageError("--data is of this machine. Leave out --data or --stage.");
  if (!stageName.test(stage)) {
    throw new UsageError(`${JSON.stringify(stage)} cannot be a stage: letters, digits and hyphens only.`);
  }
}

function reportMisuse(command: Command, context: CommandContext): void {
  command.configureOutput({ outputError: () => context.misused(command) });
}

function examplesText(examples: CommandSpec<object>["examples"]): string {
  const width = Math.max(...examples.map(([commandLine]) => commandLine.length));
  const lines = examples.map(([commandLine, does]) => `  ${commandLine.padEnd(width)}  ${does}`);
  return `\nExamples:\n${lines.join("\n")}`;
}
