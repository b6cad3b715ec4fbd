import { execFile } from "node:child_process";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const platform = join(root, ".sst", "platform");

const run = promisify(execFile);
const fromRegistry = "it comes from the npm registry that this machine is set up for, and takes a minute";

/**
 * Sees to it that SST's platform of the pinned version is in `.sst/platform`: the components that are deployed. Throws
 * when it cannot be installed: without it nothing about `infra/` is known, so nothing is skipped.
 */
export async function ensurePlatform(): Promise<void> {
  await mkdir(join(root, ".sst"), { recursive: true });
  await underLock(join(root, ".sst", "install.lock"), async () => {
    const wanted = await pinnedVersion();
    if ((await installedVersion()) === wanted) return;
    process.stdout.write(`Installing SST's platform ${wanted} into .sst/platform: ${fromRegistry}.\n`);
    await install();
    const installed = await installedVersion();
    if (installed !== wanted) {
      throw new Error(
        `.sst/platform is of SST ${installed ?? "(nothing)"} after installing, and package.json pins ${wanted}. Delete .sst and run npm ci, then npm run test:infra.`,
      );
    }
  });
}

async function install(): Promise<void> {
  const env = {
    ...process.env,
    SST_SKIP_DEPENDENCY_CHECK: "1", // else it downloads Pulumi, which only a deployment needs
    NO_BUN: "1",
    DO_NOT_TRACK: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    SST_STAGE: "ci",
  };
  try {
    await run(join(root, "node_modules", ".bin", "sst"), ["install"], { cwd: root, env, timeout: 300_000 });
  } catch (error) {
    throw new Error(
      `SST's platform could not be installed, so infra/ cannot be tested here (${fromRegistry}). Try: SST_SKIP_DEPENDENCY_CHECK=1 NO_BUN=1 npx sst install`,
      { cause: error },
    );
  }
}

async function pinnedVersion(): Promise<string> {
  return jsonField(join(root, "node_modules", "sst", "package.json"), "version");
}

/** `undefined` where the platform is not there, or only half. */
async function installedVersion(): Promise<string | undefined> {
  const modules = await stat(join(platform, "node_modules", "@pulumi", "aws", "package.json")).catch(
    () => undefined,
  );
  const version = await readFile(join(platform, "version"), "utf8").catch(() => undefined);
  return modules === undefined ? undefined : version?.trim();
}

async function jsonField(path: string, field: string): Promise<string> {
  const content: Readonly<Record<string, unknown>> = JSON.parse(await readFile(path, "utf8"));
  return String(content[field]);
}

/** One process at a time: two of them in one folder spoil it. A lock older than an installation can take is dead. */
async function underLock(path: string, work: () => Promise<void>): Promise<void> {
  const oldest = 6 * 60_000;
  for (;;) {
    const taken = await mkdir(path).then(
      () => true,
      () => false,
    );
    if (taken) break;
    const since = await stat(path).then(
      (lock) => Date.now() - lock.mtimeMs,
      () => 0,
    );
    if (since > oldest) await rm(path, { recursive: true, force: true });
    else await new Promise((resolve) => setTimeout(resolve, 250));
  }
  try {
    await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
