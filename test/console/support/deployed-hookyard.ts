import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { openStage, readStageResources, readStageSecrets } from "@hookyard/aws/open-stage";
import { startCloudwatchService } from "@hookyard/aws/testing/cloudwatch-service";
import { startLambdaService } from "@hookyard/aws/testing/lambda-service";
import type { ConsoleKeys } from "@hookyard/console";
import { writePage } from "@hookyard/console/server/built-page";
import { bundlePage } from "@hookyard/console/server/bundle";
import type { Operator } from "@hookyard/core";
import type { Plugin } from "esbuild";
import { bundleFunction, createBundleFolder, functionsFolder } from "../../lambda/support/bundle.ts";
import { type LoopbackServer, serveOnLoopback } from "../../lambda/support/http-server.ts";
import { type LambdaProcess, startLambda } from "../../lambda/support/lambda-process.ts";
import { pollOnce, startStage } from "../../lambda/support/stage.ts";
import type { HttpResult } from "../../lambda/support/webhook.ts";
import { router } from "../fixture/router.ts";
import { functionUrlEvent, orBadGateway } from "./function-url.ts";
import { writeLinkedFile } from "./linked-file.ts";
import {
  type StreamingLambda,
  type StreamingLambdaOptions,
  startStreamingLambda,
} from "./streaming-lambda.ts";

/** The fixture's Hookyard as it is deployed: every function as its bundle in a process, before stand-ins for AWS on loopback. */
export interface DeployedHookyard {
  /** What providers post to. */
  readonly url: string;
  readonly console: StreamingLambda;
  readonly keys: ConsoleKeys;
  /** The stage as the command line opens it. */
  readonly operator: Operator;
  /** Another instance of the console's function. */
  startConsole(options?: Partial<StreamingLambdaOptions>): Promise<StreamingLambda>;
  close(): Promise<void>;
}

const fixture = join(import.meta.dirname, "../fixture");
const names = Object.keys(router.consumers);
const pollMilliseconds = 40;

/** A team's router and what `infra/console.ts` leaves out of the bundle. */
const asDeployed: Plugin = {
  name: "as-deployed",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/router\.ts$/ }, ({ importer }) =>
      importer.startsWith(functionsFolder) ? { path: join(fixture, "router.ts") } : undefined,
    );
    onResolve({ filter: /^esbuild$/ }, () => ({ path: "esbuild", external: true }));
  },
};

export async function deployHookyard(secret: string): Promise<DeployedHookyard> {
  const { folder, remove } = createBundleFolder();
  const bundle = (source: string) => bundleFunction(source, folder, { plugins: [asDeployed] });
  await writePage(await bundlePage(), join(folder, "page")); // by itself: it ends the bundler when it is done
  const [stage, cloudwatch, mappings, ingestBundle, consoleBundle, ...consumerBundles] = await Promise.all([
    startStage(router),
    startCloudwatchService(),
    startLambdaService(Date.now),
    bundle(join(functionsFolder, "ingest.ts")),
    bundle(join(functionsFolder, "console.ts")),
    ...names.map((name) => bundle(join(fixture, `consumers/${name}.ts`))),
  ] as const);
  for (const name of names)
    mappings.mappings.set(name, { state: "Enabled", lastModified: Date.now() / 1000 });

  const ingest = await startLambda(ingestBundle.file, stage.environment({ HOOKYARD_SECRET_STRIPE: secret }));
  const door = await serveIngest(ingest);
  let console: StreamingLambda | undefined;
  const lambdaApi = await serveLambdaApi(mappings.endpoint, () => console?.url ?? "");
  const keys = { operator: randomBytes(24).toString("hex"), viewer: randomBytes(24).toString("hex") };
  const linked = {
    HookyardStage: {
      url: door.url,
      region: "eu-west-1",
      stage: "test",
      bus: "hookyard-test",
      archive: "hookyard-test-archive",
      table: "hookyard-test-table",
      bucket: "hookyard-test-bodies",
      overflowQueue: stage.overflowQueue,
      ingestFunction: "ingest",
      alarmTopic: "arn:aws:sns:eu-west-1:123456789012:alarms",
      sources: { stripe: { secretName: "StripeSecret" } },
      consumers: Object.fromEntries(
        await Promise.all(
          names.map(async (name) => {
            const targetDeadLetterQueue = await stage.sqs.create(`${name}-target`);
            const own = { queue: stage.queueOf(name), deadLetterQueue: stage.deadLetterQueueOf(name) };
            return [name, { ...own, targetDeadLetterQueue, function: name, rule: name, mapping: name }];
          }),
        ),
      ),
    },
    StripeSecret: { value: secret },
    ConsoleOperatorSecret: { value: keys.operator },
    ConsoleViewerSecret: { value: keys.viewer },
  };
  const env = stage.environment({
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudwatch.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: lambdaApi.url,
    AWS_LAMBDA_FUNCTION_NAME: "console",
    LAMBDA_TASK_ROOT: folder,
    HOOKYARD_CONSOLE_PAGE: "page",
    ...writeLinkedFile(join(folder, "resource.enc"), linked),
  });
  const started: StreamingLambda[] = [];
  const startConsole = async (options: Partial<StreamingLambdaOptions> = {}): Promise<StreamingLambda> => {
    const instance = await startStreamingLambda(consoleBundle.file, {
      ...options,
      env: { ...env, ...options.env },
    });
    started.push(instance);
    return instance;
  };
  console = await startConsole();
  const polling = new AbortController();
  const consumers = await Promise.all(
    names.map(async (name, index) => {
      const file = consumerBundles[index];
      if (file === undefined) throw new Error(`the consumer ${name} was not bundled`);
      return { name, lambda: await startLambda(file.file, stage.consumerEnvironment(name)) };
    }),
  );
  const polls = consumers.map(async ({ name, lambda }) => {
    while (!polling.signal.aborted) {
      const isOn = mappings.mappings.get(name)?.state === "Enabled";
      const got = isOn ? (await pollOnce(stage, stage.queueOf(name), lambda)).received.length : 0;
      if (got === 0) await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
  });
  const sharedEnv = Object.fromEntries(
    Object.entries(linked).map(([name, value]) => [`SST_RESOURCE_${name}`, JSON.stringify(value)]),
  );
  const resources = readStageResources(sharedEnv, "test");
  const operator = openStage({
    resources,
    env,
    secrets: readStageSecrets(sharedEnv, resources),
    router,
    now: () => new Date(),
  });
  return {
    url: door.url,
    console,
    keys,
    operator,
    startConsole,
    async close() {
      polling.abort();
      await Promise.all(polls);
      await operator.close();
      await Promise.all(
        [ingest, ...consumers.map(({ lambda }) => lambda), ...started].map((each) => each.stop()),
      );
      cloudwatch.close();
      mappings.close();
      await Promise.all([stage.close(), door.close(), lambdaApi.close()]);
      remove();
    },
  };
}

/** A Function URL that waits for the whole answer, before one instance: it takes one request after the other. */
function serveIngest(ingest: LambdaProcess): Promise<LoopbackServer> {
  let before: Promise<unknown> = Promise.resolve();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const event = await functionUrlEvent(request);
    const mine = before.then(() => ingest.invoke<HttpResult>(event));
    before = mine.catch(() => undefined);
    const { statusCode, headers, body } = await mine;
    response.writeHead(statusCode, headers).end(body);
  };
  return serveOnLoopback(createServer(orBadGateway(answer)));
}

/** Lambda's API: the console's function is invoked, and everything else is asked of the event source mappings' stand-in. */
function serveLambdaApi(mappings: string, consoleUrl: () => string): Promise<LoopbackServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = "/", method = "GET" } = request;
    const body = method === "GET" ? undefined : Buffer.concat(await request.toArray());
    const isInvocation = url.endsWith("/functions/console/invocations");
    const to = isInvocation ? `${consoleUrl()}/invoke` : `${mappings}${url}`;
    const answered = await fetch(to, { method, ...(body !== undefined && { body }) });
    const type = answered.headers.get("x-amzn-errortype");
    const headers = {
      "content-type": "application/json",
      ...(type !== null && { "x-amzn-errortype": type }),
    };
    response.writeHead(answered.status, headers).end(Buffer.from(await answered.arrayBuffer()));
  };
  return serveOnLoopback(createServer(orBadGateway(answer)));
}
