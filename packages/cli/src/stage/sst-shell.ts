import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandFailure } from "../failure.ts";
import { printableLines } from "../output/printable.ts";
import { environmentMark } from "./environment-mark.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

export interface SstShellOptions {
  readonly stage: string;
  /** In the repository, or below: where `sst` finds its configuration. */
  readonly cwd: string;
  readonly env: Variables;
  /** Tells the end of this answer from anything that `sst` itself prints. */
  readonly nonce: string;
}

/** More than `sst` ever prints in front of the answer. */
const maxOutputBytes = 8 * 1024 ** 2;
const shownLines = 6;

/**
 * The environment that `sst shell` gives a process on a stage: what is linked there, and the credentials of the
 * configured profile. Hookyard runs a small part of itself in that shell, which hands its environment back, and goes on
 * here: `sst` would end with 1 for every exit code but 0.
 *
 * Throws `CommandFailure` `sst_missing`, `aws_credentials_missing`, `stage_not_deployed` or `sst_failed`.
 * @see https://sst.dev/docs/reference/cli/#shell
 */
export async function sstShellEnvironment(options: SstShellOptions): Promise<Variables> {
  const { stage, cwd, env, nonce } = options;
  const script = fileURLToPath(new URL("print-environment.ts", import.meta.url));
  const child = spawn("sst", ["shell", "--stage", stage, "--", process.execPath, script, nonce], {
    cwd,
    env: { ...env, PATH: pathWithLocalTools(cwd, env["PATH"] ?? "") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code, out, err } = await ended(child);
  const answer = code === 0 ? readAnswer(out, nonce) : undefined;
  if (answer !== undefined) return answer;
  throw failure(stage, `${err}\n${out}`);
}

/** As npm does it: the repository's own tools come before the machine's. */
function pathWithLocalTools(cwd: string, path: string): string {
  const directories: string[] = [];
  for (let directory = cwd; ; directory = dirname(directory)) {
    const bin = join(directory, "node_modules/.bin");
    if (existsSync(bin)) directories.push(bin);
    if (directory === dirname(directory)) break;
  }
  return [...directories, path].join(delimiter);
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function ended(child: ChildProcess): Promise<Ended> {
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

function readAnswer(out: string, nonce: string): Variables | undefined {
  const mark = environmentMark(nonce);
  const line = out.split("\n").find((each) => each.startsWith(mark));
  if (line === undefined) return undefined;
  const json = Buffer.from(line.slice(mark.length).trim(), "base64").toString("utf8");
  return JSON.parse(json) as Variables; // safe: our own script wrote it after the mark
}

/** What AWS and SST say when there is nobody to be: in no certain form. */
const credentialWords = /credential|expiredtoken|security token|sso session|not authenticated|accessdenied/i;
const stageWords = /stage not found|has not been deployed|no such stage/i;

function failure(stage: string, output: string): CommandFailure {
  const said = lastLines(output);
  if (stageWords.test(output)) {
    return new CommandFailure(
      "stage_not_deployed",
      `There is no stage ${JSON.stringify(stage)}. Deploy it with: npx sst deploy --stage ${stage}`,
    );
  }
  if (credentialWords.test(output)) {
    return new CommandFailure(
      "aws_credentials_missing",
      `AWS does not know who you are. Log in (aws sso login), or set AWS_PROFILE, and try again. sst said:\n${said}`,
    );
  }
  return new CommandFailure(
    "sst_failed",
    `sst could not open a shell on the stage ${JSON.stringify(stage)}:\n${said}`,
  );
}

/** Escape sequences of a terminal. */
// oxlint-disable-next-line no-control-regex -- these are what is to be found
const colours = /\u001B\[[0-9;]*m/g;

function lastLines(output: string): string {
  const lines = output
    .replaceAll(colours, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("hookyard-environment:"));
  return lines.length === 0 ? "(nothing)" : printableLines(lines.slice(-shownLines).join("\n"));
}
