import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sstShellEnvironment } from "./sst-shell.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-sst-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Puts an executable of this name where it is found first. */
function standIn(script: string): void {
  const file = join(directory, "sst");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function ask(env: Record<string, string> = {}) {
  return sstShellEnvironment({
    stage: "production",
    cwd: directory,
    env: { PATH: `${directory}:/usr/bin:/bin`, ...env },
    nonce: "n1",
  });
}

describe("sst shell", () => {
  test("hands over what it puts into the environment, whatever it prints, and nothing else", async () => {
    standIn(`
[ "$1 $2 $3 $4" = "shell --stage production --" ] || exit 3
shift 4
echo "a new version of sst is there"
export SST_RESOURCE_HookyardStage='{"a":"with spaces and \\"quotes\\""}' AWS_REGION=eu-west-1 OTHER=secret
exec "$@"`);

    expect(await ask()).toEqual({
      SST_RESOURCE_HookyardStage: '{"a":"with spaces and \\"quotes\\""}',
      AWS_REGION: "eu-west-1",
    });
  });

  test("is that of the repository where there is one, not that of the machine", async () => {
    standIn("exit 1");

    await expect(ask({ PATH: "/nowhere" })).rejects.toMatchObject({ code: "sst_missing" });
  });

  test.each([
    [
      "aws: failed to refresh cached credentials, the SSO session has expired",
      "aws_credentials_missing",
      "aws sso login",
    ],
    [
      "operation error STS: ExpiredToken: The security token is expired",
      "aws_credentials_missing",
      "AWS_PROFILE",
    ],
    ["Stage not found", "stage_not_deployed", "npx sst deploy --stage production"],
    ["Could not install pulumi", "sst_failed", "Could not install pulumi"],
  ])("that ends with %j is told as %s", async (said, code, advice) => {
    standIn(`printf '\\033[31m✕\\033[0m  ${said}\\n' >&2; exit 1`);

    const failed = ask();

    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(advice);
    await expect(failed).rejects.not.toThrow("\u001B");
  });

  test("that answers nothing is a failure, and so is the answer of somebody else", async () => {
    standIn("echo hookyard-environment:other:e30=");

    await expect(ask()).rejects.toMatchObject({ code: "sst_failed" });
  });
});
