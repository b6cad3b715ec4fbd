import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { router } from "../fixture/router.ts";
import { type Bundle, bundleFunction, createBundleFolder, functionsFolder } from "./bundle.ts";
import { type LambdaProcess, startLambda } from "./lambda-process.ts";
import { type Stage, startStage } from "./stage.ts";
import { secret } from "./webhook.ts";

const fixture = fileURLToPath(new URL("../fixture/", import.meta.url));

export type FunctionName = "ingest" | "overflow" | "partner" | "obey" | "obey-every-copy";

/** A stage with its functions, each bundled as SST does it and in a process of its own. */
export interface DeployedStage extends Stage {
  readonly bundles: Readonly<Record<FunctionName, Bundle>>;
  /** Starts an instance of a function. It is stopped with the stage. */
  start(name: FunctionName, env?: Readonly<Record<string, string>>): Promise<LambdaProcess>;
}

/** The functions' own router gives way to the tests': a team's router is what they are bundled with too. */
export const withFixtureRouter: Plugin = {
  name: "fixture-router",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/router\.ts$/ }, ({ importer }) =>
      importer.startsWith(functionsFolder) ? { path: join(fixture, "router.ts") } : undefined,
    );
  },
};

export async function deployStage(): Promise<DeployedStage> {
  const { folder, remove } = createBundleFolder();
  const [stage, ingest, overflow, partner, obey, obeyEveryCopy] = await Promise.all([
    startStage(router),
    ...["ingest.ts", "overflow.ts", "partner.ts"].map((file) =>
      bundleFunction(join(functionsFolder, file), folder, { plugins: [withFixtureRouter] }),
    ),
    bundleFunction(join(fixture, "consumers/obey.ts"), folder),
    bundleFunction(join(fixture, "consumers/obey-every-copy.ts"), folder),
  ] as [Promise<Stage>, ...Promise<Bundle>[]]);
  if (!ingest || !overflow || !partner || !obey || !obeyEveryCopy)
    throw new Error("a function was not bundled");
  const bundles = { ingest, overflow, partner, obey, "obey-every-copy": obeyEveryCopy };
  const started: LambdaProcess[] = [];
  return {
    ...stage,
    bundles,
    async start(name, env = {}) {
      const isConsumer = name === "obey" || name === "obey-every-copy";
      const own = isConsumer ? stage.consumerEnvironment(name) : stage.environment();
      const secrets = name === "ingest" ? { HOOKYARD_SECRET_STRIPE: secret } : {};
      const lambda = await startLambda(bundles[name].file, { ...own, ...secrets, ...env });
      started.push(lambda);
      return lambda;
    },
    async close() {
      await Promise.all(started.map((lambda) => lambda.stop()));
      await stage.close();
      remove();
    },
  };
}
