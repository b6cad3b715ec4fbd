import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AwsCredentials } from "../clients.ts";
import { createEventBridgeClient } from "../event-bridge-client.ts";
import type { LeanOptions } from "../json-call/lean-options.ts";
import { leanPutEventsCall } from "./lean-put-events-call.ts";
import type { PutEventsCall } from "./put-events-call.ts";
import { sdkPutEventsCall } from "./sdk-put-events-call.ts";

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let endpoint: string;
let answers: Answer[];
let asked: Asked[];
beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer((incoming, outgoing) => {
    void incoming.toArray().then((chunks) => {
      const { method, url, headers } = incoming;
      asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const { status = 200, headers: told = {}, body = taken } = answers.shift() ?? {};
      outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1", ...told }).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // safe: it listens on a port
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const taken = '{"FailedEntryCount":0,"Entries":[{"EventId":"11710aed-b79e-4468-a20b-bb3c0c3b4860"}]}';
const start = Date.parse("2026-11-21T00:00:00Z");
const keys: AwsCredentials = {
  accessKeyId: "AKIATEST",
  secretAccessKey: "hush",
  sessionToken: "IQoJb3Jp/+==",
};

const entry: PutEventsRequestEntry = {
  EventBusName: "hookyard-test",
  Source: "hookyard.stripe",
  DetailType: "payment.succeeded",
  Detail: '{"text":"ä € 𝄞 \\u2028 \\"quoted\\""}',
  Time: new Date("2026-11-21T12:34:56.789Z"),
  TraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
};

function leanOptions(options: Partial<LeanOptions> = {}): LeanOptions {
  return {
    region: "eu-central-1",
    credentials: async () => keys,
    endpoint,
    now: () => start,
    random: () => 0.5,
    sleep: async () => undefined,
    requestTimeoutMilliseconds: 10_000,
    connectionTimeoutMilliseconds: 10_000,
    ...options,
  };
}

const lean = (): PutEventsCall => leanPutEventsCall(leanOptions());
const sdk = (): PutEventsCall => sdkPutEventsCall(createEventBridgeClient(leanOptions()));

/** What a call ends with: its answers, or the name of its error. */
async function endOf(call: PutEventsCall, entries: readonly PutEventsRequestEntry[]): Promise<unknown> {
  try {
    return await call(entries);
  } catch (error) {
    return error instanceof Error ? error.name : error;
  }
}

describe("the request is the one that the SDK's client sends", () => {
  const { Time: _, ...withoutTime } = entry;
  test.each<readonly [string, readonly PutEventsRequestEntry[]]>([
    ["one entry with everything", [entry]],
    [
      "entries without a time, a trace or a bus",
      [withoutTime, { Source: "a", DetailType: "b", Detail: "{}" }],
    ],
    ["a time on the second", [{ ...entry, Time: new Date("2026-11-21T12:34:56Z") }]],
    ["a time before 1970", [{ ...entry, Time: new Date("1969-12-31T23:59:59.5Z") }]],
    ["ten entries", Array.from({ length: 10 }, (_, index) => ({ ...entry, Detail: `{"n":${index}}` }))],
  ])("%s", async (_, entries) => {
    await sdk()(entries);
    await lean()(entries);

    const [theirs, ours] = asked;
    expect(ours?.method).toBe(theirs?.method);
    expect(ours?.url).toBe(theirs?.url);
    expect(JSON.parse(ours?.body ?? "")).toEqual(JSON.parse(theirs?.body ?? ""));
    for (const name of ["content-type", "x-amz-target", "x-amz-security-token", "host"]) {
      expect(ours?.headers[name], name).toBe(theirs?.headers[name]);
    }
    const scope = /Credential=AKIATEST\/\d{8}\/(\S+),/;
    expect(scope.exec(ours?.headers.authorization ?? "")?.[1]).toBe("eu-central-1/events/aws4_request");
    expect(scope.exec(theirs?.headers.authorization ?? "")?.[1]).toBe("eu-central-1/events/aws4_request");
  });
});

describe("an answer is understood as the SDK's client understands it", () => {
  const fault = (body: object, status = 400, headers = {}): Answer => ({
    status,
    headers,
    body: JSON.stringify(body),
  });
  test.each<readonly [string, Answer]>([
    ["all taken", { body: taken }],
    [
      "one of two refused",
      {
        body: '{"FailedEntryCount":1,"Entries":[{"EventId":"1"},{"ErrorCode":"InternalFailure","ErrorMessage":"x"}]}',
      },
    ],
    ["no entries", { body: "{}" }],
    ["a throttle", fault({ __type: "ThrottlingException", message: "Rate exceeded" })],
    ["a throttle with its namespace", fault({ __type: "com.amazonaws.events#ThrottlingException" })],
    ["a code with a link", fault({ __type: "InternalException:http://internal.amazon.com/coral/" }, 500)],
    [
      "a code in the header",
      fault({ message: "no" }, 400, { "x-amzn-errortype": "ResourceNotFoundException" }),
    ],
    [
      "an expired token",
      fault({ __type: "ExpiredTokenException", message: "The security token is expired" }),
    ],
    ["no right", fault({ __type: "AccessDeniedException", Message: "not authorized to perform" })],
    ["no JSON", { body: "{" }],
  ])("%s", async (_, answer) => {
    answers.push(answer, answer);

    const theirs = await endOf(sdk(), [entry, entry]);

    expect(await endOf(lean(), [entry, entry])).toEqual(theirs);
  });
});

describe("with a clock that is an hour off", () => {
  const date = new Date(start + 3_600_000).toUTCString();
  const refused = (): Answer => ({
    status: 403,
    headers: { date },
    body: '{"__type":"InvalidSignatureException","message":"Signature expired"}',
  });

  test("the entries are on the bus with the first call: it is signed again by the service's time", async () => {
    answers.push(refused());

    expect(await lean()([entry])).toEqual([{ EventId: "11710aed-b79e-4468-a20b-bb3c0c3b4860" }]);
    expect(asked.map(({ headers }) => headers["x-amz-date"])).toEqual([
      "20261121T000000Z",
      "20261121T010000Z",
    ]);
  });

  test("a service whose time changes with every answer is not asked without end", async () => {
    for (let hours = 1; hours < 10; hours++) {
      answers.push({ ...refused(), headers: { date: new Date(start + hours * 3_600_000).toUTCString() } });
    }

    expect(await endOf(lean(), [entry])).toBe("InvalidSignatureException");
    expect(asked).toHaveLength(2);
  });
});

test("credentials are asked for each call, since they are renewed", async () => {
  const given = ["AKIAONE", "AKIATWO"];
  const call = leanPutEventsCall(
    leanOptions({ credentials: async () => ({ ...keys, accessKeyId: given.shift() ?? "none" }) }),
  );

  await call([entry]);
  await call([entry]);

  expect(asked.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
    "AKIAONE",
    "AKIATWO",
  ]);
});

test("nothing secret and nothing of an event is in an error", async () => {
  answers.push({ status: 400, body: '{"__type":"UnrecognizedClientException","message":"invalid token"}' });

  const error: unknown = await lean()([entry]).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/hush|AKIATEST|IQoJ|quoted/);
});
