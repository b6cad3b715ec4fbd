import { describe, expect, test, vi } from "vitest";
import { createOperatorApp } from "./app.ts";
import { createOperatorClient } from "./client.ts";
import { createMemoryOperator, type MemoryOperatorState } from "./memory-operator.ts";
import { OperatorError } from "./operator-error.ts";
import { eventRecord, letterRecord, refusedRecord, sourceRecord } from "./operator-records.ts";
import type { DeadLetterFilter, Operator } from "./operator.ts";

const token = "a-token-for-tests";
const url = "http://127.0.0.1:3001";

function clientOf(operator: Operator, given = token): Operator {
  const app = createOperatorApp({ operator, token });
  return createOperatorClient({
    url,
    token: given,
    fetch: async (input, init) => app.request(new Request(input, init)),
  });
}

function answering(answer: () => Response): Operator {
  return createOperatorClient({ url, token, fetch: async () => answer() });
}

function filled(): Partial<MemoryOperatorState> {
  return {
    sources: [
      sourceRecord({
        source: "stripe",
        url: "http://127.0.0.1:3000/webhooks/stripe",
        lastEvent: { id: "evt_1", type: "payment.succeeded", receivedtime: "2026-05-01T10:00:00.000Z" },
        refused: [{ reason: "timestamp_stale", count: 2, lastTime: "2026-05-01T10:00:00.000Z" }],
      }),
    ],
    consumers: [
      {
        consumer: "fulfil-order",
        on: ["payment.*"],
        concurrency: 10,
        deliveries: { scheduled: 1, done: 2, dead: 3, discarded: 4 },
        backlogAgeSeconds: 0.5,
        defined: true,
      },
    ],
    events: [
      eventRecord({ id: "evt_1" }),
      eventRecord({
        id: "evt_2",
        mismatch: { type: "payment.succeeded", issues: [{ path: "amount", message: "missing" }] },
      }),
      eventRecord({
        id: "evt_3",
        conflicting: [
          { receivedtime: "2026-05-01T12:00:00.000Z", event: eventRecord({ id: "evt_3" }).event },
        ],
      }),
    ],
    letters: [
      letterRecord({ eventId: "evt_1" }),
      letterRecord({ eventId: "evt_2", consumer: "notify-team" }),
      letterRecord({ eventId: "evt_3", errorMessage: "No such & ünusual=thing?" }),
    ],
    refused: [
      refusedRecord({ id: "ref_1" }),
      refusedRecord({ id: "ref_2", source: "slack", reason: "timestamp_stale" }),
      refusedRecord({ id: "ref_3", whole: false }),
    ],
    corrected: ["ref_1"],
  };
}

describe("every method answers through the client what the operator behind it answers", () => {
  const reads: readonly (readonly [string, (operator: Operator) => Promise<unknown>])[] = [
    ["overview", (operator) => operator.overview()],
    ["sources", (operator) => operator.sources()],
    ["consumers", (operator) => operator.consumers()],
    ["events", (operator) => operator.events({ limit: 2 })],
    ["events, the next page", (operator) => operator.events({ limit: 2, cursor: "2" })],
    [
      "events, by everything",
      (operator) =>
        operator.events({
          limit: 10,
          source: "stripe",
          type: "payment.*",
          subject: "pi_1",
          providerId: "evt_2_at_stripe",
          since: "2026-05-01T10:00:00.000Z",
          until: "2026-05-01T10:00:00.001Z",
          state: "done",
        }),
    ],
    ["event", (operator) => operator.event("evt_3")],
    ["event that is unknown", (operator) => operator.event("evt_/../../overview?")],
    ["eventsAfter nothing", (operator) => operator.eventsAfter(undefined, 10)],
    ["eventsAfter a cursor", (operator) => operator.eventsAfter("1", 1)],
    ["deadLetterGroups", (operator) => operator.deadLetterGroups({})],
    [
      "deadLetterGroups of some",
      (operator) => operator.deadLetterGroups({ ids: ["evt_1:fulfil-order", "evt_2:notify-team"] }),
    ],
    ["deadLetters", (operator) => operator.deadLetters({}, { limit: 2 })],
    [
      "deadLetters, the next page",
      (operator) => operator.deadLetters({ source: "stripe" }, { limit: 2, cursor: "2" }),
    ],
    [
      "deadLetters by error",
      (operator) => operator.deadLetters({ error: "such & ünusual=thing?" }, { limit: 1000 }),
    ],
    ["deadLetter", (operator) => operator.deadLetter("evt_2:notify-team")],
    ["refusedRequests", (operator) => operator.refusedRequests({}, { limit: 2 })],
    ["refusedRequests, the next page", (operator) => operator.refusedRequests({}, { limit: 2, cursor: "2" })],
    [
      "refusedRequests, by everything",
      (operator) =>
        operator.refusedRequests(
          {
            ids: ["ref_1", "ref_2"],
            source: "stripe",
            reason: "signature_mismatch",
            explanation: "other_source_secret",
            since: "2026-05-01T10:00:00.000Z",
            until: "2026-05-01T10:00:00.001Z",
          },
          { limit: 10 },
        ),
    ],
    ["refusedRequest", (operator) => operator.refusedRequest("ref_2")],
    ["refusedRequest that is unknown", (operator) => operator.refusedRequest("ref_9")],
    ["deadLetter that is unknown", (operator) => operator.deadLetter("evt_9:notify-team")],
  ];

  test.each(reads)("%s", async (_name, read) => {
    const { operator } = createMemoryOperator(filled());

    expect(await read(clientOf(operator))).toEqual(await read(operator));
  });

  test("replayDeadLetters", async () => {
    const { operator, state } = createMemoryOperator(filled());
    const filter: DeadLetterFilter = { consumer: "fulfil-order", until: "2026-05-02T00:00:00.000Z" };

    expect(await clientOf(operator).replayDeadLetters(filter, 1)).toEqual({
      ids: ["evt_1:fulfil-order"],
      left: 1,
    });
    expect(state.letters).toHaveLength(2);
  });

  test("discardDeadLetters", async () => {
    const { operator, state } = createMemoryOperator(filled());
    const id = "evt_2:notify-team";

    const change = await clientOf(operator).discardDeadLetters({ ids: [id] }, 10, "test data");

    expect(change).toEqual({ ids: [id], left: 0 });
    expect(state.discarded).toEqual([{ id, reason: "test data" }]);
  });
});

describe("refused requests", () => {
  test("retryRefused answers for each id, and accepts what passes", async () => {
    const { operator, state } = createMemoryOperator(filled());

    expect(await clientOf(operator).retryRefused(["ref_1", "ref_2", "ref_9"])).toMatchObject([
      { id: "ref_1", status: "accepted" },
      { id: "ref_2", status: "refused", reason: "timestamp_stale" },
      { id: "ref_9", status: "not_found" },
    ]);
    expect(state.refused.map(({ id }) => id)).toEqual(["ref_2", "ref_3"]);
  });

  test("discardRefused", async () => {
    const { operator, state } = createMemoryOperator(filled());

    expect(await clientOf(operator).discardRefused(["ref_2", "ref_9"])).toEqual({ ids: ["ref_2"] });
    expect(state.refused).toHaveLength(2);
  });

  test.each([[[]], [["evt_1"]], [Array.from({ length: 101 }, (_, index) => `ref_${index}`)]])(
    "the ids %j are refused",
    async (ids) => {
      const { operator } = createMemoryOperator(filled());

      expect(await rejection(clientOf(operator).retryRefused(ids))).toMatchObject({
        code: "request_invalid",
      });
    },
  );
});

describe("refusals", () => {
  const { operator } = createMemoryOperator(filled());

  test("carry the code and the fields", async () => {
    const error = await rejection(clientOf(operator).events({ limit: 0 }));

    expect(error).toMatchObject({ code: "request_invalid", fields: [{ field: "limit" }] });
  });

  test("a wrong token is unauthorized", async () => {
    expect(await rejection(clientOf(operator, "wrong").overview())).toMatchObject({ code: "unauthorized" });
  });

  test("nobody there is unreachable", async () => {
    const client = createOperatorClient({
      url,
      token,
      fetch: () => Promise.reject(new TypeError("fetch failed")),
    });

    expect(await rejection(client.overview())).toMatchObject({ code: "unreachable" });
  });

  test("no answer in time is a timeout", async () => {
    const client = createOperatorClient({
      url,
      token,
      timeoutSeconds: 0.001,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
        ),
    });

    expect(await rejection(client.overview())).toMatchObject({ code: "timeout" });
  });

  test.each([
    ["a page of somebody else", () => new Response("<html>", { status: 404 })],
    ["a 200 that is no JSON", () => new Response("ok")],
    ["a 200 of another shape", () => Response.json({ rows: [{ id: 1 }] })],
  ])("%s is answer_invalid", async (_name, answer) => {
    expect(await rejection(answering(answer).events({ limit: 1 }))).toMatchObject({ code: "answer_invalid" });
  });

  test("the token stays out of every message", async () => {
    const errors = await Promise.all([
      rejection(clientOf(operator).events({ limit: 0 })),
      rejection(answering(() => new Response("no", { status: 500 })).overview()),
    ]);

    expect(errors.map(String).join()).not.toContain(token);
  });

  test("a redirect is not followed: the token goes to one address", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json([]));

    await createOperatorClient({ url, token, fetch }).sources();

    expect(fetch.mock.calls[0]?.[1]?.redirect).toBe("error");
  });
});

async function rejection(promise: Promise<unknown>): Promise<OperatorError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof OperatorError) return error;
  throw new Error("expected an OperatorError", { cause: error });
}
