import type { SQSEvent } from "aws-lambda";
import { expect, test } from "vitest";
import { createOverflowFunction } from "./overflow-function.ts";

const event = {
  Records: ["m-1", "m-2", "m-3"].map((messageId) => ({ messageId, body: `body of ${messageId}` })),
} as unknown as SQSEvent; // safe: of a record only these two are read

test("what could not be put on the bus stays in the queue, message by message", async () => {
  const drained: unknown[] = [];
  const counts: unknown[] = [];
  const handler = createOverflowFunction({
    drain: async (messages, deadline) => {
      drained.push(messages, deadline);
      return { put: 2, failed: [{ messageId: "m-2", code: "ThrottlingException" }] };
    },
    telemetry: {
      log: () => undefined,
      count: (...counted) => void counts.push(counted),
      begin: () => undefined,
    },
    now: () => 1_000_000,
  });

  const answer = await handler(event, { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 });

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "m-2" }] });
  expect(drained).toEqual([
    [
      { messageId: "m-1", body: "body of m-1" },
      { messageId: "m-2", body: "body of m-2" },
      { messageId: "m-3", body: "body of m-3" },
    ],
    1_028_000,
  ]);
  expect(counts).toEqual([[{ OverflowDrained: 2, NotStored: 1 }, {}, { codes: "ThrottlingException" }]]);
});
