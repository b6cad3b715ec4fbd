import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import { loadRouter } from "@hookyard/embedded";
import { loadAwsEngine } from "../../packages/cli/src/stage/stage-engine.ts";
import { createTestIo, type TestIo, type TestIoOptions } from "../../packages/cli/src/testing/test-io.ts";
import { router } from "../../packages/functions/src/router.ts";
import { routerFile } from "./world.ts";

/** A deployed stage of the repository's router, and the secrets that `sst` keeps of it. */
export interface RegisterStage {
  readonly world: StageWorld;
  /** By the names of the `sst.Secret`s. */
  readonly secrets: Map<string, string>;
  /** A command line at a terminal of its own. */
  readonly terminal: (options?: TestIoOptions) => TestIo;
}

export async function createRegisterStage(
  secrets: Readonly<Record<string, string>> = {},
): Promise<RegisterStage> {
  const world = await createStageWorld(router);
  const kept = new Map(Object.entries(secrets));
  return {
    world,
    secrets: kept,
    terminal(options = {}) {
      const io = createTestIo({
        cwd: import.meta.dirname,
        fetch: (...call) => globalThis.fetch(...call),
        now: () => new Date(world.aws.now()),
        engine: { loadRouter },
        aws: loadAwsEngine,
        stageEnvironment: async () => ({
          ...world.env,
          ...Object.fromEntries(
            [...kept].map(([name, value]) => [`SST_RESOURCE_${name}`, JSON.stringify({ value })]),
          ),
        }),
        setStageSecret: async ({ name, value }) => void kept.set(name, value),
        ...options,
      });
      return { ...io, run: (...argv) => io.run(...argv, "--stage", "production", "--router", routerFile) };
    },
  };
}
