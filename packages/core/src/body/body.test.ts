import { describe, expect, test } from "vitest";
import { BodyError } from "./body-error.ts";
import { form, jsonOrForm } from "./form.ts";
import { json } from "./json.ts";

const none = (): undefined => undefined;
const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
const typed =
  (contentType: string) =>
  (name: string): string | undefined =>
    name === "content-type" ? contentType : undefined;

describe("json", () => {
  test("keeps digits that a number cannot hold, and changes nothing else", () => {
    const body = bytes(
      '{"id":820982911946154508,"n":-9007199254740993,"safe":9007199254740991,"float":0.1234567890123456,"text":"820982911946154508","list":[12345678901234567890]}',
    );

    expect(json(body, none)).toEqual({
      id: "820982911946154508",
      n: "-9007199254740993",
      safe: 9007199254740991,
      float: 0.1234567890123456,
      text: "820982911946154508",
      list: ["12345678901234567890"],
    });
  });

  test("drops a byte order mark", () => {
    expect(json(bytes("\ufeff{}"), none)).toEqual({});
  });

  test("keeps a replacement character that was sent, and takes none for bytes that are no UTF-8", () => {
    expect(json(bytes('{"a":"\ufffd ü 😀"}'), none)).toEqual({ a: "\ufffd ü 😀" });
    expect(() => json(Buffer.from([0x22, 0xef, 0xbf, 0xbd, 0xc3, 0x22]), none)).toThrow(BodyError);
    expect(() => json(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), none)).toThrow(BodyError); // half a pair
  });

  test("takes bytes that are no Buffer", () => {
    expect(json(new Uint8Array(bytes(' {"a":"ü"}')).subarray(1), none)).toEqual({ a: "ü" });
  });

  test("reads a view into a larger buffer and nothing around it", () => {
    const pool = bytes('garbage{"a":1}garbage');

    expect(json(pool.subarray(7, 14), none)).toEqual({ a: 1 });
  });

  test("keeps a key named __proto__ as a plain field", () => {
    expect(Object.keys(json(bytes('{"__proto__":{"polluted":true}}'), none) ?? {})).toEqual(["__proto__"]);
  });

  test.each([bytes(""), bytes("{"), bytes("a=1"), Buffer.from([0xff]), Buffer.from([0x22, 0xc3, 0x22])])(
    "throws BodyError for %j",
    (body) => {
      expect(() => json(body, none)).toThrow(BodyError);
    },
  );

  test("never quotes the body in its error", () => {
    const error = catchError(() => json(bytes("secret-value"), none));

    expect(String(error)).not.toContain("secret");
    expect(error).not.toHaveProperty("cause");
  });

  test.each([
    ["lists", "[".repeat(1001) + "]".repeat(1001)],
    ["objects", `${'{"a":'.repeat(1001)}1${"}".repeat(1001)}`],
    ["the last of many", `[${"[],".repeat(2000)}${"[".repeat(1000)}${"]".repeat(1000)}]`],
    ["under a name that is no usual one", `${'{"__proto__":'.repeat(1001)}1${"}".repeat(1001)}`],
    ["with ids kept digit for digit", `${"[".repeat(1000)}{"id":12345678901234567890}${"]".repeat(1000)}`],
    ["a megabyte of them", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
    ["ten megabytes", "[".repeat(5_000_000) + "]".repeat(5_000_000)],
  ])("refuses what is nested too deeply to be walked: %s", (_kind, text) => {
    expect(() => json(bytes(text), none)).toThrow("nested deeper than 1000 levels");
  });

  test("takes many brackets side by side, in texts, and down to the limit", () => {
    expect(json(bytes(JSON.stringify(Array.from({ length: 5000 }, () => ({ a: [] })))), none)).toHaveLength(
      5000,
    );
    expect(json(bytes(JSON.stringify({ a: '[{\\"'.repeat(5000) })), none)).toEqual({
      a: '[{\\"'.repeat(5000),
    });
    expect(json(bytes("[".repeat(1000) + "]".repeat(1000)), none)).toHaveLength(1);
    expect(
      json(bytes(JSON.stringify(Array.from({ length: 5 }, () => "[{".repeat(200_000)))), none),
    ).toHaveLength(5);
  });
});

describe("form", () => {
  test("gives fields, and a list where one comes several times", () => {
    expect(form(bytes("a=1&b=x+y%21&a=2&a=3&__proto__=z"), none)).toEqual(
      Object.fromEntries([
        ["a", ["1", "2", "3"]],
        ["b", "x y!"],
        ["__proto__", "z"],
      ]),
    );
  });

  test("throws BodyError for nothing and for bytes that are no text", () => {
    expect(() => form(bytes(""), none)).toThrow(BodyError);
    expect(() => form(Buffer.from([0xff]), none)).toThrow(BodyError);
  });
});

describe("jsonOrForm", () => {
  test("is JSON unless the content type says form", () => {
    expect(jsonOrForm(bytes('{"a":1}'), typed("application/json"))).toEqual({ a: 1 });
    expect(jsonOrForm(bytes('{"a":1}'), none)).toEqual({ a: 1 });
    expect(jsonOrForm(bytes("a=1"), typed("Application/X-WWW-Form-Urlencoded; charset=utf-8"))).toEqual({
      a: "1",
    });
  });

  test("opens the field payload", () => {
    const body = bytes(`payload=${encodeURIComponent('{"type":"block_actions"}')}`);

    expect(jsonOrForm(body, typed("application/x-www-form-urlencoded"))).toEqual({ type: "block_actions" });
  });

  test("throws BodyError when that is no JSON", () => {
    expect(() => jsonOrForm(bytes("payload=x"), typed("application/x-www-form-urlencoded"))).toThrow(
      BodyError,
    );
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
