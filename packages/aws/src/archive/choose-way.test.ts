import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { ArchiveQuery, EventsFrom } from "@hookyard/core/replay/replay-request";
import { describe, expect, test } from "vitest";
import { chooseWay, mostFromTable, type WayOptions } from "./choose-way.ts";

const tableSince = Date.parse("2026-10-22T00:00:00Z");
const archiveSince = Date.parse("2026-08-23T00:00:00Z");

function choose(
  query: Partial<ArchiveQuery>,
  { from, count = 0, ...options }: Partial<WayOptions> & { from?: EventsFrom; count?: number } = {},
): ReturnType<typeof chooseWay> {
  return chooseWay({
    what: {
      kind: "archive",
      query: { since: "2026-11-14T00:00:00Z", until: "2026-11-21T00:00:00Z", ...query },
      ...(from !== undefined && { from }),
    },
    again: false,
    tableSince,
    archiveSince: async () => archiveSince,
    hasMoreThan: async (most) => count > most,
    ...options,
  });
}

const problemOf = async (way: ReturnType<typeof chooseWay>): Promise<unknown> => {
  const error = await way.catch((thrown: unknown) => thrown);
  return error instanceof OperatorError ? [error.code, error.fields[0]?.field] : error;
};

describe("a replay of accepted events", () => {
  test("comes from the table, where that serves it: exact, counted, at a rate", async () => {
    expect(await choose({}, { count: mostFromTable })).toMatchObject({ from: "table" });
    expect(await choose({ consumer: "audit" })).toMatchObject({ from: "table" });
  });

  test("of a great many events comes from the archive", async () => {
    expect(await choose({}, { count: mostFromTable + 1 })).toMatchObject({ from: "archive" });
    expect(await choose({ consumer: "audit" }, { count: mostFromTable + 1 })).toMatchObject({
      from: "archive",
    });
  });

  test("by type or source comes from the table, however many there are", async () => {
    expect(await choose({ type: "payment.*" }, { count: 1e9 })).toMatchObject({ from: "table" });
    expect(await choose({ source: "stripe" }, { count: 1e9 })).toMatchObject({ from: "table" });
  });

  test("that the table has forgotten comes from the archive, by type too", async () => {
    const old = { since: "2026-10-01T00:00:00Z" };

    expect(await choose(old, { again: true })).toMatchObject({ from: "archive" });
    expect(await choose({ ...old, type: "payment.*" }, { again: true })).toMatchObject({ from: "archive" });
  });

  test("that the table has forgotten is refused without --again: nobody knows what is done", async () => {
    expect(await problemOf(choose({ since: "2026-10-01T00:00:00Z" }))).toEqual(["request_invalid", "again"]);
  });

  test("that the archive has not is refused", async () => {
    const before = { since: "2026-07-01T00:00:00Z", until: "2026-08-01T00:00:00Z" };

    expect(await problemOf(choose(before, { again: true }))).toEqual(["request_invalid", "until"]);
  });

  test("comes from where somebody says", async () => {
    expect(await choose({ type: "payment.*" }, { from: "archive" })).toMatchObject({ from: "archive" });
    expect(await choose({}, { from: "table", count: 1e9 })).toMatchObject({ from: "table" });
  });

  test("asks the archive only where it needs it", async () => {
    const unreachable = async (): Promise<number> => Promise.reject(new Error("denied"));

    expect(await choose({}, { archiveSince: unreachable })).toMatchObject({ from: "table" });
    expect(await problemOf(choose({}, { archiveSince: unreachable, from: "archive" }))).toEqual(
      new Error("denied"),
    );
  });
});
