import { expect, test } from "vitest";
import { indexUnits, itemBytes, writeUnits } from "./write-units.ts";

const event = (more: object = {}) => ({
  pk: { S: "E#1" },
  sk: { S: "E" },
  tpk: { S: "EVENTS#1" },
  tsk: { S: "1" },
  source: { S: "stripe" },
  ...more,
});

test("an item is as large as the example of DynamoDB's documentation says", () => {
  expect(itemBytes({ "shirt-color": { S: "R" }, "shirt-size": { S: "M" } })).toBe(23);
});

test.each([
  ["text in UTF-8", { a: { S: "é" } }, 3],
  ["a number by two digits a byte, and one", { a: { N: "12345" } }, 5],
  ["a list by three bytes, and one for each in it", { a: { L: [{ S: "x" }, { S: "yz" }] } }, 9],
  ["bytes", { a: { B: new Uint8Array(7) } }, 8],
  ["a truth value", { a: { BOOL: true } }, 2],
])("counts %s", (_, item, bytes) => {
  expect(itemBytes(item)).toBe(bytes);
});

test("a write counts the larger of what was there and what is there then, in whole kilobytes", () => {
  expect(writeUnits(undefined, { a: { S: "x".repeat(1023) } })).toBe(1);
  expect(writeUnits(undefined, { a: { S: "x".repeat(1024) } })).toBe(2);
  expect(writeUnits({ a: { S: "x".repeat(3_000) } }, { a: { S: "" } })).toBe(3);
});

test("an index is written for what it holds, and not for what it does not", () => {
  expect(indexUnits(undefined, event({ text: { S: "x".repeat(9_000) } }))).toBe(1);
  expect(indexUnits(event(), event({ text: { S: "x" } }))).toBe(0);
  expect(indexUnits(event(), event({ source: { S: "github" } }))).toBe(1);
  expect(indexUnits(event(), event({ tsk: { S: "2" } }))).toBe(2);
  expect(indexUnits(undefined, { pk: { S: "E#1" }, sk: { S: "D#audit" } })).toBe(0);
});
