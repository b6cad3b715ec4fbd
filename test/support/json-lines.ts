import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Writes one line; with the kernel when this returns, so that the end of the process or thread leaves it whole. */
export function appendJsonLine(file: string | undefined, value: unknown): void {
  if (file === undefined)
    throw new Error("there is no file to write to: the handler's environment does not name it");
  appendFileSync(file, `${JSON.stringify(value)}\n`);
}

/** The whole lines of a file that others append to; none while it is not there. */
export function readJsonLines<Line>(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line); // safe: the caller knows who wrote the file
}
