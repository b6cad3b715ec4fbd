import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensurePlatform, platform } from "./platform.ts";

/** Installs the platform where it is missing, and makes a folder for bundles, which have to lie beside its packages. */
export async function setup(): Promise<() => Promise<void>> {
  await ensurePlatform();
  const bundles = await mkdtemp(join(platform, "hookyard-"));
  process.env["HOOKYARD_TEST_BUNDLES"] = bundles;
  return () => rm(bundles, { recursive: true, force: true });
}
