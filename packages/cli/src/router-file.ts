import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "./failure.ts";

/** Where a team's router is, from the root of the repository. */
const defaultRouter = "packages/functions/src/router.ts";

/**
 * The router's file: the one that was named, else the repository's own, looked for from `cwd` upwards. Throws
 * `UsageError` when there is none.
 */
export function findRouter(cwd: string, named: string | undefined): string {
  if (named !== undefined) {
    const file = resolve(cwd, named);
    if (existsSync(file)) return file;
    throw new UsageError(`There is no router at ${file}. Check --router.`);
  }
  const file = repositoryRouter(cwd);
  if (file !== undefined) return file;
  throw new UsageError(
    `No router found: there is no ${defaultRouter} in ${cwd} or above it. Go into the repository, or name a file with --router.`,
  );
}

/** Whether `cwd` is in a repository that has a router. */
export function hasRouter(cwd: string): boolean {
  return repositoryRouter(cwd) !== undefined;
}

function repositoryRouter(cwd: string): string | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const file = join(directory, defaultRouter);
    if (existsSync(file)) return file;
    if (directory === dirname(directory)) return undefined;
  }
}
