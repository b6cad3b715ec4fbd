import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import { consoleSecrets, refuseWeakKeys } from "../packages/functions/src/console-secrets.ts";
import type { EventBus } from "./bus.ts";
import type { DeployedConsumer } from "./consumer.ts";
import { createFunction } from "./function.ts";
import { resourceName } from "./names.ts";
import {
  mayChangeMappings,
  mayGetBodies,
  mayInvoke,
  mayOperate,
  mayPublish,
  mayPutBodies,
  mayReadLetters,
  mayReadMetrics,
  mayReplayArchive,
  maySend,
  type Permission,
} from "./permissions.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** The web console, as one more function at an address of its own. */
export interface DeployedConsole {
  readonly function: sst.aws.Function;
  readonly url: $util.Output<string>;
}

export interface ConsoleOptions {
  readonly bus: EventBus;
  readonly store: Store;
  readonly overflowQueue: sst.aws.Queue;
  readonly consumers: readonly DeployedConsumer[];
  /** What the console is told of the stage: its resources, and the secrets of its sources. */
  readonly links: readonly object[];
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

/** As long as Lambda lets a function run: it runs replay jobs. What people ask for is answered in seconds. */
const timeoutSeconds = 900;

/** Instances at once where the settings say nothing: an open live view has one, a running replay job another. */
const defaultConcurrency = 20;

/** Where the page is in the function's package. */
const page = "console";

/** `undefined` where the settings want none. */
export function createConsole(options: ConsoleOptions): DeployedConsole | undefined {
  const { settings, consumers } = options;
  if (settings.console === undefined) return undefined;
  const { access, concurrency = defaultConcurrency } = settings.console;
  const keys = [createKey("operator"), createKey("viewer")] as const;
  refuseWeak(...keys);
  const name = resourceName("Console", 64);
  const console = createFunction("Console", {
    name,
    handler: "packages/functions/src/console.handler",
    description: "The web console, and the runner of the replay jobs begun there",
    timeoutSeconds,
    memory: settings.memory.consumer,
    environment: { ...options.environment, HOOKYARD_CONSOLE_PAGE: page },
    permissions: [...permissionsOf(options), mayInvoke(name)],
    policies: createPolicies(consumers),
    link: [...options.links, ...keys.map(({ secret }) => secret)],
    copyFiles: [{ from: buildPage(), to: page }],
    // Makes the page where nothing is built; here it is.
    external: ["esbuild"],
    isStreaming: true,
    reservedConcurrency: concurrency,
    settings,
  });
  // A long replay job is run by one invocation after the other, which Lambda takes for a loop at the 16th.
  new aws.lambda.FunctionRecursionConfig("ConsoleRecursion", {
    functionName: console.name,
    recursiveLoop: "Allow",
  });
  const url = createUrl(console, access);
  new sst.Linkable("HookyardConsole", { properties: { url, access, secrets: consoleSecrets } });
  return { function: console, url };
}

interface Key {
  readonly role: keyof typeof consoleSecrets;
  readonly secret: sst.Secret;
}

function createKey(role: Key["role"]): Key {
  return { role, secret: new sst.Secret(consoleSecrets[role]) };
}

/** Stops the deployment where a key is weak, or both are one; what is thrown quotes neither. */
function refuseWeak(operator: Key, viewer: Key): void {
  $util.all([operator.secret.value, viewer.secret.value]).apply(([one, other]) => {
    const problem = refuseWeakKeys({ operator: one, viewer: other });
    if (problem !== undefined) throw new Error(`${problem} --stage ${$app.stage}`);
  });
}

/** What the console does beside what it does with each consumer. */
function permissionsOf({ bus, store, overflowQueue }: ConsoleOptions): readonly Permission[] {
  return [
    mayOperate(store),
    mayPublish(bus),
    ...mayReplayArchive(bus),
    maySend(overflowQueue),
    mayPutBodies(store),
    ...mayGetBodies(store),
    mayReadMetrics,
  ];
}

/** A role's own policies may have 10,240 characters together, too few for many consumers; one of these has 6,144. */
const consumersPerPolicy = 10;

function createPolicies(consumers: readonly DeployedConsumer[]): readonly $util.Output<string>[] {
  const groups = Array.from({ length: Math.ceil(consumers.length / consumersPerPolicy) }, (_, index) =>
    consumers.slice(index * consumersPerPolicy, (index + 1) * consumersPerPolicy),
  );
  return groups.map((group, index) => {
    const permissions = [...mayReadLetters(group), mayChangeMappings(group.map(({ mapping }) => mapping))];
    const policy = new aws.iam.Policy(`ConsoleConsumers${index + 1}`, {
      name: resourceName(`ConsoleConsumers${index + 1}`, 128),
      policy: $jsonStringify({
        Version: "2012-10-17",
        Statement: permissions.map(({ actions, resources }) => ({
          Effect: "Allow",
          Action: actions,
          Resource: resources,
        })),
      }),
    });
    return policy.arn;
  });
}

/** The page as files, built anew: what is deployed is what is in the repository. Relative to it. */
function buildPage(): string {
  const { root, work } = $cli.paths;
  const directory = join(work, "console-page");
  execFileSync(process.execPath, [join(root, "scripts", "build-console.ts"), directory], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return relative(root, directory);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function createUrl(
  { name: functionName }: sst.aws.Function,
  access: NonNullable<Settings["console"]>["access"],
): $util.Output<string> {
  const authorizationType = access === "secret" ? "NONE" : "AWS_IAM";
  const { functionUrl } = new aws.lambda.FunctionUrl("ConsoleUrl", {
    functionName,
    authorizationType,
    invokeMode: "RESPONSE_STREAM",
  });
  if (authorizationType === "NONE") {
    const anybody = { function: functionName, principal: "*" };
    new aws.lambda.Permission("ConsoleUrlAccess", {
      ...anybody,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "NONE",
    });
    new aws.lambda.Permission("ConsoleUrlInvoke", {
      ...anybody,
      action: "lambda:InvokeFunction",
      invokedViaFunctionUrl: true,
    });
  }
  return functionUrl.apply((url) => url.replace(/\/+$/, ""));
}
