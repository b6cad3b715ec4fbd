import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { atTerminal, hasTerminal } from "../support/terminal.ts";

const root = join(import.meta.dirname, "../..");

// A terminal is what echoes, so it takes one.
test.runIf(hasTerminal)("a key that is typed is not shown on the terminal", async () => {
  const data = mkdtempSync(join(tmpdir(), "hookyard-prompt-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  // GitHub's hook belongs to a repository: that is asked for after the key, before anything is sent.
  const url = "https://hooks.example.com";
  const shown = await atTerminal({
    command: [
      process.execPath,
      "packages/cli/bin/hookyard.js",
      "register",
      "github",
      "--url",
      url,
      "--data",
      data,
    ],
    typed: [{ after: "): ", type: "sk_typed_at_the_keyboard" }],
    cwd: root,
    env: { PATH: process.env["PATH"] },
  });

  expect(shown).toContain("API key of GitHub");
  expect(shown).toContain("whose hook is it?");
  expect(shown).not.toContain("typed_at_the_keyboard");
});
