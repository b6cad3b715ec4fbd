import { spawn } from "node:child_process";
import { CommandFailure } from "../failure.ts";
import { type Ended, ended, lastLines, pathWithLocalTools, type Variables } from "./sst.ts";

export interface SetStageSecretOptions {
  readonly stage: string;
  /** Of the `sst.Secret`. */
  readonly name: string;
  readonly value: string;
  /** In the repository, or below: where `sst` finds its configuration. */
  readonly cwd: string;
  readonly env: Variables;
}

/**
 * Sets a secret of a stage with `sst secret set`. The value goes by standard input, so no list of processes and no
 * shell's history has it; what `sst` says of a failure is told without it. The functions have it once the stage is
 * deployed. Throws `CommandFailure` `sst_missing` or `secret_not_stored`.
 * @see https://sst.dev/docs/reference/cli/#secret-set
 */
export async function setStageSecret(options: SetStageSecretOptions): Promise<void> {
  const { stage, name, value, cwd, env } = options;
  const child = spawn("sst", ["secret", "set", name, "--stage", stage], {
    cwd,
    env: { ...env, PATH: pathWithLocalTools(cwd, env["PATH"] ?? "") },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A process that ends without reading says why by its exit code.
  child.stdin.on("error", () => undefined);
  // SST reads line by line and leaves out what no line feed ends.
  child.stdin.end(`${value}\n`);
  const { code, out, err } = await ended(child);
  if (code === 0) return;
  throw new CommandFailure(
    "secret_not_stored",
    `The secret ${name} of the stage ${JSON.stringify(stage)} could not be set:\n${lastLines(without(value, `${err}\n${out}`))}`,
  );
}

/** `output` with neither the value nor one of those that it consists of. */
function without(value: string, output: Ended["out"]): string {
  return [value, ...value.split(",")]
    .filter((part) => part !== "")
    .reduce((text, part) => text.replaceAll(part, "…"), output);
}
