import { describe, expect, test } from "vitest";
import { decodePasted, decodeStrictly } from "./encoding.ts";

describe("strict decoding", () => {
  test("gives the bytes of canonical text", () => {
    expect(decodeStrictly("00ffAB", "hex")).toEqual(Buffer.from([0, 255, 171]));
    expect(decodeStrictly("+/8=", "base64")).toEqual(Buffer.from([251, 255]));
    expect(decodeStrictly("-_8", "base64url")).toEqual(Buffer.from([251, 255]));
  });

  test.each(["0", "0g", " 00", "00 ", "0x00", "00\n", "00,00"])("refuses %j as hex", (text) => {
    expect(decodeStrictly(text, "hex")).toBeUndefined();
  });

  test.each(["+/8", "+/9=", "+/8==", " +/8=", "+/8=\n", "-_8=", "+/8=garbage", "+/8=, +/8=", "=", "a"])(
    "refuses %j as base64",
    (text) => {
      expect(decodeStrictly(text, "base64")).toBeUndefined();
    },
  );

  test.each(["-_8=", "+/8", "-_9"])("refuses %j as base64url", (text) => {
    expect(decodeStrictly(text, "base64url")).toBeUndefined();
  });
});

describe("pasted base64", () => {
  test("may lack its padding", () => {
    expect(decodePasted("+/8")).toEqual(Buffer.from([251, 255]));
    expect(decodePasted("+/8=")).toEqual(Buffer.from([251, 255]));
  });

  test.each(["a", "a b=", "-_8", "é", "aaaa=aaa"])("refuses %j", (text) => {
    expect(decodePasted(text)).toBeUndefined();
  });
});
