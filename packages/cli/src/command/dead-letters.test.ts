import { OperatorError } from "@hookyard/core/operator/operator-error";
import { letterRecord } from "@hookyard/core/operator/operator-records";
import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import { describe, expect, test, vi } from "vitest";
import { createTestIo, testStart, type TestIoOptions } from "../testing/test-io.ts";

function letters(count = 3) {
  return Array.from({ length: count }, (_, index) =>
    letterRecord({ eventId: `evt_${index}`, consumer: index % 2 === 0 ? "fulfil-order" : "notify-team" }),
  );
}

function world(options: TestIoOptions = {}, count = 3) {
  return createTestIo({ records: { letters: letters(count) }, ...options });
}

describe("dead-letters list", () => {
  test("groups by consumer, reason and error", async () => {
    const { run, out } = world();

    expect(await run("dlq")).toBe(0);
    expect(out().split("\n")[1]).toBe(
      "fulfil-order        2  attempts_exhausted  Error: the warehouse answered 500  payment.succeeded  1 h ago  1 h ago",
    );
  });

  test("--json answers the groups, or with --each the letters", async () => {
    const grouped = world();
    const each = world();

    await grouped.run("dead-letters", "list", "--json");
    await each.run("dead-letters", "--each", "--limit", "2", "--json");

    expect(JSON.parse(grouped.out())).toMatchObject({
      groups: [{ consumer: "fulfil-order", count: 2 }, { count: 1 }],
    });
    expect(JSON.parse(each.out())).toMatchObject({ letters: [{ id: "evt_0:fulfil-order" }, {}], next: "2" });
  });

  test("every filter reaches the operator", async () => {
    const deadLetterGroups = vi.fn<(filter: DeadLetterFilter) => Promise<[]>>(async () => []);
    const { run } = world({ operator: { deadLetterGroups } });

    const one = ["--consumer", "a", "--type", "payment.*", "--source", "s", "--error", "E", "--since", "2h"];
    await run("dlq", ...one, "--until", "1h", "--id", "evt_1:a", "--id", "evt_2:a");

    expect(deadLetterGroups).toHaveBeenCalledWith({
      consumer: "a",
      type: "payment.*",
      source: "s",
      error: "E",
      since: "2026-05-01T10:00:00.000Z",
      until: "2026-05-01T11:00:00.000Z",
      ids: ["evt_1:a", "evt_2:a"],
    });
  });

  test("nothing to list is no failure", async () => {
    const { run, out } = createTestIo();

    expect(await run("dlq")).toBe(0);
    expect(out()).toBe("No dead letters.\n");
  });
});

describe("dead-letters show", () => {
  test("shows the error, the attempts, the stack and the event", async () => {
    const [letter] = letters(1);
    const error = {
      name: "Error",
      message: "no\u001b[2J",
      stack: "Error: no\n    at fulfilOrder (fulfil-order.ts:3:9)",
    };
    const history = letter?.history.map((attempt) => ({ ...attempt, error })) ?? [];
    const { run, out } = createTestIo({
      records: { letters: [letterRecord({ eventId: "evt_0", history })] },
    });

    expect(await run("dlq", "show", "evt_0:fulfil-order")).toBe(0);
    expect(out()).toContain("reason    attempts_exhausted\n");
    expect(out()).toContain("2026-05-01T10:59:59Z  attempt 8  failed after 100 ms  Error: no\\u001b[2J\n");
    expect(out()).toContain("  Error: no\n      at fulfilOrder (fulfil-order.ts:3:9)\n");
    expect(out()).toContain('"amount": 1999');
  });

  test.each([
    ["evt_9:fulfil-order", "hookyard events show evt_9"],
    ["evt_9", "such as evt_9:fulfil-order"],
  ])("%s, which is not there, exits 1 and says where to look", async (id, said) => {
    const { run, err } = world();

    expect(await run("dlq", "show", id)).toBe(1);
    expect(err()).toContain(said);
  });
});

describe("dead-letters replay", () => {
  const ask = (answer: string) => vi.fn<(question: string) => Promise<string>>(async () => answer);

  test("shows the plan, asks, and does it on yes", async () => {
    const asking = ask("y");
    const { run, out, state } = world({ ask: asking });

    expect(await run("dlq", "replay")).toBe(0);
    expect(asking).toHaveBeenCalledWith("\nReplay these 3 letters? [y/N] ", expect.anything());
    expect(state.letters).toEqual([]);
    expect(out()).toContain(`3 letters, dead before ${testStart}.`);
    expect(out()).toContain("Replayed 3 of 3 letters in 0 ms.\n  fulfil-order: 2\n  notify-team: 1\n");
  });

  test.each(["", "n", "no", "yess", "maybe y"])("changes nothing on the answer %j", async (answer) => {
    const { run, out, state } = world({ ask: ask(answer) });

    expect(await run("dlq", "replay")).toBe(1);
    expect(state.letters).toHaveLength(3);
    expect(out()).toContain("Nothing was changed.");
  });

  test("changes nothing when Ctrl-C is the answer", async () => {
    const test = world({
      ask: async () => {
        test.stop();
        return "y";
      },
    });

    expect(await test.run("dlq", "replay")).toBe(1);
    expect(test.state.letters).toHaveLength(3);
  });

  test.each([
    [[], undefined],
    [["--json"], ask("y")],
  ])("with nobody to ask, %j is refused before anything is looked at", async (flags, asking) => {
    const engine = vi.fn<() => never>();
    const { run, err } = world({
      ...(asking === undefined ? {} : { ask: asking }),
      engine: { openOperator: engine },
    });

    expect(await run("dlq", "replay", ...flags)).toBe(2);
    expect(err()).toContain("--yes");
    expect(engine).not.toHaveBeenCalled();
  });

  test("--dry-run shows the plan and changes nothing", async () => {
    const { run, out, state } = world();

    expect(await run("dlq", "replay", "--dry-run")).toBe(0);
    expect(state.letters).toHaveLength(3);
    expect(out()).toContain("this was a dry run");
  });

  test("--yes --json answers one document", async () => {
    const { run, out } = world();

    expect(await run("dlq", "replay", "--consumer", "fulfil-order", "--yes", "--json")).toBe(0);
    expect(JSON.parse(out())).toEqual({
      plan: {
        count: 2,
        filter: { consumer: "fulfil-order", until: testStart },
        groups: [expect.objectContaining({ consumer: "fulfil-order", count: 2 })],
      },
      dryRun: false,
      replayed: 2,
      byConsumer: [{ consumer: "fulfil-order", count: 2 }],
      ended: "complete",
    });
  });

  test("--dry-run --json answers the plan and that nothing was done", async () => {
    const { run, out } = world();

    await run("dlq", "replay", "--dry-run", "--json");

    expect(JSON.parse(out())).toMatchObject({
      plan: { count: 3 },
      dryRun: true,
      replayed: 0,
      byConsumer: [],
    });
  });

  test("what fails again during the run is not sent in a circle", async () => {
    const test = world({
      operator: {
        replayDeadLetters: async (filter, limit) => {
          const change = test.state.letters.splice(0, limit);
          const again = change.map((letter) => ({ ...letter, deadTime: test.io.now().toISOString() }));
          test.state.letters.push(...again);
          expect(filter.until).toBe(testStart);
          return { ids: change.map(({ id }) => id), left: 0 };
        },
      },
    });

    expect(await test.run("dlq", "replay", "--yes", "--rate", "1/s")).toBe(0);
    expect(test.out()).toContain("Replayed 3 of 3 letters in 2 s.");
  });

  test("Ctrl-C stops cleanly, exits 1, and says how to go on", async () => {
    const test = world(
      {
        wait: async () => {
          if (test.state.letters.length === 1) test.stop();
        },
      },
      3,
    );

    expect(await test.run("dlq", "replay", "--yes", "--rate", "1/s", "--type", "payment.*")).toBe(1);
    expect(test.state.letters).toHaveLength(1);
    expect(test.out()).toContain("Replayed 2 of 3 letters");
    expect(test.out()).toContain(
      `To go on: npx hookyard dead-letters replay --rate 1 --type 'payment.*' --until ${testStart}\n`,
    );
  });

  test("a failure half-way exits 1, says what was done and how to go on", async () => {
    const replayDeadLetters = () =>
      Promise.reject(new OperatorError("unreachable", "Nobody answers at the address."));
    const people = world({ operator: { replayDeadLetters } });
    const program = world({ operator: { replayDeadLetters } });

    expect(await people.run("dlq", "replay", "--yes")).toBe(1);
    expect(await program.run("dlq", "replay", "--yes", "--json")).toBe(1);

    expect(people.out()).toContain(
      "Failed: Nobody answers at the address.\nThe rest is as it was. To go on: npx",
    );
    expect(JSON.parse(program.out())).toMatchObject({
      replayed: 0,
      ended: "failed",
      error: { code: "unreachable" },
      resume: `npx hookyard dead-letters replay --until ${testStart}`,
    });
  });

  test("says when the letters wait for the engine to start", async () => {
    const { run, out } = world({ mode: "stopped" });

    await run("dlq", "replay", "--yes");

    expect(out()).toContain("they are sent when it starts");
  });

  test("draws its bar on a terminal", async () => {
    const { run, err } = world({ isTTY: true }, 250);

    await run("dlq", "replay", "--yes");

    expect(err()).toContain("Replaying");
    expect(err()).toContain("250/250");
    expect(err().endsWith("\r\u001b[2K")).toBe(true);
  });

  test("nothing to do is no failure", async () => {
    const { run, out } = createTestIo();

    expect(await run("dlq", "replay", "--yes")).toBe(0);
    expect(out()).toBe("No dead letters fit. Nothing to do.\n");
  });

  test("more ids than one run takes are refused", async () => {
    const { run, err } = world();
    const ids = Array.from({ length: 101 }, (_, index) => ["--id", `evt_${index}:a`]).flat();

    expect(await run("dlq", "replay", "--yes", ...ids)).toBe(2);
    expect(err()).toContain("--id is given 101 times; 100 is the most");
  });
});

describe("dead-letters discard", () => {
  test("ends letters with the reason", async () => {
    const { run, out, state } = world();

    expect(await run("dlq", "discard", "--reason", "test data", "--consumer", "notify-team", "--yes")).toBe(
      0,
    );
    expect(state.discarded).toEqual([{ id: "evt_1:notify-team", reason: "test data" }]);
    expect(out()).toContain("Discarded 1 of 1 letter");
  });

  test("--json names the number discarded", async () => {
    const { run, out } = world();

    await run("dlq", "discard", "--reason", "test data", "--yes", "--json");

    expect(JSON.parse(out())).toMatchObject({ discarded: 3, ended: "complete" });
  });
});
