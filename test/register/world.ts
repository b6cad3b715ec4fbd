import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createRegistrationStore,
  loadRouter,
  openOperator,
  readOwner,
  readSecrets,
} from "@hookyard/embedded";
import { onTestFinished } from "vitest";
import { createTestIo, type TestIo, type TestIoOptions } from "../../packages/cli/src/testing/test-io.ts";

/** The repository's own router. */
export const routerFile = join(import.meta.dirname, "../../packages/functions/src/router.ts");

/** A command line with the real engine behind it, on a data directory of its own. */
export function createWorld({
  data: given,
  ...options
}: TestIoOptions & { readonly data?: string } = {}): TestIo & { readonly data: string } {
  const data = given ?? mkdtempSync(join(tmpdir(), "hookyard-register-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const io = createTestIo({
    fetch: (...call) => globalThis.fetch(...call),
    engine: { createRegistrationStore, loadRouter, openOperator, readOwner, readSecrets },
    ...options,
  });
  const run: TestIo["run"] = (...argv) => io.run(...argv, "--data", data, "--router", routerFile);
  return { ...io, data, run };
}
