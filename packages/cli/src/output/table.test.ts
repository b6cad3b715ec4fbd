import { expect, test } from "vitest";
import type { Paint } from "./paint.ts";
import { renderTable } from "./table.ts";

const plain: Paint = (_style, text) => text;
const marked: Paint = (style, text) => `<${style}>${text}</>`;

const columns = [
  { title: "NAME" },
  { title: "COUNT", align: "right" },
  { title: "ERROR", shrink: true },
] as const;

test("columns stand under each other, numbers to the right, without spaces at line ends", () => {
  const rows = [
    ["a", "1", "short"],
    ["longer", "1,000", ""],
  ];

  expect(renderTable({ columns, rows, paint: plain })).toBe(
    ["NAME    COUNT  ERROR", "a           1  short", "longer  1,000", ""].join("\n"),
  );
});

test("colours take no room", () => {
  const rows = [[{ text: "a", style: "red" as const }, "1", "x"]];

  expect(renderTable({ columns, rows, paint: marked }).split("\n")[1]).toBe("<red>a</>         1  x");
});

test("wide characters take two columns", () => {
  const rows = [
    ["支払い", "1", "x"],
    ["🎉", "1", "x"],
    ["café", "1", "x"],
  ];

  expect(renderTable({ columns, rows, paint: plain })).toBe(
    ["NAME    COUNT  ERROR", "支払い      1  x", "🎉          1  x", "café        1  x", ""].join("\n"),
  );
});

test("what does not fit the terminal is cut where it may be", () => {
  const rows = [["consumer", "1", "Error: the warehouse answered 500"]];

  expect(renderTable({ columns, rows, paint: plain, width: 34 }).split("\n")[1]).toBe(
    "consumer      1  Error: the wareh…",
  );
});

test("a column is never cut to nothing, the line is longer then", () => {
  const rows = [["consumer", "1", "Error: the warehouse"]];

  expect(renderTable({ columns, rows, paint: plain, width: 5 }).split("\n")[1]).toBe(
    "consumer      1  Error: th…",
  );
});

test("several columns that may be cut share what is missing", () => {
  const two = [
    { title: "A", shrink: true },
    { title: "B", shrink: true },
  ] as const;
  const rows = [["a".repeat(40), "b".repeat(20)]];

  expect(renderTable({ columns: two, rows, paint: plain, width: 32 }).split("\n")[1]).toBe(
    `${"a".repeat(14)}…  ${"b".repeat(14)}…`,
  );
});

test("nothing that a sender wrote can command the terminal or leave its line", () => {
  const rows = [["\u001b[2J\u009b1mx\u202e", "1", "line one\nline two"]];

  expect(renderTable({ columns, rows, paint: plain }).split("\n")[1]).toBe(
    "\\u001b[2J\\u009b1mx\\u202e      1  line one\\nline two",
  );
});
