import { describe, expect, test } from "vitest";
import { idOf, idText, instant, known, translate } from "./read.ts";

describe("idText", () => {
  test("keeps text and whole numbers", () => {
    expect(idText("820982911946154508")).toBe("820982911946154508");
    expect(idText(706405506930370)).toBe("706405506930370");
  });

  test("gives nothing for a number that has lost digits", () => {
    expect(idText(JSON.parse("820982911946154508"))).toBeUndefined();
    expect(idText(1.5)).toBeUndefined();
  });
});

test("idOf takes an id and an expanded object alike", () => {
  expect(idOf("cus_1")).toBe("cus_1");
  expect(idOf({ id: "cus_1", email: "a@example.com" })).toBe("cus_1");
  expect(idOf(null)).toBeUndefined();
});

describe("instant", () => {
  test.each([
    [1_700_000_000, "2023-11-14T22:13:20.000Z"],
    ["2021-12-31T19:00:00-05:00", "2022-01-01T00:00:00.000Z"],
    ["2020-01-09T13:57:02.123Z", "2020-01-09T13:57:02.123Z"],
    [0, "1970-01-01T00:00:00.000Z"],
  ])("reads %s", (value, expected) => {
    expect(instant(value)).toBe(expected);
  });

  test.each([["2021-12-31T19:00:00"], ["yesterday"], [null], [Number.NaN], [1e15], ["2021-99-99T00:00:00Z"]])(
    "does not read %s",
    (value) => {
      expect(instant(value)).toBeUndefined();
    },
  );
});

test("known leaves out a word that is not in the list", () => {
  expect(known("active", ["active", "paused"])).toBe("active");
  expect(known("brand_new", ["active", "paused"])).toBeUndefined();
});

describe("translate", () => {
  const words: Readonly<Record<string, string>> = { WON: "won", "": "nothing" };

  test("gives our word for theirs", () => {
    expect(translate("WON", words)).toBe("won");
    expect(translate("", words)).toBe("nothing");
  });

  test.each([
    ["LOST"],
    ["constructor"],
    ["__proto__"],
    ["toString"],
    [null],
    [1],
    [{ toString: 1 }],
    [["WON"]],
  ])("knows no word for %j", (value) => {
    expect(translate(value, words)).toBeUndefined();
  });
});
