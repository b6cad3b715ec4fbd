import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A folder with more files than this is more than a team's consumers: the rest does not count. */
const mostFiles = 2_000;

/**
 * Which deploy of the team's code this is: `HOOKYARD_VERSION` where it is set, else a digest of the code files beside
 * the router. The same code has the same version on every machine; a change to any of it has another.
 */
export function codeVersion(routerFile: string, env: Readonly<Record<string, string | undefined>>): string {
  const named = env["HOOKYARD_VERSION"]?.trim();
  if (named !== undefined && named !== "") return named.slice(0, 100);
  const folder = dirname(routerFile);
  const digest = createHash("sha256");
  for (const file of codeFiles(folder)) {
    digest.update(`${relative(folder, file)}\n`);
    digest.update(readFileSync(file));
  }
  return digest.digest("hex").slice(0, 12);
}

function codeFiles(folder: string): readonly string[] {
  const files: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined && files.length < mostFiles; next = folders.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      if (entry.name === "node_modules" || entry.name.startsWith(".")) continue;
      const path = join(next, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (/\.[cm]?[jt]s$/.test(entry.name) && !/\.test\.|\.test-d\./.test(entry.name)) files.push(path);
    }
  }
  return files.sort().slice(0, mostFiles);
}
