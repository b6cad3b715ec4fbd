import { hash } from "node:crypto";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSqsClient } from "../sqs-client.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { overflowMessages } from "../testing/overflow-messages.ts";
import { awsServers } from "../testing/servers.ts";
import { createSendToOverflow } from "./overflow-queue.ts";

let world: AwsWorld;
let sqs: SQSClient;
beforeEach(async () => {
  world = await createAwsWorld();
  sqs = createSqsClient({
    region: "us-east-1",
    credentials: async () => ({ accessKeyId: "test", secretAccessKey: "test" }),
    endpoint: (await awsServers()).sqsEndpoint,
    maxAttempts: 1, // as the ingest function has it: what is tried again is counted here
  });
});
afterEach(async () => {
  sqs.destroy();
  await world.close();
});

const start = Date.parse("2026-11-21T00:00:00Z");
const deadline = start + 2_000;
const bodies = async (): Promise<readonly string[]> =>
  (await overflowMessages(world)).map(({ body }) => body).sort();

interface SentBatch {
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
}

function setUp() {
  const clock = manualClock(start);
  return { clock, send: createSendToOverflow({ ...clock, sqs, queue: world.overflowQueue }) };
}

/** The bodies of each call so far; the first is answered by `first`. */
function watch(first?: (batch: SentBatch) => Response): string[][] {
  const calls: string[][] = [];
  world.faults.sqs = async (request) => {
    if (!request.headers.get("x-amz-target")?.endsWith("SendMessageBatch")) return undefined;
    const batch = (await request.clone().json()) as SentBatch; // safe: the client's own serialiser
    calls.push(batch.Entries.map(({ MessageBody }) => MessageBody));
    return calls.length === 1 ? first?.(batch) : undefined;
  };
  return calls;
}

test("texts arrive as they are, ten a call", async () => {
  const { send } = setUp();
  const calls = watch();
  const texts = Array.from({ length: 23 }, (_, index) => `{"index":${index},"text":"é 😀"}`);

  expect(await send(texts, deadline)).toEqual(texts.map(() => undefined));
  expect(calls.map(({ length }) => length).sort((one, other) => one - other)).toEqual([3, 10, 10]);
  expect(calls.flat().sort()).toEqual([...texts].sort());
});

test("a call holds 1 MiB at most, all messages together", async () => {
  const { send } = setUp();
  const calls = watch();
  const text = "é".repeat(200_000);

  expect(await send([text, text, text], deadline)).toEqual([undefined, undefined, undefined]);
  expect(calls.map(({ length }) => length).sort((one, other) => one - other)).toEqual([1, 2]);
});

describe("answers are read message by message", () => {
  const answerOf = (entries: SentBatch["Entries"], failure: object) => {
    const [failed, ...sent] = entries;
    return Response.json({
      Successful: sent.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: "x",
        MD5OfMessageBody: hash("md5", MessageBody), // the SDK checks it
      })),
      Failed: [{ Id: failed?.Id, ...failure }],
    });
  };

  test("what SQS could not take is sent again, and nothing else", async () => {
    const { send } = setUp();
    const calls = watch(({ Entries }) => answerOf(Entries, { Code: "InternalError", SenderFault: false }));

    expect(await send(["a", "b"], deadline)).toEqual([undefined, undefined]);
    expect(calls).toEqual([["a", "b"], ["a"]]);
    expect(await bodies()).toEqual(["a"]);
  });

  test("what SQS will never take is not sent again, and named", async () => {
    const { send } = setUp();
    const calls = watch(({ Entries }) =>
      answerOf(Entries, { Code: "InvalidMessageContents", SenderFault: true }),
    );

    expect(await send(["a", "b"], deadline)).toEqual(["InvalidMessageContents", undefined]);
    expect(calls).toHaveLength(1);
  });

  test("a message that the answer does not speak of was not taken", async () => {
    const { send } = setUp();
    const calls = watch(() => Response.json({ Successful: [], Failed: [] }));

    expect(await send(["a"], deadline)).toEqual([undefined]);
    expect(calls).toEqual([["a"], ["a"]]);
  });
});

test("a queue that refuses everything is given up before the deadline, with its last word", async () => {
  const { send, clock } = setUp();
  world.faults.sqs = () => serviceError("RequestThrottled", "slow down");

  expect(await send(["a", "b"], deadline)).toEqual(["RequestThrottled", "RequestThrottled"]);
  expect(clock.now()).toBeLessThan(deadline);
  expect(clock.waits.length).toBeGreaterThan(3);
});
