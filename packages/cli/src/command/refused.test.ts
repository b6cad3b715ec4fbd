import { OperatorError } from "@hookyard/core/operator/operator-error";
import { refusedRecord } from "@hookyard/core/operator/operator-records";
import type { RefusedFilter } from "@hookyard/core/operator/operator";
import { describe, expect, test, vi } from "vitest";
import { createTestIo, type TestIoOptions } from "../testing/test-io.ts";

function world(options: TestIoOptions = {}, corrected: readonly string[] = ["ref_1"]) {
  const refused = [
    refusedRecord({ id: "ref_1" }),
    refusedRecord({ id: "ref_2", source: "slack", reason: "timestamp_stale" }),
    refusedRecord({
      id: "ref_3",
      explanation: { code: "unexplained", message: "nothing known explains it", evidence: "none" },
    }),
  ];
  return createTestIo({ records: { refused, corrected: [...corrected] }, ...options });
}

describe("refused list", () => {
  test("shows the newest first, with what explains it", async () => {
    const { run, out } = world();

    expect(await run("refused")).toBe(0);
    const lines = out().split("\n");
    expect(lines[0]).toMatch(/^REFUSED +ID +SOURCE +REASON +EXPLANATION$/);
    expect(lines[1]).toMatch(/ref_3 +stripe +signature_mismatch +nothing known explains it$/);
    expect(lines).toHaveLength(5);
  });

  test("--json answers the rows and the cursor", async () => {
    const { run, out } = world();

    await run("refused", "list", "--limit", "1", "--json");

    expect(JSON.parse(out())).toMatchObject({ refused: [{ id: "ref_3" }], next: "1" });
  });

  test("every filter reaches the operator", async () => {
    const refusedRequests = vi.fn<(filter: RefusedFilter) => Promise<{ rows: [] }>>(async () => ({
      rows: [],
    }));
    const { run, out } = world({ operator: { refusedRequests } });

    const flags = ["--source", "s", "--reason", "r", "--explanation", "e", "--since", "2h", "--until", "1h"];
    await run("refused", ...flags, "--id", "ref_1", "--id", "ref_s12_git-hub");

    expect(refusedRequests.mock.calls[0]?.[0]).toEqual({
      source: "s",
      reason: "r",
      explanation: "e",
      since: "2026-05-01T10:00:00.000Z",
      until: "2026-05-01T11:00:00.000Z",
      ids: ["ref_1", "ref_s12_git-hub"],
    });
    expect(out()).toBe("No refused requests fit.\n");
  });

  test("an id in the wrong place is told where it belongs", async () => {
    const { run, err } = world();

    expect(await run("refused", "ref_1")).toBe(2);
    expect(err()).toContain("hookyard refused show ref_1");
  });
});

describe("refused show", () => {
  test("says why, and how sure that is", async () => {
    const { run, out } = world();

    expect(await run("refused", "show", "ref_1")).toBe(0);
    expect(out()).toContain("other_source_secret; proved: with this change it verifies");
    expect(out()).toContain("stripe-signature");
    expect(out()).toContain("npx hookyard refused retry --id ref_1");
  });

  test("one that is not there", async () => {
    const { run, err } = world();

    expect(await run("refused", "show", "ref_9")).toBe(1);
    expect(err()).toContain("There is no refused request ref_9 here (any more).");
  });
});

describe("refused retry", () => {
  test("tries all that fit, oldest first, and says what came of each", async () => {
    const { run, out, state } = world();

    expect(await run("refused", "retry", "--yes", "--json")).toBe(1); // two are refused again
    expect(JSON.parse(out())).toMatchObject({
      plan: { count: 3, ids: ["ref_1", "ref_2", "ref_3"] },
      results: [
        { id: "ref_1", status: "accepted", events: ["evt_of_ref_1"] },
        { id: "ref_2", status: "refused" },
        { id: "ref_3", status: "refused" },
      ],
      ended: "complete",
    });
    expect(state.refused.map(({ id }) => id)).toEqual(["ref_2", "ref_3"]);
  });

  test("all that pass is exit code 0, and people are told where to look", async () => {
    const { run, out } = world();

    expect(await run("refused", "retry", "--id", "ref_1", "--yes")).toBe(0);
    expect(out()).toContain("1 accepted.\n");
    expect(out()).toContain("What became of it: npx hookyard events show evt_of_ref_1");
  });

  test("--dry-run changes nothing", async () => {
    const { run, out, state } = world();

    expect(await run("refused", "retry", "--dry-run")).toBe(0);
    expect(out()).toContain("Nothing was changed: this was a dry run.");
    expect(state.refused).toHaveLength(3);
  });

  test("nobody to ask is wrong usage", async () => {
    const { run, err } = world();

    expect(await run("refused", "retry")).toBe(2);
    expect(err()).toContain("--yes");
  });

  test.each([
    ["y", 1, 2],
    ["n", 1, 3],
  ])("the answer %j", async (answer, exitCode, left) => {
    const { run, state } = world({ ask: async () => answer });

    expect(await run("refused", "retry")).toBe(exitCode);
    expect(state.refused).toHaveLength(left);
  });

  test("what fails on the way says what was done and how to go on", async () => {
    const { run, out } = world({ operator: { retryRefused: () => Promise.reject(new Error("gone")) } });

    expect(await run("refused", "retry", "--source", "stripe", "--yes")).toBe(1);
    expect(out()).toContain("To go on: npx hookyard refused retry --source stripe");
  });
});

test("refused discard forgets those that fit", async () => {
  const { run, out, state } = world();

  expect(await run("refused", "discard", "--explanation", "unexplained", "--yes")).toBe(0);
  expect(out()).toContain("1 discarded.\n");
  expect(state.refused.map(({ id }) => id)).toEqual(["ref_1", "ref_2"]);
});

test("without a router nothing can be verified, and that is a matter of the set-up", async () => {
  const { run, err } = world({
    operator: {
      retryRefused: () => Promise.reject(new OperatorError("router_missing", "there is no router at hand")),
    },
    mode: "stopped",
  });

  expect(await run("refused", "retry", "--yes")).toBe(2);
  expect(err()).toContain("there is no router at hand");
});
