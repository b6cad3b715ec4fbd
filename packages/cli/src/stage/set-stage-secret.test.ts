import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setStageSecret } from "./set-stage-secret.ts";

const value = "whsec_new,whsec_old";
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-secret-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Puts an `sst` where it is found first. */
function standIn(script: string): void {
  const file = join(directory, "sst");
  writeFileSync(file, `#!/bin/sh\ncd ${directory}\n${script}\n`);
  chmodSync(file, 0o755);
}

function set(): Promise<void> {
  const env = { PATH: `${directory}:/usr/bin:/bin` };
  return setStageSecret({ stage: "production", name: "StripeSecret", value, cwd: directory, env });
}

describe("a secret of a stage", () => {
  test("is set by sst, which gets the value by standard input and a line's end after it", async () => {
    standIn('echo "$@" > arguments; env > environment; cat > input');

    await set();

    const written = (name: string): string => readFileSync(join(directory, name), "utf8");
    expect(written("arguments")).toBe("secret set StripeSecret --stage production\n");
    expect(written("input")).toBe(`${value}\n`);
    expect(written("environment")).not.toContain("whsec_");
  });

  test("that could not be set is told without the value, whole or in parts", async () => {
    standIn('cat >&2; echo "refused whsec_old"; exit 1');

    const failed = set();

    await expect(failed).rejects.toMatchObject({ code: "secret_not_stored" });
    await expect(failed).rejects.toThrow("refused …");
    await expect(failed).rejects.not.toThrow("whsec_");
  });

  test("is not taken for set by an sst that ends before it reads", async () => {
    standIn("exit 3");

    await expect(set()).rejects.toMatchObject({ code: "secret_not_stored" });
  });

  test("needs an sst", async () => {
    const env = { PATH: "/nowhere" };
    const failed = setStageSecret({ stage: "production", name: "X", value, cwd: directory, env });

    await expect(failed).rejects.toMatchObject({ code: "sst_missing" });
    expect(existsSync(join(directory, "input"))).toBe(false);
  });
});
