import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipped } from "./gunzip.ts";

test("a body that is not gzip is given as it is", () => {
  const body = Buffer.from("{}");

  expect(gunzipped(body)).toBe(body);
});

test("gzip is taken apart", () => {
  expect(gunzipped(gzipSync('{"a":"🎮"}'))).toEqual(Buffer.from('{"a":"🎮"}'));
});

test.each([
  ["cut short", gzipSync("{}").subarray(0, 12)],
  ["no gzip after its first bytes", Buffer.from([0x1f, 0x8b, 0, 0])],
  ["a bomb", gzipSync(Buffer.alloc(11 * 1024 * 1024))],
])("%s is nothing", (_kind, body) => {
  expect(gunzipped(body)).toBeUndefined();
});
