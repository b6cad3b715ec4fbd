import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/*
 * What `npm run test:oracles` runs: the types and the tests of this folder, which has an install of its own. Without
 * that install it says so and is content: only who changes a client needs it, and CI.
 */

const here = import.meta.dirname;

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  if (error !== undefined) throw new Error(`${program} could not be started`, { cause: error });
  if (status !== 0) process.exit(status ?? 1);
}

if (existsSync(join(here, "node_modules"))) {
  run("tsc", ["-p", join(here, "tsconfig.json")]);
  run("vitest", ["run", "-c", join(here, "vitest.config.ts")]);
} else {
  process.stdout.write("not installed: npm ci --prefix test/oracles\n");
}
