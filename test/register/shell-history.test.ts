import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newAccount } from "@hookyard/register/testing/fake-account";
import { codeProviders } from "@hookyard/register/testing/fake-code";
import { expect, onTestFinished, test } from "vitest";
import { atTerminal, hasTerminal } from "../support/terminal.ts";
import { startProvider } from "./provider-server.ts";

const launcher = join(import.meta.dirname, "../../packages/cli/bin/hookyard.js");
const routerFile = join(import.meta.dirname, "fixture/router.ts");
// Only a shell at a terminal keeps a history, so it takes one.
const hasShell = hasTerminal && spawnSync("bash", ["-c", ":"]).status === 0;

test.runIf(hasShell)(
  "the shell's history has neither the key that registered an endpoint nor a secret",
  async () => {
    const github = codeProviders.find(({ client }) => client.provider === "github");
    if (github === undefined) throw new TypeError("github is not played");
    const data = mkdtempSync(join(tmpdir(), "hookyard-history-"));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const account = newAccount();
    const server = await startProvider({
      fake: github,
      account,
      base: "https://api.github.com",
      before: async () => undefined,
    });
    onTestFinished(() => server.close());
    const settings = `--set apiUrl=${server.url} --set repository=acme/shop`;
    const place = `--data ${data} --router ${routerFile}`;
    const command = `${process.execPath} ${launcher} register github --url https://hooks.example.com ${settings} ${place} --yes`;
    const env = { PATH: process.env["PATH"], HISTFILE: join(data, "history"), TERM: "dumb" };

    writeFileSync(join(data, "rc"), "PS1='ready> '\nstty columns 4000\n"); // wide: no line is broken inside a key

    const screen = await atTerminal({
      command: ["bash", "--rcfile", "rc", "-i"],
      typed: [
        { after: "ready> ", type: command },
        { after: "): ", type: github.key },
        { after: "ready> ", type: `${command} --rotate` },
        { after: "): ", type: github.key },
        { after: "ready> ", type: "exit" },
      ],
      cwd: data,
      env,
    });

    const history = readFileSync(env.HISTFILE, "utf8");
    const kept = readFileSync(join(data, "secrets.json"), "utf8");
    const secrets = [...kept.matchAll(/(?<="(?:verify|sign)": ?")[^"]+/g)].map(([secret]) => secret);
    expect(account.endpoints).toHaveLength(1);
    expect(new Set(secrets).size).toBe(2); // the new one, and the one before for its overlap
    expect(secrets).toContain(account.endpoints[0]?.secret);
    expect(history).toContain("register github");
    for (const secret of [github.key, ...secrets])
      for (const text of [history, screen]) expect(text).not.toContain(secret);
  },
  60_000,
);
