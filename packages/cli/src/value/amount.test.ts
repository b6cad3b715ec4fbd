import { describe, expect, test } from "vitest";
import { diskSize, retention } from "./amount.ts";

describe("a size on disk", () => {
  test.each([
    ["20 GB", 20 * 1024 ** 3],
    ["500MB", 500 * 1024 ** 2],
    ["0.5 tb", 512 * 1024 ** 3],
  ])("%s", (text, bytes) => {
    expect(diskSize(text)).toBe(bytes);
  });

  test.each(["20", "GB", "-1 GB", "0 GB", "20 kg", "1e3 GB", ""])("%s is refused", (text) => {
    expect(() => diskSize(text)).toThrow("Write a size");
  });
});

describe("a retention", () => {
  test.each([
    ["30 days", 30 * 86_400],
    ["1 hour", 3600],
  ])("%s", (text, seconds) => {
    expect(retention(text)).toBe(seconds);
  });

  test.each(["30", "59 minutes", "days", "-1 days", ""])("%s is refused", (text) => {
    expect(() => retention(text)).toThrow("Write a time");
  });
});
