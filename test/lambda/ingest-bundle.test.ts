import { createServer } from "node:http";
import { join } from "node:path";
import { putEventsAnswer } from "@hookyard/aws/testing/event-bridge-service";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleFunction, createBundleFolder, functionsFolder } from "./support/bundle.ts";
import { withFixtureRouter } from "./support/deploy.ts";
import { createServiceServer, type LoopbackServer, serveOnLoopback } from "./support/http-server.ts";
import { type LambdaProcess, startLambda } from "./support/lambda-process.ts";
import { type Stage, startStage } from "./support/stage.ts";
import { post } from "./support/told.ts";
import { secret } from "./support/webhook.ts";
import { router } from "./fixture/router.ts";

/** What an instance loads before it can answer: the sender of the first webhook waits for it. */
const maxStartBytes = 200_000;

const source = join(functionsFolder, "ingest.ts");
const { folder, remove } = createBundleFolder();
let file: string;
let stage: Stage;
let eventBridge: LoopbackServer;
let container: LoopbackServer;
/** The keys with which EventBridge was asked. */
let keys: (string | undefined)[];
let started: LambdaProcess[];
beforeAll(async () => {
  stage = await startStage(router);
  ({ file } = await bundleFunction(source, folder, { name: "fixture", plugins: [withFixtureRouter] }));
  eventBridge = await serveOnLoopback(
    createServiceServer(async (request) => {
      keys.push(/Credential=(\w+)/.exec(request.headers.get("authorization") ?? "")?.[1]);
      return putEventsAnswer([{ EventId: "1" }]);
    }),
  );
  container = await serveOnLoopback(
    createServer((_, outgoing) => {
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      const found = { AccessKeyId: "OFTHECONTAINER", SecretAccessKey: "hush", Token: "session", Expiration };
      outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
    }),
  );
}, 60_000);
beforeEach(() => {
  keys = [];
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((lambda) => lambda.stop()));
});
afterAll(async () => {
  await Promise.all([stage.close(), eventBridge.close(), container.close()]);
  remove();
});

async function start(env: Readonly<Record<string, string>>): Promise<LambdaProcess> {
  const lambda = await startLambda(file, {
    ...stage.environment(),
    HOOKYARD_SECRET_STRIPE: secret,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge.url,
    ...env,
  });
  started.push(lambda);
  return lambda;
}

test("the ingest function starts with 200 KB at most, with the router that a team begins with", async () => {
  const { startBytes } = await bundleFunction(source, folder);

  expect(startBytes).toBeLessThanOrEqual(maxStartBytes);
});

test("without keys in its environment the function finds them by the SDK's chain", async () => {
  const ingest = await start({
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: container.url,
  });

  await post(ingest, "keys of a container", "well");

  expect(keys).toEqual(["OFTHECONTAINER"]);
});

test("with keys in its environment EventBridge is asked with those", async () => {
  const ingest = await start({});

  await post(ingest, "keys of the environment", "well");

  expect(keys).toEqual(["test"]);
});
