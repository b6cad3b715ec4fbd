import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { CommandFailure } from "../failure.ts";
import { environmentMark } from "./environment-mark.ts";
import { ended, lastLines, pathWithLocalTools, type Variables } from "./sst.ts";

export interface SstShellOptions {
  readonly stage: string;
  /** In the repository, or below: where `sst` finds its configuration. */
  readonly cwd: string;
  readonly env: Variables;
  /** Tells the end of this answer from anything that `sst` itself prints. */
  readonly nonce: string;
}

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
