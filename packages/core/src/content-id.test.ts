import { describe, expect, test } from "vitest";
import { contentId } from "./content-id.ts";

const payload = { event: "file", retries: 0, data: { key: "a", list: [{ x: 1, y: 2 }, 3] } };

describe("contentId", () => {
  test("is the same whatever the order of the fields, in any depth", () => {
    const other = { data: { list: [{ y: 2, x: 1 }, 3], key: "a" }, retries: 0, event: "file" };

    expect(contentId("t", other, [])).toBe(contentId("t", payload, []));
  });

  test("leaves out what counts the sendings, at the top alone", () => {
    const again = { ...payload, retries: 1 };
    const deeper = { ...payload, data: { ...payload.data, retries: 1 } };

    expect(contentId("t", again, ["retries"])).toBe(contentId("t", payload, ["retries"]));
    expect(contentId("t", again, [])).not.toBe(contentId("t", payload, []));
    expect(contentId("t", deeper, ["retries"])).not.toBe(contentId("t", payload, ["retries"]));
  });

  test.each([
    ["another value", { ...payload, event: "other" }],
    ["another order in a list", { ...payload, data: { key: "a", list: [3, { x: 1, y: 2 }] } }],
    ["a field more", { ...payload, more: null }],
    ["a list in place of an object", [payload]],
    ["no object at all", null],
  ])("differs for %s", (_name, other) => {
    expect(contentId("t", other, [])).not.toBe(contentId("t", payload, []));
  });

  test("differs by the type", () => {
    expect(contentId("t", payload, [])).not.toBe(contentId("u", payload, []));
  });
});
