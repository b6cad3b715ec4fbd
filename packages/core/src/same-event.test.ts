import { expect, test } from "vitest";
import { busEntry } from "./port/contract-harness.ts";
import { differs } from "./same-event.ts";

const textOf = (original: Readonly<Record<string, unknown>>): string =>
  busEntry({ providerId: "a", original }).text;

test.each([
  ["differ when nothing is volatile", { amount: 1 }, { amount: 2 }, [], true],
  ["do not differ in a volatile field", { amount: 1, sent: 1 }, { amount: 1, sent: 2 }, ["sent"], false],
  [
    "do not differ when only one has the volatile field",
    { amount: 1 },
    { amount: 1, sent: 2 },
    ["sent"],
    false,
  ],
  ["differ in another field", { amount: 1, sent: 1 }, { amount: 2, sent: 1 }, ["sent"], true],
  [
    "differ in a field deeper than the volatile name",
    { order: { sent: 1 } },
    { order: { sent: 2 } },
    ["sent"],
    true,
  ],
])("two sendings of one event %s", (_, one, other, volatile, expected) => {
  expect(differs(textOf(one), textOf(other), volatile)).toBe(expected);
});

test("digits that a number cannot hold are compared", () => {
  const one = textOf({ id: 0 }).replace('"id":0', '"id":9007199254740993');
  const other = textOf({ id: 0 }).replace('"id":0', '"id":9007199254740992');

  expect(differs(one, other, ["sent"])).toBe(true);
});

test.each([
  ["do not differ in the order of their fields", { a: 1, b: 2 }, { b: 2, a: 1 }, false],
  ["do not differ in a volatile field", { a: 1, sent: 1 }, { sent: 2, a: 1 }, false],
  ["differ in a value", { a: 1, b: 2 }, { b: 3, a: 1 }, true],
])("a record of the provider's API and its webhook %s", (_, webhook, record, expected) => {
  const recordText = textOf(record).replace('"specversion"', '"backfilled":true,"specversion"');

  expect(differs(textOf(webhook), recordText, ["sent"])).toBe(expected);
});
