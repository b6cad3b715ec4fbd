import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { codeVersion } from "./code-version.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hookyard-version-"));
  mkdirSync(join(folder, "consumers"));
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "router.ts"), "a");
  writeFileSync(join(folder, "consumers/one.ts"), "b");
});
afterEach(() => rmSync(folder, { recursive: true }));

const version = (env = {}) => codeVersion(join(folder, "router.ts"), env);

test("the same code has the same version, and a change to any of it has another", () => {
  const before = version();
  expect(version()).toBe(before);

  writeFileSync(join(folder, "consumers/one.ts"), "c");

  expect(version()).not.toBe(before);
  expect(version()).toMatch(/^[0-9a-f]{12}$/);
});

test("tests, other files and installed packages are no part of it", () => {
  const before = version();

  writeFileSync(join(folder, "consumers/one.test.ts"), "x");
  writeFileSync(join(folder, "README.md"), "x");
  writeFileSync(join(folder, "node_modules/x.js"), "x");

  expect(version()).toBe(before);
});

test("a name that the deploy gives goes before", () => {
  expect(version({ HOOKYARD_VERSION: " release-42 " })).toBe("release-42");
  expect(version({ HOOKYARD_VERSION: "" })).toBe(version());
});
