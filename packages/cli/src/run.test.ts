import { ConfigError } from "@hookyard/core/errors";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { describe, expect, test } from "vitest";
import { createTestIo } from "./testing/test-io.ts";

describe("wrong usage says what is wrong and what to do, and exits 2", () => {
  test.each([
    [["evnts"], "Did you mean events?", "See: hookyard --help"],
    [["events", "list", "--souce", "stripe"], "Did you mean --source?", "See: hookyard events list --help"],
    [["events", "lst"], 'no subcommand "lst". Did you mean "list"?', ""],
    [["events", "evt_123"], "hookyard events show evt_123", ""],
    [["dlq", "evt_1:fulfil-order"], "hookyard dead-letters show evt_1:fulfil-order", ""],
    [["events", "show"], "Missing required argument 'id'.", "See: hookyard events show --help"],
    [["events", "show", "evt_1", "evt_2"], "Too many arguments", "See: hookyard events show --help"],
    [
      ["events", "--limit", "many"],
      "Write a whole number from 1 to 1000.",
      "See: hookyard events list --help",
    ],
    [["events", "--limit", "1001"], "Write a whole number from 1 to 1000.", ""],
    [["events", "--since", "yesterday"], "Write how long ago (30s, 15min, 2h, 7d)", ""],
    [["events", "--state", "lost"], "Write one of scheduled, done, dead, discarded.", ""],
    [["events", "--type", "pay*ment"], "a * may stand at the end", ""],
    [["events", "--source", ""], "It is empty.", ""],
    [["start", "--port", "99999"], "Write a whole number from 0 to 65535.", "See: hookyard start --help"],
    [["trigger", "--tamper", "nothing"], "signature, clock, body, duplicate", "See: hookyard trigger --help"],
    [["trigger", "--rate", "fast"], "Write how many a second", ""],
    [["trigger", "--set", "amount"], "Write path=value", ""],
    [["trigger", "--url", "localhost:3000"], "Write a whole address", ""],
    [["trigger", "stripe", "--wait", "--url", "http://h"], "cannot be used with option '--url <url>'", ""],
    [
      ["dlq", "discard"],
      "Required option '--reason <text>' not specified.",
      "See: hookyard dead-letters discard --help",
    ],
    [["start", "--stage", "production"], "hookyard start is for this machine. Leave out --stage.", ""],
    [["sources", "--stage", "a b"], "letters, digits and hyphens only", ""],
    [["sources", "--stage", "production", "--data", "x"], "Leave out --data or --stage.", ""],
  ])("hookyard %j", async (argv, said, hint) => {
    const { run, out, err } = createTestIo();

    expect(await run(...argv)).toBe(2);
    expect(err()).toMatch(/^error: /);
    expect(err()).toContain(said);
    expect(err()).toContain(hint);
    expect(out()).toBe("");
  });

  test("without a command the help is shown", async () => {
    const { run, out, err } = createTestIo();

    expect(await run()).toBe(2);
    expect([out(), err()]).toEqual(["", expect.stringContaining("npx hookyard trigger stripe")]);
  });
});

test.each([["--help"], ["--version"], ["events", "--help"], ["help", "trigger"]])(
  "%s %s exits 0",
  async (...argv) => {
    const { run, out, err } = createTestIo();

    expect(await run(...argv)).toBe(0);
    expect(out()).not.toBe("");
    expect(err()).toBe("");
  },
);

describe("with --json errors are JSON too", () => {
  test.each([
    [["events", "--limit", "x", "--json"], 2, "usage_invalid"],
    [["events", "show", "evt_nope", "--json"], 1, "not_found"],
    [["dlq", "replay", "--json"], 2, "usage_invalid"],
  ])("hookyard %j", async (argv, exitCode, code) => {
    const { run, out, err } = createTestIo();

    expect(await run(...argv)).toBe(exitCode);
    expect(JSON.parse(err())).toEqual({ error: { code, message: expect.any(String) } });
    expect(out()).toBe("");
  });
});

describe("what a command throws", () => {
  test.each([
    [new ConfigError("the router has 1 problem"), 2, "config_invalid"],
    [new OperatorError("request_invalid", "`cursor` is not one of mine"), 2, "request_invalid"],
    [new OperatorError("unreachable", "Nobody answers"), 1, "unreachable"],
    [new TypeError("cannot read"), 1, "internal"],
  ])("%s", async (error, exitCode, code) => {
    const { run, err } = createTestIo({ operator: { sources: () => Promise.reject(error) } });

    expect(await run("sources", "--json")).toBe(exitCode);
    expect(JSON.parse(err())).toMatchObject({ error: { code } });
  });

  test("a bug is called a bug and shows where it is", async () => {
    const { run, err } = createTestIo({
      operator: { sources: () => Promise.reject(new TypeError("cannot read")) },
    });

    await run("sources");

    expect(err()).toMatch(/^error: This is a bug in Hookyard\.\nTypeError: cannot read\n {4}at /);
  });

  test("the operator is closed whatever happens", async () => {
    let closed = 0;
    const close = async () => void (closed += 1);
    const fails = createTestIo({ operator: { close, sources: () => Promise.reject(new ConfigError("no")) } });
    const works = createTestIo({ operator: { close } });

    await fails.run("sources");
    await works.run("sources");

    expect(closed).toBe(2);
  });
});

test("the data directory is --data, else HOOKYARD_DATA, else .hookyard, from the current directory", async () => {
  const asked: string[] = [];
  const runIn = async (env: Record<string, string>, ...argv: string[]) => {
    const test = createTestIo({
      cwd: "/somewhere",
      env,
      engine: {
        openOperator: async ({ dataDirectory }) => {
          asked.push(dataDirectory);
          throw new ConfigError("enough");
        },
      },
    });
    await test.run("events", ...argv);
  };

  await runIn({});
  await runIn({ HOOKYARD_DATA: "" });
  await runIn({ HOOKYARD_DATA: "other" });
  await runIn({ HOOKYARD_DATA: "other" }, "--data", "/data");

  expect(asked).toEqual(["/somewhere/.hookyard", "/somewhere/.hookyard", "/somewhere/other", "/data"]);
});
