import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const python = spawnSync("python3", ["-c", "import pty"]).status === 0;

// A terminal is what echoes, so it takes one: Python's standard library has it.
const onTerminal = `
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
out, sent, end = b"", False, time.time() + 30
while time.time() < end:
    if not select.select([fd], [], [], 0.2)[0]:
        continue
    try:
        chunk = os.read(fd, 4096)
    except OSError:
        break
    if not chunk:
        break
    out += chunk
    if not sent and b"): " in out:
        os.write(fd, b"sk_typed_at_the_keyboard\\n")
        sent = True
sys.stdout.buffer.write(out)
`;

test.runIf(python)("a key that is typed is not shown on the terminal", () => {
  const data = mkdtempSync(join(tmpdir(), "hookyard-prompt-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  // GitHub's hook belongs to a repository: that is asked for after the key, before anything is sent.
  const command = [
    "packages/cli/bin/hookyard.js",
    "register",
    "github",
    "--url",
    "https://hooks.example.com",
  ];

  const { stdout } = spawnSync("python3", ["-c", onTerminal, process.execPath, ...command, "--data", data], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });

  expect(stdout).toContain("API key of GitHub");
  expect(stdout).toContain("whose hook is it?");
  expect(stdout).not.toContain("typed_at_the_keyboard");
});
