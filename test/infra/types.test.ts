import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./platform.ts";

test("sst.config.ts, infra/ and their tests have the types of the real platform", async () => {
  const tsc = join(root, "node_modules", ".bin", "tsc");
  const printed = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [tsc, "-p", join(import.meta.dirname, "tsconfig.json")],
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });

  expect(printed).toBe("");
});
