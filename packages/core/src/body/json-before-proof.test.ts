import { describe, expect, test } from "vitest";
import { json, jsonBeforeProof } from "./json.ts";

const noHeader = (): undefined => undefined;

describe("JSON that a scheme reads before the signature is proved", () => {
  test("is what the reader gives afterwards, without parsing it twice", () => {
    const body = Buffer.from('{"id":9007199254740993,"items":[1]}');

    const early = jsonBeforeProof(body);

    expect(early).toEqual({ id: "9007199254740993", items: [1] });
    expect(json(body, noHeader)).toBe(early);
  });

  test("is remembered for that very array: another one with the same bytes is read by itself", () => {
    const body = Buffer.from('{"id":1}');
    const early = jsonBeforeProof(body);

    const other = json(Buffer.from(body), noHeader);

    expect(other).toEqual(early);
    expect(other).not.toBe(early);
  });

  test("null is a value like any other", () => {
    const body = Buffer.from("null");

    expect(jsonBeforeProof(body)).toBeNull();
    expect(json(body, noHeader)).toBeNull();
  });

  test.each([
    ["no JSON", Buffer.from("{")],
    ["nothing", Buffer.alloc(0)],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["nested too deep", Buffer.from("[".repeat(10_000) + "]".repeat(10_000))],
  ])("is undefined for %s, and the reader says why", (_name, body) => {
    expect(jsonBeforeProof(body)).toBeUndefined();
    expect(() => json(body, noHeader)).toThrow("the body");
  });
});
