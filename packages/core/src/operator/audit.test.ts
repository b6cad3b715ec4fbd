import { describe, expect, test } from "vitest";
import { createOperatorApp } from "./app.ts";
import { type AuditAction, auditDetail, type AuditTrail } from "./audit.ts";
import { createMemoryOperator } from "./memory-operator.ts";
import { letterRecord } from "./operator-records.ts";
import type { Operator } from "./operator.ts";

const token = "a-token-for-tests";

function world(changes: Partial<Operator> = {}, begin?: AuditTrail["begin"]) {
  const { operator, state } = createMemoryOperator({ letters: [letterRecord({ eventId: "evt_1" })] });
  const actions: AuditAction[] = [];
  const outcomes: string[] = [];
  const audit: AuditTrail = {
    begin: begin ?? (async (action) => String(actions.push(action))),
    end: async (_id, outcome) => void outcomes.push(outcome),
    entries: async () => ({ rows: [] }),
  };
  const app = createOperatorApp({ operator: { ...operator, ...changes }, token, audit });
  const send = (path: string, body?: object): Response | Promise<Response> =>
    app.request(path, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
  return { send, state, actions, outcomes };
}

describe("what the token's holder does", () => {
  test("is in the trail with its outcome; what they look at is not", async () => {
    const { send, actions, outcomes } = world();

    await send("/v1/overview");
    await send("/v1/dead-letters/discard", { filter: {}, limit: 1, reason: "old" });

    expect(actions).toEqual([
      {
        who: "command line",
        role: "operator",
        action: "dead-letters/discard",
        detail: '{"filter":{},"limit":1,"reason":"old"}',
      },
    ]);
    expect(outcomes).toEqual(["done"]);
  });

  test("that fails is in the trail with the problem", async () => {
    const discardDeadLetters = () => Promise.reject(new TypeError("a bug"));
    const { send, outcomes } = world({ discardDeadLetters });

    const response = await send("/v1/dead-letters/discard", { filter: {}, limit: 1, reason: "old" });

    expect([response.status, outcomes]).toEqual([500, ["failed"]]);
  });

  test("is not done when it cannot be written down", async () => {
    const { send, state } = world({}, () => Promise.reject(new Error("the disk is full")));

    const response = await send("/v1/dead-letters/discard", { filter: {}, limit: 1, reason: "old" });

    expect(response.status).toBe(500);
    expect(state.letters).toHaveLength(1);
  });

  test("that is not understood is no action", async () => {
    const { send, actions } = world();

    await send("/v1/dead-letters/discard", { filter: {} });

    expect(actions).toEqual([]);
  });
});

test("the detail holds no new value of an edit, no pattern over payloads and no webhook, and is bounded", () => {
  const edit = { edits: [{ path: "data.card", value: "4242" }], reason: "wrong" };

  expect(auditDetail(edit)).toBe('{"edits":[{"path":"data.card"}],"reason":"wrong"}');
  expect(auditDetail({ source: "stripe", requests: [{ body: "secret" }] })).toBe('{"source":"stripe"}');
  expect(auditDetail({ filter: { where: { data: { card: ["4242"] } } } })).toBe('{"filter":{}}');
  expect(auditDetail({ ids: Array.from({ length: 500 }, () => "ref_1") }).length).toBeLessThan(600);
  expect([auditDetail({}), auditDetail(undefined)]).toEqual(["", ""]);
});
