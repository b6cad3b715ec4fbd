import { type Command, CommanderError } from "commander";
import { commandPath } from "./command/command.ts";
import { describeFailure, type ExitCode, type Failure } from "./failure.ts";
import type { Io } from "./io.ts";
import { createPaint } from "./output/paint.ts";
import { printableJson, printableLines } from "./output/printable.ts";
import { createProgram } from "./program.ts";

/**
 * Runs one command line, without the program's name in front, and resolves what the process should exit with. It
 * never throws: whatever goes wrong is told on standard error, as JSON when the command line asks for JSON.
 *
 * @example process.exitCode = await run(["events", "--json"], io);
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  let misused: Command | undefined;
  const program = await createProgram(
    {
      io,
      finish: (code) => (exitCode = code),
      misused: (command) => (misused = command),
    },
    argv,
  );
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // help and version, printed already
    if (error instanceof CommanderError && error.code === "commander.help") return 2;
    const failure =
      error instanceof CommanderError ? misuse(error, misused ?? program) : describeFailure(error);
    tell(failure, io, wantsJson(argv));
    return failure.exitCode;
  }
}

function misuse({ message }: CommanderError, command: Command): Failure {
  const [what = "", ...hints] = message.replace(/^error: /, "").split("\n");
  const said = [`${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.?$/, ".")}`, ...hints];
  return {
    code: "usage_invalid",
    message: `${said.join(" ")}\nSee: ${commandPath(command)} --help`,
    exitCode: 2,
  };
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end === -1 ? argv.length : end).includes("--json");
}

function tell({ code, message }: Failure, io: Io, asJson: boolean): void {
  if (asJson) {
    io.stderr.write(`${printableJson({ error: { code, message } })}\n`);
    return;
  }
  const paint = createPaint(io.stderr, io.env);
  io.stderr.write(`${paint("red", "error:")} ${printableLines(message)}\n`);
}
