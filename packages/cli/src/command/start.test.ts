import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogRecord, RunningHookyard } from "@hookyard/embedded";
import { defineRouter, source } from "@hookyard/core";
import { ConfigError } from "@hookyard/core/errors";
import { createMemoryOperator } from "@hookyard/core/operator/memory-operator";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { EngineError } from "@hookyard/embedded/errors";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Engine } from "../engine.ts";
import { createTestIo, type TestIoOptions, testStart } from "../testing/test-io.ts";

const running: RunningHookyard = {
  url: "http://127.0.0.1:3000",
  operatorUrl: "http://127.0.0.1:3001",
  sources: [
    { source: "stripe", provider: "stripe", url: "http://127.0.0.1:3000/webhooks/stripe", secret: "local" },
    {
      source: "github",
      provider: "github",
      url: "http://127.0.0.1:3000/webhooks/github",
      secret: "environment",
    },
  ],
  consumers: [{ consumer: "fulfil-order", on: ["payment.*", "checkout.completed"] }],
  createdSecrets: ["stripe"],
  stop: async () => {},
  failed: new Promise<never>(() => {}),
};

const accepted: LogRecord = {
  time: "2026-05-01T12:00:01.000Z",
  level: "info",
  event: "accepted",
  message: "",
  fields: { source: "stripe", id: "evt_1", type: "payment.succeeded", consumers: "fulfil-order" },
};

type StartOptions = Parameters<Engine["startHookyard"]>[0];

/** A start whose engine logs one record, and is then told to stop. */
function world(options: TestIoOptions = {}) {
  const stop = vi.fn<() => Promise<void>>(async () => {});
  const startHookyard = vi.fn<(options: StartOptions) => Promise<RunningHookyard>>(async ({ log }) => {
    log(accepted);
    setImmediate(test.stop);
    return { ...running, stop };
  });
  const test = createTestIo({ cwd: directory, engine: { startHookyard }, ...options });
  return { ...test, startHookyard, stopped: stop };
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "hookyard-start-"));
  await writeFile(join(directory, "router.ts"), "");
});
afterEach(() => rm(directory, { recursive: true }));

describe("for people", () => {
  test("says what runs, where to post to, what to type next, and then what happens", async () => {
    const { run, out, stopped } = world({ isTTY: true });

    expect(await run("start", "--router", "router.ts")).toBe(0);
    expect(stopped).toHaveBeenCalledTimes(1);
    expect(out()).toMatchInlineSnapshot(`
      "Hookyard is running on http://127.0.0.1:3000
      router router.ts, data in .hookyard, operator API http://127.0.0.1:3001

      SOURCE  PROVIDER  POST TO                                SECRET
      stripe  stripe    http://127.0.0.1:3000/webhooks/stripe  made here
      github  github    http://127.0.0.1:3000/webhooks/github  HOOKYARD_SECRET_GITHUB

      Secrets "made here" are in .hookyard: triggers work without an account. To receive from the provider, put
      its own into HOOKYARD_SECRET_STRIPE and so on, in the environment or in .env, and start again.

      CONSUMER      LISTENS TO
      fulfil-order  payment.*, checkout.completed

      Send a webhook, from another terminal:  npx hookyard trigger stripe

      Ctrl-C stops. What happens:
      12:00:01Z accepted  stripe payment.succeeded evt_1 → fulfil-order

      Finishing what is in flight. Ctrl-C again stops at once.
      Stopped.
      "
    `);
  });
});

describe("for programs", () => {
  test.each([[["--json"]], [[]]])(
    "without a terminal, with %j, every line is JSON; the first says where it listens",
    async (flags) => {
      const { run, out } = world();

      expect(await run("start", "--router", "router.ts", ...flags)).toBe(0);
      const { url, operatorUrl, sources, consumers } = running;
      const lines = out().trimEnd().split("\n");
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        { time: testStart, event: "started", url, operatorUrl, sources, consumers },
        accepted,
        { time: testStart, event: "stopping" },
        { time: testStart, event: "stopped" },
      ]);
    },
  );

  test("--log-level leaves the rest out, and lets the engine not make it", async () => {
    const { run, out, startHookyard } = world();

    await run("start", "--router", "router.ts", "--log-level", "warn");

    expect(out()).not.toContain("evt_1");
    expect(startHookyard.mock.calls[0]?.[0]).toMatchObject({ logsEverything: false });
  });
});

describe("what the engine is given", () => {
  test("the flags, and the data directory whole", async () => {
    const { run, startHookyard } = world();

    const flags = [
      "--port",
      "0",
      "--operator-port",
      "1",
      "--host",
      "0.0.0.0",
      "--public-url",
      "https://h.example/",
    ];
    await run("start", "--router", "router.ts", "--data", "d", ...flags);

    expect(startHookyard.mock.calls[0]?.[0]).toMatchObject({
      routerFile: join(directory, "router.ts"),
      dataDirectory: join(directory, "d"),
      port: 0,
      operatorPort: 1,
      host: "0.0.0.0",
      publicUrl: "https://h.example",
      logsEverything: true,
    });
  });

  test("the environment with what .env adds; what is set outside wins", async () => {
    await writeFile(
      join(directory, ".env"),
      "HOOKYARD_SECRET_STRIPE=whsec_file\nHOOKYARD_SECRET_GITHUB='from file'\n",
    );
    const { run, startHookyard, out, err } = world({ env: { HOOKYARD_SECRET_STRIPE: "whsec_outside" } });

    await run("start", "--router", "router.ts");

    expect(startHookyard.mock.calls[0]?.[0].env).toEqual({
      HOOKYARD_SECRET_STRIPE: "whsec_outside",
      HOOKYARD_SECRET_GITHUB: "from file",
    });
    expect(out() + err()).not.toContain("whsec");
  });
});

describe("what cannot start exits 2 and says why", () => {
  test.each([
    [new EngineError("port_taken", "port 3000 is taken. Choose another with --port"), "port 3000 is taken"],
    [new EngineError("data_directory_busy", "Process 7 runs on .hookyard"), "Process 7 runs on"],
    [new ConfigError("The router has 2 problems:\n  - a\n  - b"), "The router has 2 problems:\n  - a\n  - b"],
  ])("%s", async (error, said) => {
    const { run, err, out } = world({ engine: { startHookyard: () => Promise.reject(error) } });

    expect(await run("start", "--router", "router.ts")).toBe(2);
    expect(err()).toContain(said);
    expect(out()).toBe("");
  });

  test("no router to be found", async () => {
    const { run, err } = world();

    expect(await run("start")).toBe(2);
    expect(err()).toContain("there is no packages/functions/src/router.ts in");
  });

  test("a router file that is not there", async () => {
    const { run, err } = world();

    expect(await run("start", "--router", "nope.ts")).toBe(2);
    expect(err()).toContain(`There is no router at ${join(directory, "nope.ts")}.`);
  });
});

test("an engine that fails by itself is stopped, and exits 1", async () => {
  const stop = vi.fn<() => Promise<void>>(async () => {});
  const failure = new EngineError("engine_failed", "the disk is gone");
  const startHookyard = async () => ({ ...running, stop, failed: Promise.reject(failure) });
  const { run, err } = world({ engine: { startHookyard }, stopSignal: () => new AbortController().signal });

  expect(await run("start", "--router", "router.ts")).toBe(1);
  expect(err()).toContain("the disk is gone");
  expect(stop).toHaveBeenCalledTimes(1);
});

test("runs the schedules of the router's sources: one without its key is told, and stops nothing", async () => {
  const sources = { stripe: source(stripe, { reconcile: { every: "1 hour" } }), github: source(github) };
  const started: Engine["startHookyard"] = async ({ schedules, log }) => {
    const schedule = schedules?.({
      router: defineRouter({ sources, consumers: {} }),
      operator: createMemoryOperator().operator,
      dataDirectory: directory,
      registered: () => undefined,
      log,
    });
    await schedule?.stop();
    setImmediate(io.stop);
    return running;
  };
  const io = createTestIo({ cwd: directory, engine: { startHookyard: started } });

  expect(await io.run("start", "--json", "--router", "router.ts")).toBe(0);

  const told = io
    .out()
    .split("\n")
    .filter((line) => line.includes("HOOKYARD_API_KEY_"));
  expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: "error", fields: { source: "stripe" } },
  ]);
});
