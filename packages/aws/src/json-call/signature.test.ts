import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { createDynamodbClient } from "../dynamodb-client.ts";
import { createSigner } from "./signature.ts";

/** A request as the SDK's client signs and sends it. */
async function signedBySdk(
  sessionToken?: string,
): Promise<{ headers: IncomingMessage["headers"]; body: Buffer }> {
  const received = Promise.withResolvers<{ headers: IncomingMessage["headers"]; body: Buffer }>();
  const server = createServer((incoming, outgoing) => {
    void incoming.toArray().then((chunks) => {
      received.resolve({ headers: incoming.headers, body: Buffer.concat(chunks) });
      outgoing.end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  const client = createDynamodbClient({
    region: "eu-central-1",
    credentials: async () => ({ ...keys, ...(sessionToken !== undefined && { sessionToken }) }),
    endpoint: `http://127.0.0.1:${port}`,
  });
  await client.send(new PutItemCommand({ TableName: "t", Item: { pk: { S: "ä € 𝄞" } } }));
  client.destroy();
  server.close();
  return received.promise;
}

const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

function signAgain(
  sign: ReturnType<typeof createSigner>,
  { headers, body }: { headers: IncomingMessage["headers"]; body: Buffer },
  sessionToken?: string,
): string | undefined {
  const [, names = ""] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const signed = names
    .split(";")
    .filter((name) => name !== "x-amz-date" && name !== "x-amz-security-token")
    .map((name) => [name, String(headers[name])] as const);
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers["x-amz-date"])) ?? [];
  return sign({
    service: "dynamodb",
    region: "eu-central-1",
    credentials: { ...keys, ...(sessionToken !== undefined && { sessionToken }) },
    time: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
    headers: Object.fromEntries(signed),
    body,
  })["authorization"];
}

test.each([[undefined], ["IQoJb3JpZ2luX2VjE+session/token=="]])(
  "the signature is the one that the SDK's client sends for the same request: session %s",
  async (sessionToken) => {
    const request = await signedBySdk(sessionToken);

    expect(signAgain(createSigner(), request, sessionToken)).toBe(request.headers.authorization);
  },
);

/** The example "POST vanilla" of AWS's own suite for signers. */
const example = {
  service: "service",
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  time: new Date("2015-08-30T12:36:00Z"),
  headers: { host: "example.amazonaws.com" },
  body: Buffer.alloc(0),
};

test("the signature is the one that AWS published for its example", () => {
  expect(createSigner()(example)["authorization"]).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  );
});

test.each([
  ["the day", { time: new Date("2015-08-31T00:00:00Z") }],
  ["the secret", { credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "other" } }],
  ["the region", { region: "eu-west-1" }],
])("what was kept of %s before is not used after it changed", (_, change) => {
  const sign = createSigner();
  sign(example);

  expect(sign({ ...example, ...change })).toEqual(createSigner()({ ...example, ...change }));
});
