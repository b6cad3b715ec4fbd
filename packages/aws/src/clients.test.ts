import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { environmentCredentials } from "./clients.ts";
import { createDynamodbClient } from "./dynamodb-client.ts";
import { createEventBridgeClient } from "./event-bridge-client.ts";
import { createS3Client } from "./s3-client.ts";
import { createSqsClient } from "./sqs-client.ts";

const credentials = async () => ({ accessKeyId: "AKIATEST", secretAccessKey: "test" });
const region = "eu-central-1";

let server: Server;
let endpoint: string;
let requests: { readonly url: string | undefined; readonly port: number | undefined }[];
let answerIt: boolean;
beforeEach(async () => {
  requests = [];
  answerIt = true;
  server = createServer((incoming, outgoing) => {
    requests.push({ url: incoming.url, port: incoming.socket.remotePort });
    incoming.resume();
    if (answerIt) outgoing.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // safe: it listens on a port
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const getItem = () => new GetItemCommand({ TableName: "t", Key: { pk: { S: "a" } } });

test("a second call goes over the first one's connection", async () => {
  const client = createDynamodbClient({ region, credentials, endpoint });

  await client.send(getItem());
  await client.send(getItem());

  expect(new Set(requests.map(({ port }) => port)).size).toBe(1);
  client.destroy();
});

test.each([
  [
    "EventBridge, whose entries the bus tries again itself",
    1,
    (options: object) => {
      const client = createEventBridgeClient({ region, credentials, endpoint, ...options });
      return client.send(new PutEventsCommand({ Entries: [{ Source: "a", DetailType: "b", Detail: "{}" }] }));
    },
  ],
  [
    "DynamoDB",
    2,
    (options: object) => createDynamodbClient({ region, credentials, endpoint, ...options }).send(getItem()),
  ],
  [
    "S3",
    2,
    (options: object) => {
      const client = createS3Client({ region, credentials, endpoint, ...options });
      return client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    },
  ],
  [
    "SQS",
    3,
    (options: object) => {
      const client = createSqsClient({ region, credentials, endpoint, ...options });
      return client.send(new SendMessageCommand({ QueueUrl: `${endpoint}/1/q`, MessageBody: "x" }));
    },
  ],
])("%s is asked %i times at most, and a call without an answer ends", async (_, attempts, send) => {
  answerIt = false;

  await expect(send({ requestTimeoutMilliseconds: 50 })).rejects.toMatchObject({ name: "TimeoutError" });
  expect(requests).toHaveLength(attempts);
});

test("SQS is asked at the endpoint it was given, although the queue's URL names Amazon's", async () => {
  const client = createSqsClient({ region, credentials, endpoint });
  const QueueUrl = `https://sqs.${region}.amazonaws.com/123456789012/orders`;

  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" })).catch(() => undefined); // `{}` is no receipt

  expect(requests).toHaveLength(1);
  client.destroy();
});

test.each([
  ["eu-central-1", "sqs.eu-central-1.amazonaws.com"],
  ["cn-north-1", "sqs.cn-north-1.amazonaws.com.cn"],
])("without an endpoint, SQS is asked in its region: %s", async (name, hostname) => {
  const client = createSqsClient({ region: name, credentials });

  expect((await client.config.endpoint?.())?.hostname).toBe(hostname);
});

describe("the environment's credentials", () => {
  test("are those of a function, with its session", async () => {
    const env = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "session" };

    expect(await environmentCredentials(env)()).toEqual({
      accessKeyId: "AKIA",
      secretAccessKey: "secret",
      sessionToken: "session",
    });
  });

  test("are missed by name, and no value is told", async () => {
    const error: unknown = await environmentCredentials({ AWS_SECRET_ACCESS_KEY: "hush" })().catch(String);

    expect(error).toContain("AWS_ACCESS_KEY_ID");
    expect(error).not.toContain("hush");
  });
});
