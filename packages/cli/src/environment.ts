import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { CommandFailure } from "./failure.ts";
import type { Io } from "./io.ts";

/** The environment with what `.env` in the current directory adds. What is set outside wins, as everywhere. */
export async function readEnvironment({ env, cwd }: Pick<Io, "env" | "cwd">): Promise<Io["env"]> {
  const file = join(cwd, ".env");
  try {
    return { ...parseEnv(await readFile(file, "utf8")), ...env };
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return env;
    throw new CommandFailure("env_unreadable", `Cannot read ${file}.`, { cause });
  }
}
