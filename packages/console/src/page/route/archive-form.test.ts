import { expect, test } from "vitest";
import { readArchiveForm } from "./archive-form.ts";

const now = Date.parse("2026-05-01T12:00:00.000Z");
const empty = { since: "", until: "", type: "", source: "", consumer: "" };

test("an age and a time are read, and what is left out is not asked for", () => {
  expect(readArchiveForm({ ...empty, since: "2h" }, now)).toEqual({
    query: { since: "2026-05-01T10:00:00.000Z", until: "2026-05-01T12:00:00.000Z" },
  });
  expect(
    readArchiveForm(
      {
        since: "2026-04-01T00:00Z",
        until: " 1d ",
        type: "payment.*",
        source: "stripe",
        consumer: "fulfil-order ",
      },
      now,
    ),
  ).toEqual({
    query: {
      since: "2026-04-01T00:00:00.000Z",
      until: "2026-04-30T12:00:00.000Z",
      type: "payment.*",
      source: "stripe",
      consumer: "fulfil-order",
    },
  });
});

test.each([
  ["no beginning", { since: "" }, /^Since takes/],
  ["a beginning that is no time", { since: "soon" }, /^Since takes/],
  ["an end that is no time", { since: "2h", until: "later" }, /^Until takes/],
  ["an end before its beginning", { since: "1h", until: "2h" }, /before until/],
])("%s is told", (_name, changed, problem) => {
  expect(readArchiveForm({ ...empty, ...changed }, now)).toEqual({ problem: expect.stringMatching(problem) });
});
