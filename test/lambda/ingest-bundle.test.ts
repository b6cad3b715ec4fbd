import { createServer } from "node:http";
import { join } from "node:path";
import { putEventsAnswer } from "@hookyard/aws/testing/event-bridge-service";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleFunction, createBundleFolder, functionsFolder } from "./support/bundle.ts";
import { type DeployedStage, deployStage } from "./support/deploy.ts";
import { createServiceServer, type LoopbackServer, serveOnLoopback } from "./support/http-server.ts";
import { post } from "./support/told.ts";

/** What an instance loads before it can answer: the sender of the first webhook waits for it. */
const maxStartBytes = 200_000;

test("the ingest function starts with 200 KB at most, with the router that a team begins with", async () => {
  const { folder, remove } = createBundleFolder();

  const { startBytes } = await bundleFunction(join(functionsFolder, "ingest.ts"), folder);

  remove();
  expect(startBytes).toBeLessThanOrEqual(maxStartBytes);
});

let stage: DeployedStage;
let eventBridge: LoopbackServer;
let container: LoopbackServer;
/** The keys with which EventBridge was asked. */
let keys: (string | undefined)[];
beforeAll(async () => {
  stage = await deployStage();
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
});
afterAll(async () => {
  await Promise.all([stage.close(), eventBridge.close(), container.close()]);
});

beforeEach(() => {
  keys = [];
});

test("without keys in its environment the function finds them by the SDK's chain", async () => {
  const ingest = await stage.start("ingest", {
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: container.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge.url,
  });

  await post(ingest, "keys of a container", "well");

  expect(keys).toEqual(["OFTHECONTAINER"]);
});

test("with keys in its environment it is asked with those", async () => {
  const ingest = await stage.start("ingest", { AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge.url });

  await post(ingest, "keys of the environment", "well");

  expect(keys).toEqual(["test"]);
});
