import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { CommandFailure } from "../failure.ts";
import { printableLines } from "../output/printable.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** More than `sst` ever prints in front of an answer. */
const maxOutputBytes = 8 * 1024 ** 2;
const shownLines = 6;

/** As npm does it: the repository's own tools come before the machine's. */
export function pathWithLocalTools(cwd: string, path: string): string {
  const directories: string[] = [];
  for (let directory = cwd; ; directory = dirname(directory)) {
    const bin = join(directory, "node_modules/.bin");
    if (existsSync(bin)) directories.push(bin);
    if (directory === dirname(directory)) break;
  }
  return [...directories, path].join(delimiter);
}

/** What a process of `sst` ended with. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Waits for the end of a process of `sst`. Throws `CommandFailure` `sst_missing` or `sst_failed` when it cannot be started. */
export function ended(child: ChildProcess): Promise<Ended> {
  const output = { out: "", err: "" };
  const collect = (name: keyof typeof output) => (chunk: string) => {
    if (output[name].length < maxOutputBytes) output[name] += chunk;
  };
  child.stdout?.setEncoding("utf8").on("data", collect("out"));
  child.stderr?.setEncoding("utf8").on("data", collect("err"));
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.on("error", (cause) => {
    const isMissing = "code" in cause && cause.code === "ENOENT";
    reject(
      isMissing
        ? new CommandFailure(
            "sst_missing",
            "--stage needs sst, which is not installed here. Run this in the repository, after npm ci.",
          )
        : new CommandFailure("sst_failed", `sst cannot be started: ${cause.message}`, { cause }),
    );
  });
  child.on("close", (code) => resolve({ code: code ?? 1, ...output }));
  return promise;
}

/** Escape sequences of a terminal. */
// oxlint-disable-next-line no-control-regex -- these are what is to be found
const colours = /\u001B\[[0-9;]*m/g;

/** The end of what `sst` printed, without colours, and nothing that a terminal obeys. */
export function lastLines(output: string): string {
  const lines = output
    .replaceAll(colours, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("hookyard-environment:"));
  return lines.length === 0 ? "(nothing)" : printableLines(lines.slice(-shownLines).join("\n"));
}
