import { writeFileSync } from "node:fs";
import * as awsProvider from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { run } from "../../../.sst/platform/src/auto/run.ts";
import * as components from "../../../.sst/platform/src/components/index.ts";
import config from "../../../sst.config.ts";
import type { Graph, Inputs, Resource } from "../graph.ts";
import { answered, created } from "./aws-answers.ts";

/**
 * Evaluates `sst.config.ts` as `sst deploy` would, and writes down what Pulumi is told to create in place of creating
 * it. It is bundled as SST bundles it, and runs in a process of its own: what it begins goes on until nothing is left
 * to do, and only then is the graph whole.
 */
const {
  HOOKYARD_TEST_STAGE: stage = "",
  HOOKYARD_TEST_RESULT: result = "",
  HOOKYARD_TEST_WORK: work = "",
} = process.env;
const root = process.cwd();

const settings = await config.app({ stage });
const app = { removal: "retain", protect: false, ...settings, stage };
Object.assign(globalThis, {
  aws: awsProvider,
  sst: components,
  $app: app,
  $dev: false,
  $cli: {
    command: "deploy",
    rpc: "",
    paths: { home: work, root, work, platform: `${root}/.sst/platform` },
    state: { version: {} },
  },
});

const resources: Omit<Resource, "options">[] = [];
const options = new Map<string, Resource["options"]>();
const links: Record<string, Inputs> = {};
let outputs: Inputs = {};
const failures: string[] = [];

process.on("unhandledRejection", (error) => fail(error));
process.on("uncaughtException", (error) => fail(error));
process.on("beforeExit", () => finish());

await pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => {
      const { id, state } = created(type, name, inputs);
      const secretInputs = Object.keys(inputs).filter((input) => isSecret(inputs[input]));
      resources.push({
        type,
        name,
        inputs: revealed(inputs),
        outputs: revealed({ ...state, id }),
        secretInputs,
      });
      return { id, state };
    },
    call: ({ token, inputs }) => answered(token, inputs),
  },
  app.name,
  stage,
  false,
);

void pulumi.runtime
  .runInPulumiStack(() =>
    run(async () => {
      // After SST's own, so that what they set is seen.
      pulumi.runtime.registerStackTransformation(({ type, name, resource, opts }) => {
        const { retainOnDelete = false } = opts as pulumi.CustomResourceOptions;
        options.set(`${type} ${name}`, { retainOnDelete });
        if (resource instanceof components.Linkable) {
          // Its properties are there once its constructor is done.
          process.nextTick(() =>
            pulumi.output(resource.properties).apply((properties) => (links[name] = properties)),
          );
        }
        return undefined;
      });
      const returned = (await config.run()) ?? {};
      pulumi.output(returned).apply((values) => (outputs = values));
      return returned;
    }),
  )
  .catch(fail);

/** How Pulumi marks a value that it keeps encrypted: https://www.pulumi.com/docs/iac/concepts/secrets/ */
const secretMark = "4dabf18193072939515e22adb298388d";

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && secretMark in value;
}

/** The same value without marks. */
function revealed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part) => (isSecret(part) ? part.value : part));
}

function fail(error: unknown): void {
  failures.push(error instanceof Error ? error.message : String(error));
}

function finish(): void {
  if (failures.length > 0) {
    writeFileSync(result, JSON.stringify({ failure: [...new Set(failures)].join("\n") }));
    process.exit(1);
  }
  const graph: Omit<Graph, "builds"> = {
    app: { name: app.name, stage, protect: app.protect, removal: app.removal },
    resources: resources.map((resource) => ({
      ...resource,
      options: options.get(`${resource.type} ${resource.name}`) ?? { retainOnDelete: false },
    })),
    links,
    outputs,
  };
  writeFileSync(result, JSON.stringify(graph));
}
