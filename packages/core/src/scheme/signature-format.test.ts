import { describe, expect, test } from "vitest";
import { entries, maxSignatures, prefixed, whole } from "./signature-format.ts";

const plain = (signature: string) => [{ timestamp: undefined, signatures: [signature], elements: {} }];

test("whole takes the value as it is", () => {
  expect(whole().read("abc=")).toEqual(plain("abc="));
});

test("prefixed wants its prefix", () => {
  expect(prefixed("sha256=").read("sha256=ab")).toEqual(plain("ab"));
  expect(prefixed("sha256=").read("SHA256=ab")).toBeUndefined();
  expect(prefixed("sha256=").read("ab")).toBeUndefined();
});

describe("entries", () => {
  test("reads a timestamp and every signature of its version, ignoring others and spaces", () => {
    const format = entries({ timestamp: "t=", signature: "v1=" });

    expect(format.read("t=17, v1=aa,v0=bb,v1=cc,x,")).toEqual([
      { timestamp: "17", signatures: ["aa", "cc"], elements: {} },
    ]);
  });

  test("refuses a timestamp given twice", () => {
    expect(entries({ timestamp: "t=", signature: "v1=" }).read("t=17,t=18,v1=aa")).toBeUndefined();
  });

  test("reads a bare timestamp in front of bare signatures (Recurly)", () => {
    expect(entries({ timestamp: "", signature: "" }).read("1700000000000,aa,bb")).toEqual([
      { timestamp: "1700000000000", signatures: ["aa", "bb"], elements: {} },
    ]);
  });

  test("reads other elements (Coinbase), refusing one given twice", () => {
    const format = entries({ timestamp: "t=", signature: "v1=", elements: { h: "h=" } });

    expect(format.read("t=17,h=x-a x-b,v1=aa")).toEqual([
      { timestamp: "17", signatures: ["aa"], elements: { h: "x-a x-b" } },
    ]);
    expect(format.read("t=17,h=x-a,h=x-b,v1=aa")).toBeUndefined();
  });

  test("reads sets with a timestamp each (Persona)", () => {
    const format = entries({ timestamp: "t=", signature: "v1=", sets: " " });

    expect(format.read("t=1,v1=aa t=2,v1=bb")).toEqual([
      { timestamp: "1", signatures: ["aa"], elements: {} },
      { timestamp: "2", signatures: ["bb"], elements: {} },
    ]);
  });

  test("looks at no more signatures than the limit", () => {
    const value = Array.from({ length: 500 }, () => "v1,aa").join(" ");

    expect(entries({ separator: " ", signature: "v1," }).read(value)?.[0]?.signatures).toHaveLength(
      maxSignatures,
    );
  });

  test("writes what it reads", () => {
    expect(entries({ timestamp: "t=", signature: "v1=" }).write("aa", "17")).toBe("t=17,v1=aa");
    expect(entries({ separator: ";", timestamp: "ts=", signature: "h1=" }).write("aa", "17")).toBe(
      "ts=17;h1=aa",
    );
    expect(entries({ timestamp: "", signature: "" }).write("aa", "17")).toBe("17,aa");
    expect(entries({ separator: " ", signature: "v1," }).write("aa", "17")).toBe("v1,aa");
  });
});
