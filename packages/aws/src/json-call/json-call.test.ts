import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJsonCall, type JsonCall, type JsonCallOptions } from "./json-call.ts";

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** In place of an answer. */
  readonly trouble?: "reset" | "hang" | "cut";
}

let server: Server;
let answers: Answer[];
let requests: {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly port: number | undefined;
}[];
let waits: number[];
beforeEach(async () => {
  answers = [];
  requests = [];
  waits = [];
  server = createServer((incoming, outgoing) => {
    void incoming.toArray().then((chunks) => {
      const port = incoming.socket.remotePort;
      requests.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString(), port });
      const { status = 200, headers = {}, body = "{}", trouble } = answers.shift() ?? {};
      if (trouble === "hang") return;
      if (trouble === "reset") return void incoming.socket.destroy();
      outgoing.writeHead(status, trouble === "cut" ? { ...headers, "content-length": "100" } : headers);
      if (trouble !== "cut") return void outgoing.end(body);
      outgoing.write(body, () => incoming.socket.destroy());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const start = Date.parse("2026-11-21T00:00:00Z");

function jsonCall(options: Partial<JsonCallOptions> = {}): JsonCall {
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return createJsonCall({
    service: "dynamodb",
    region: "eu-central-1",
    jsonVersion: "1.0",
    targetPrefix: "DynamoDB_20120810",
    endpoint: new URL(`http://127.0.0.1:${port}`),
    credentials: async () => ({ accessKeyId: "AKIATEST", secretAccessKey: "hush" }),
    maxAttempts: 2,
    maxSockets: 50,
    connectionTimeoutMilliseconds: 5_000,
    requestTimeoutMilliseconds: 5_000,
    now: () => start,
    random: () => 0.5,
    sleep: async (milliseconds) => void waits.push(milliseconds),
    ...options,
  });
}

const fault = (code: string, status = 400, headers = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: "no" }),
});

test("an operation is asked for as the protocol says, and its output answered", async () => {
  answers.push({ body: `{"Item":{"pk":{"S":"ä"}}}` });

  const output = await jsonCall()("GetItem", { TableName: "t", Key: { pk: { S: "ä" } } });

  expect(output).toEqual({ Item: { pk: { S: "ä" } } });
  expect(requests).toMatchObject([
    {
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.GetItem",
        "x-amz-date": "20261121T000000Z",
      },
      body: `{"TableName":"t","Key":{"pk":{"S":"ä"}}}`,
    },
  ]);
});

test("a second call goes over the first one's connection", async () => {
  const call = jsonCall();

  await call("GetItem", {});
  await call("GetItem", {});

  expect(new Set(requests.map(({ port }) => port)).size).toBe(1);
});

test.each<readonly [string, Answer]>([
  ["ProvisionedThroughputExceededException", fault("ProvisionedThroughputExceededException")],
  ["ThrottlingException", fault("ThrottlingException")],
  ["InternalServerError", fault("InternalServerError", 500)],
  ["HTTP 503", { status: 503, body: "<html>unavailable</html>" }],
  ["HTTP 429", { status: 429, body: "" }],
  ["ECONNRESET", { trouble: "reset" }],
  ["ECONNRESET", { trouble: "cut", body: "{" }],
  ["TimeoutError", { trouble: "hang" }],
])("%s is tried again, with a wait, and told when it lasts", async (code, answer) => {
  const call = jsonCall({ requestTimeoutMilliseconds: 100 });
  answers.push(answer);

  expect(await call("PutItem", {})).toEqual({});
  expect(waits).toEqual([25]);

  answers.push(answer, answer);
  const error: unknown = await call("PutItem", {}).catch((thrown: unknown) => thrown);
  expect(requests).toHaveLength(4);
  expect([(error as Error).name, (error as { code?: unknown }).code]).toContain(code);
});

test.each<readonly [string, Answer]>([
  ["ConditionalCheckFailedException", fault("ConditionalCheckFailedException")],
  ["ValidationException", fault("ValidationException")],
  ["AccessDeniedException", fault("AccessDeniedException")],
  ["ExpiredTokenException", { status: 400, body: `{"__type":"ExpiredTokenException","Message":"no"}` }],
  [
    "ResourceNotFoundException",
    { status: 400, headers: { "x-amzn-errortype": "ResourceNotFoundException:http://x/" } },
  ],
])("%s is told at once", async (name, answer) => {
  answers.push(answer);

  await expect(jsonCall()("PutItem", {})).rejects.toMatchObject({ name, status: 400 });
  expect(requests).toHaveLength(1);
});

test("a connection that is refused is tried again and told by its code", async () => {
  const call = jsonCall();
  server.close();
  server.closeAllConnections();

  await expect(call("PutItem", {})).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(waits).toHaveLength(1);
});

test("nothing secret is in an error", async () => {
  answers.push(fault("UnrecognizedClientException"));

  const error: unknown = await jsonCall()("PutItem", { secret: "of the body" }).catch(
    (thrown: unknown) => thrown,
  );

  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/hush|AKIATEST|of the body/);
});

describe("with a clock that is an hour off", () => {
  const date = new Date(start + 3_600_000).toUTCString();

  test("the request is signed again by the service's time, and so is every later one", async () => {
    const call = jsonCall();
    answers.push(fault("InvalidSignatureException", 400, { date }));

    await call("PutItem", {});
    await call("PutItem", {});

    expect(requests.map(({ headers }) => headers["x-amz-date"])).toEqual([
      "20261121T000000Z",
      "20261121T010000Z",
      "20261121T010000Z",
    ]);
    expect(waits).toEqual([]);
  });

  test("a signature that is refused by the right time is told at once", async () => {
    answers.push(fault("InvalidSignatureException", 400, { date: new Date(start).toUTCString() }));

    await expect(jsonCall()("PutItem", {})).rejects.toMatchObject({ name: "InvalidSignatureException" });
    expect(requests).toHaveLength(1);
  });
});
