import { describe, expect, test } from "vitest";
import { mask, maskFields, maskText, touchesSensitive } from "./mask.ts";

describe("maskFields", () => {
  test("masks a field, through lists, and all that is under it; the rest stays", () => {
    const event = {
      data: { items: [{ card: { number: "4242", year: 30 } }, { card: null }, {}], amount: 5 },
    };

    const { value, paths } = maskFields(event, ["data.items.card"]);

    expect(value).toEqual({ data: { items: [{ card: mask }, { card: mask }, {}], amount: 5 } });
    expect(paths).toEqual(["data.items.0.card", "data.items.1.card"]);
  });

  test("a * stands for any one name", () => {
    const { value } = maskFields({ data: { a: { pin: 1 }, b: { pin: 2, x: 3 } } }, ["data.*.pin"]);

    expect(value).toEqual({ data: { a: { pin: mask }, b: { pin: mask, x: 3 } } });
  });

  test("what was given is not changed", () => {
    const event = { data: { pin: "1234" } };

    maskFields(event, ["data.pin"]);

    expect(event).toEqual({ data: { pin: "1234" } });
  });

  test("an own field named __proto__ stays a field", () => {
    const event: unknown = JSON.parse('{"data":{"__proto__":{"pin":"1234"}}}');

    expect(JSON.stringify(maskFields(event, ["data.*.pin"]).value)).toBe(
      JSON.stringify({ data: { ["__proto__"]: { pin: mask } } }),
    );
  });
});

test("maskText takes what was masked out of other texts, and leaves what is too short to mean it", () => {
  const { texts } = maskFields({ data: { card: { number: "4242424242424242", year: 30 } } }, ["data.card"]);

  expect(maskText("card 4242424242424242 of 30 declined", texts)).toBe(`card ${mask} of 30 declined`);
});

test.each([
  ["data.card", true],
  ["data.card.number", true],
  ["data", true],
  ["data.cards", false],
  ["data.amount", false],
  ["type", false],
])("%s touches data.card: %s", (field, expected) => {
  expect(touchesSensitive(field, ["data.card"])).toBe(expected);
});
