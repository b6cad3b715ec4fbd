import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { github as githubProvider } from "@hookyard/core/provider/github";
import { signWebhook } from "@hookyard/core/testing/sign-webhook";
import { newAccount } from "@hookyard/register/testing/fake-account";
import { codeProviders } from "@hookyard/register/testing/fake-code";
import { expect, onTestFinished, test } from "vitest";
import { commandLines } from "./command-lines.ts";
import { type ProviderServer, type SeenRequest, startProvider } from "./provider-server.ts";

const root = join(import.meta.dirname, "../..");
const launcher = join(root, "packages/cli/bin/hookyard.js");
const routerFile = join(import.meta.dirname, "fixture/router.ts");
const publicUrl = "https://hooks.example.com";

const fakeOf = (provider: string) => {
  const found = codeProviders.find(({ client }) => client.provider === provider);
  if (found === undefined) throw new TypeError(`${provider} is not played`);
  return found;
};
const github = { fake: fakeOf("github"), account: newAccount(), base: "https://api.github.com" };
const sentry = { fake: fakeOf("sentry"), account: newAccount(), base: "https://sentry.io" };

/** Everything of a world that anybody but the owner of its secrets may see. */
interface Visible {
  readonly what: string;
  readonly text: string;
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-inside-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Every form in which a secret could be read back. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString("base64"), bytes.toString("hex")];
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

test("neither key nor secret, new or old, is seen outside of the file that keeps them", async () => {
  const data = temporaryDirectory();
  const kept = join(data, "secrets.json");
  const visible: Visible[] = [];
  const children = new Set<ChildProcess>();
  onTestFinished(() => children.forEach((child) => child.kill("SIGKILL")));
  const env = {
    PATH: process.env["PATH"],
    HOOKYARD_API_KEY_GITHUB: github.fake.key,
    HOOKYARD_API_KEY_MINE: sentry.fake.key,
  };
  let echo: 400 | 403 | undefined;
  const before = async ({ method, authorization, body }: SeenRequest): Promise<Response | undefined> => {
    for (const { pid } of children)
      for (const text of commandLines(pid ?? 0)) visible.push({ what: "a list of processes", text });
    if (echo === undefined || method === "GET") return undefined;
    // Providers that say back what they were sent are not made up: many quote the field that they refuse.
    return Response.json({ message: `not with ${authorization}: ${body}` }, { status: echo });
  };
  const servers = {
    github: await startProvider({ ...github, before }),
    mine: await startProvider({ ...sentry, before }),
  };
  onTestFinished(() => Object.values(servers).forEach((server: ProviderServer) => server.close()));

  const launch = (argv: readonly string[], name: string) => {
    const child = spawn(process.execPath, [launcher, ...argv, "--data", data], { cwd: data, env });
    children.add(child);
    const written = { text: "" };
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (written.text += chunk.toString()));
    const ended = once(child, "close").then(([code]: unknown[]) => {
      children.delete(child);
      visible.push({ what: name, text: written.text });
      return code;
    });
    return { child, written, ended };
  };
  const register = async (source: "github" | "mine", ...argv: readonly string[]) => {
    const place = source === "github" ? "repository=acme/shop" : "organization=acme";
    const settings = ["--set", `apiUrl=${servers[source].url}`, "--set", place];
    return launch(
      ["register", source, ...argv, ...settings, "--router", routerFile],
      `register ${argv.join(" ")}`,
    ).ended;
  };
  const secrets = new Set<string>([github.fake.key, sentry.fake.key]);
  const remember = (): void => {
    for (const { secret } of [...github.account.endpoints, ...sentry.account.endpoints]) secrets.add(secret);
    for (const [secret] of readFileSync(kept, "utf8").matchAll(/(?<="(?:verify|sign)": ?")[^"]+/g))
      secrets.add(secret);
  };

  const running = launch(
    ["start", "--router", routerFile, "--port", "0", "--operator-port", "0", "--json"],
    "start",
  );
  while (!running.written.text.includes('"event":"started"') && children.has(running.child))
    await Promise.race([once(running.child.stdout, "data"), running.ended]);
  for (const source of ["github", "mine"] as const) {
    expect(await register(source, "--url", publicUrl, "--yes")).toBe(0);
    remember();
    expect(await register(source, "--rotate", "--yes", "--json")).toBe(0);
    remember();
    expect(await register(source, "--check")).toBe(0);
    for (echo of [400, 403] as const) expect(await register(source, "--rotate", "--yes")).not.toBe(0);
    echo = undefined;
    remember();
  }
  const sent = [...servers.github.seen, ...servers.mine.seen].map(({ body }) => body).join("\n");
  for (const [secret] of sent.matchAll(/(?<="secret":")[^"]+/g)) secrets.add(secret);
  await postSigned(running.written.text, [...secrets]);
  running.child.kill("SIGTERM");
  await running.ended;
  for (const path of filesBelow(data).filter((each) => each !== kept))
    visible.push({ what: path, text: readFileSync(path, "latin1") });

  // What is looked for was there to be seen: keys were sent, secrets made and kept, processes listed, logs written.
  expect(secrets.size).toBeGreaterThanOrEqual(6);
  expect(readFileSync(kept, "utf8")).toContain(sentry.account.endpoints[0]?.secret);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(servers.mine.seen[0]?.authorization).toContain(sentry.fake.key);
  expect(visible.filter(({ text }) => text.includes("[secret]")).length).toBeGreaterThanOrEqual(4);
  expect(visible.some(({ what, text }) => what === "a list of processes" && text.includes("register"))).toBe(
    true,
  );
  expect(visible.some(({ what, text }) => what === "start" && text.includes("signature"))).toBe(true);
  for (const { what, text } of visible)
    for (const form of [...secrets].flatMap(formsOf))
      expect(text.includes(form), `${what} shows ${form}`).toBe(false);
}, 60_000);

/** Posts a webhook signed with each secret to the process that wrote `log`, so that it logs what it verifies and refuses. */
async function postSigned(log: string, secrets: readonly string[]): Promise<void> {
  const started = log.split("\n").find((line) => line.includes('"event":"started"'));
  const { url } = JSON.parse(started ?? "{}") as { url: string };
  for (const [number, secret] of secrets.entries()) {
    const target = `${url}/webhooks/github`;
    const signed = await signWebhook(githubProvider, {
      secret,
      url: target,
      now: new Date(),
      method: "POST",
      headers: { "x-github-event": "ping", "x-github-delivery": `delivery-${number}` },
      body: Buffer.from("{}"),
    });
    await fetch(target, { method: "POST", headers: signed.headers, body: signed.body });
  }
}
