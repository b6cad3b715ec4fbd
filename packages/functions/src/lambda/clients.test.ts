import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Deployment, readDeployment, type Variables } from "../deployment.ts";
import { createClients } from "./clients.ts";

const entries = [{ Source: "hookyard.stripe", DetailType: "payment.succeeded", Detail: "{}" }];
const keys = { AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "hush" };

let server: Server;
let deployment: Deployment;
/** By what the service was asked: the SDK tells its name. */
let agents: (string | undefined)[];
beforeEach(async () => {
  agents = [];
  server = createServer((incoming, outgoing) => {
    agents.push(incoming.headers["user-agent"]);
    incoming.resume();
    outgoing.end('{"Entries":[{"EventId":"1"}]}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  deployment = readDeployment({
    AWS_REGION: "eu-west-1",
    HOOKYARD_STAGE: "test",
    HOOKYARD_BUS: "bus",
    HOOKYARD_TABLE: "table",
    HOOKYARD_BUCKET: "bucket",
    HOOKYARD_OVERFLOW_QUEUE: "https://sqs.eu-west-1.amazonaws.com/111122223333/overflow",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // safe: it listens on a port
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
});

/** Clients of a function with these variables, which the SDK reads from the process itself. */
function clientsWith(variables: Variables) {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return createClients(deployment, variables);
}

test("with keys in the environment nothing of the SDK is asked", async () => {
  const { putEvents, tableCalls } = clientsWith(keys);

  expect(await putEvents(entries)).toEqual([{ EventId: "1" }]);
  await tableCalls.putItem({ TableName: "t", Item: {} });

  expect(agents).toEqual([undefined, undefined]);
});

test("without keys in the environment the SDK looks for them", async () => {
  const { putEvents, tableCalls } = clientsWith({
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PROFILE: "nobody",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_CONFIG_FILE: "/dev/null",
  });

  await expect(putEvents(entries)).rejects.toMatchObject({ name: "CredentialsProviderError" });
  await expect(tableCalls.putItem({ TableName: "t", Item: {} })).rejects.toMatchObject({
    name: "CredentialsProviderError",
  });
  expect(agents).toEqual([]);
});

test.each(["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"])(
  "where %s asks for another address, the plain one is not asked in silence",
  async (name) => {
    const { putEvents, tableCalls } = clientsWith({ ...keys, [name]: "true" });

    // The SDK refuses such an address beside one that is given, which shows that it was told of both.
    await expect(putEvents(entries)).rejects.toThrow("Invalid Configuration");
    await expect(tableCalls.putItem({ TableName: "t", Item: {} })).rejects.toThrow("Invalid Configuration");
    expect(agents).toEqual([]);
  },
);
