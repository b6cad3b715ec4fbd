import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandPlace } from "./measure-command.ts";

/** A directory from which a command reaches a stage: its `sst` gives what `sst shell` would. Removed when `work` has ended. */
export async function atStage<Result>(
  env: Readonly<Record<string, string>>,
  work: (place: CommandPlace) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-bench-replay-"));
  try {
    const variables = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
    writeFileSync(join(directory, "sst"), `#!/bin/sh\nshift 4\n${variables.join("\n")}\nexec "$@"\n`);
    chmodSync(join(directory, "sst"), 0o755);
    return await work({ cwd: directory, env: { PATH: `${directory}:/usr/bin:/bin`, HOME: directory } });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
