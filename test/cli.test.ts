import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const main = join(import.meta.dirname, "../packages/cli/src/main.ts");
const routerFile = join(import.meta.dirname, "../packages/cli/fixture/router.ts");

interface Written {
  readonly out: string;
  readonly err: string;
}

interface Finished extends Written {
  readonly exitCode: number | null;
}

interface Running {
  /** Resolves as soon as what was written is so; rejects when the process ends before. */
  readonly until: (isSo: (written: Written) => boolean) => Promise<void>;
  /** Resolves with the first JSON line, past or to come, of this event. */
  readonly line: (event: string) => Promise<Record<string, unknown>>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly finished: Promise<Finished>;
}

let directory: string;
const children = new Set<ChildProcessWithoutNullStreams>();
const everything: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "hookyard-cli-"));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(directory, { recursive: true, force: true });
});

/** `hookyard` as a process of its own, in a directory of its own. */
function launch(...argv: readonly string[]): Running {
  const { FORCE_COLOR: _color, HOOKYARD_DATA: _data, ...env } = process.env;
  const child = spawn(process.execPath, [main, ...argv], { cwd: directory, env });
  children.add(child);
  const written = { out: "", err: "" };
  const news = new EventEmitter();
  const hear = (stream: "out" | "err") => (chunk: Buffer) => {
    written[stream] += chunk.toString();
    news.emit("news");
  };
  child.stdout.on("data", hear("out"));
  child.stderr.on("data", hear("err"));
  const finished = new Promise<Finished>((resolve) => {
    child.on("close", (exitCode) => {
      children.delete(child);
      everything.push(written.out, written.err);
      resolve({ exitCode, ...written });
      news.emit("news");
    });
  });
  const until: Running["until"] = async (isSo) => {
    while (!isSo(written)) {
      if (!children.has(child)) throw new Error(`ended too early: ${JSON.stringify(written)}`);
      await once(news, "news");
    }
  };
  const find = (event: string) =>
    written.out
      .split("\n")
      .slice(0, -1)
      .find((each) => each.includes(`"event":"${event}"`));
  return {
    until,
    async line(event) {
      await until(() => find(event) !== undefined);
      return JSON.parse(find(event) ?? "");
    },
    signal: (signal) => child.kill(signal),
    finished,
  };
}

async function hookyard(...argv: readonly string[]): Promise<Finished> {
  return launch(...argv).finished;
}

/** What a command answers with --json. Tests look into it as they expect it to be. */
async function json(...argv: readonly string[]): Promise<Record<string, Record<string, unknown>[]>> {
  const { out, err } = await hookyard(...argv, "--json");
  if (out === "") throw new Error(err);
  return JSON.parse(out);
}

// What the engine writes a moment later.
const eventually = { timeout: 10_000, interval: 200 };

const start = ["start", "--router", routerFile, "--port", "0", "--operator-port", "0"];

describe("a Hookyard that runs", () => {
  let running: Running;
  let started: Record<string, unknown>;

  beforeAll(async () => {
    running = launch(...start, "--json");
    started = await running.line("started");
  });

  test("says first where it listens and what it has", () => {
    expect(started).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      operatorUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      sources: expect.arrayContaining([expect.objectContaining({ source: "github-acme", secret: "local" })]),
      consumers: expect.arrayContaining([{ consumer: "count-payment", on: ["payment.*"] }]),
    });
  });

  test("takes a signed sample to its consumer", async () => {
    const sent = await json("trigger", "stripe", "--wait");
    const [answer] = sent["answers"] ?? [];

    expect(sent).toMatchObject({
      answers: [{ status: 200, outcome: "accepted", expected: true }],
      deliveries: [{ consumer: "count-payment", state: "done" }],
      settled: true,
    });
    expect(await json("events", "--type", "payment.*")).toMatchObject({ events: [{ source: "stripe" }] });
    const { out } = await hookyard("events", "show", String(answer?.["id"]));
    expect(out).toMatch(/✓ count-payment {2}done\n.*attempt 1 {2}done after/);
  });

  test.each(["stripe", "github-acme", "slack"])("refuses a forged webhook at %s", async (source) => {
    const { exitCode, out } = await hookyard("trigger", source, "--tamper", "signature");

    expect([exitCode, out]).toEqual([0, expect.stringContaining("401 signature_invalid")]);
  });

  test("shows in sources what was accepted, sent twice and refused", async () => {
    await hookyard("trigger", "stripe", "--tamper", "duplicate");
    await hookyard("trigger", "stripe", "--tamper", "clock");

    await expect
      .poll(async () => (await json("sources"))["sources"], eventually)
      .toContainEqual(
        expect.objectContaining({
          source: "stripe",
          accepted: 2,
          duplicates: 1,
          refused: expect.arrayContaining([expect.objectContaining({ reason: "timestamp_stale", count: 1 })]),
        }),
      );
  });

  test("follows events live until Ctrl-C", async () => {
    const tail = launch("events", "tail", "--source", "slack");
    await tail.until(({ err }) => err.includes("Waiting for events"));

    await hookyard("trigger", "slack");
    await tail.until(({ out }) => out.includes("message.received"));
    tail.signal("SIGINT");

    expect((await tail.finished).exitCode).toBe(0);
  });

  test("replays dead letters, and what fails again is dead again", async () => {
    const sent = await json("trigger", "github-acme", "push", "--count", "3", "--wait");
    expect(sent["deliveries"]).toHaveLength(3);

    expect(await json("dlq")).toMatchObject({
      groups: [{ consumer: "refuse-push", reason: "permanent", count: 3 }],
    });
    expect(await hookyard("dlq", "replay")).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("--yes"),
    });
    expect(await json("dlq", "replay", "--dry-run")).toMatchObject({ plan: { count: 3 }, dryRun: true });
    expect(await json("dlq", "replay", "--yes", "--rate", "50/s", "--max-failures", "100%")).toMatchObject({
      job: { state: "completed", sent: 3, done: 0, failedAgain: 3, left: 0 },
    });

    await expect.poll(async () => (await json("dlq"))["groups"], eventually).toMatchObject([{ count: 3 }]);
    const { letters } = await json("dlq", "--each");
    expect(letters).toMatchObject([{ replay: 1 }, { replay: 1 }, { replay: 1 }]);
  });

  test("discards dead letters with a reason that stays in history", async () => {
    const { letters = [] } = await json("dlq", "--each");
    const { id, eventId } = letters[0] ?? {};

    await hookyard("dlq", "discard", "--id", String(id), "--reason", "test data", "--yes");

    expect((await json("events", "show", String(eventId)))["history"]).toMatchObject([
      { state: "discarded", reason: "test data" },
    ]);
  });

  test("keeps its directory and its ports to itself", async () => {
    const port = new URL(String(started["url"])).port;

    const busy = await hookyard(...start);
    const taken = await hookyard("start", "--router", routerFile, "--data", "other", "--port", port);

    expect([busy.exitCode, busy.err]).toEqual([2, expect.stringContaining("runs on")]);
    expect([taken.exitCode, taken.err]).toEqual([2, expect.stringContaining(port)]);
  });

  test("keeps its token for its owner", async () => {
    expect((await stat(join(directory, ".hookyard/owner.json"))).mode & 0o777).toBe(0o600);
  });

  test("stops on SIGTERM and exits 0, and its history stays at hand", async () => {
    running.signal("SIGTERM");
    const { exitCode, out, err } = await running.finished;

    expect([exitCode, err]).toEqual([0, ""]);
    expect(JSON.parse(out.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ event: "stopped" });
    expect((await json("events", "--limit", "1"))["events"]).toHaveLength(1);
    expect(await json("sources", "--router", routerFile)).toMatchObject({ mode: "stopped" });
    expect(await hookyard("dlq", "replay", "--yes")).toMatchObject({ exitCode: 0 });
    expect(await hookyard("events", "tail")).toMatchObject({ exitCode: 2 });
    expect(await hookyard("trigger", "stripe", "--router", routerFile)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining("not running"),
    });
  });

  test("has written no secret anywhere", async () => {
    const secrets = Object.values<Record<string, string>>(
      JSON.parse(await readFile(join(directory, ".hookyard/secrets.json"), "utf8")),
    ).flatMap(({ verify = "", sign = "" }) => [verify, sign]);

    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter((secret) => everything.some((text) => text.includes(secret)))).toEqual([]);
  });
});

test("the second Ctrl-C ends it at once, with exit code 1", async () => {
  const running = launch(...start, "--data", "hanging", "--json");
  await running.line("started");
  await hookyard("trigger", "stripe", "customer.created", "--data", "hanging");

  running.signal("SIGINT");
  await running.line("stopping");
  const asking = setInterval(() => running.signal("SIGINT"), 200); // one press is known by its time, so press on

  expect((await running.finished).exitCode).toBe(1);
  clearInterval(asking);
});

test("where nothing ever ran, that is said, with what to do", async () => {
  const { exitCode, err } = await hookyard("events", "--data", "nothing-here");

  expect([exitCode, err]).toEqual([2, expect.stringContaining("no Hookyard data in")]);
});
