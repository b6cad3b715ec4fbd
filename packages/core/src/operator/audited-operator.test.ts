import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import type { AuditAction, AuditTrail } from "./audit.ts";
import { auditedOperator } from "./audited-operator.ts";
import { createMemoryOperator } from "./memory-operator.ts";
import { mountRoutes } from "./mount-routes.ts";
import type { Operator } from "./operator.ts";
import { OperatorError } from "./operator-error.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

function listTrail(): AuditTrail & { readonly actions: AuditAction[]; readonly outcomes: string[] } {
  const actions: AuditAction[] = [];
  const outcomes: string[] = [];
  return {
    actions,
    outcomes,
    begin: async (action) => String(actions.push(action)),
    end: async (_id, outcome) => void outcomes.push(outcome),
    entries: async () => ({ rows: [] }),
  };
}

const commandLine = { name: "command line", role: "operator" } as const;

const replayMethods = (
  "planReplay startJob jobs job pauseJob resumeJob cancelJob checkOut checkedOut extendCheckOut " +
  "returnCheckOut replayCheckOut editDeadLetter"
).split(" ");

/** Every method answers: what is asked of it is not what is tested here. */
function compliant(): Operator {
  const answer = async (): Promise<object> => ({});
  const part = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, answer]));
  const { operator } = createMemoryOperator();
  return {
    ...part(...Object.keys(operator), "backfill", "auditEntries"),
    replays: part(...replayMethods),
    consumerControl: part("pause", "resume", "explain"),
    samples: part("types", "send"),
  } as unknown as Operator; // safe: whatever is called answers
}

const request = {
  what: { kind: "dead-letters", filter: {} },
  to: { kind: "consumer" },
  limits: { canary: 1, ratePerSecond: 1, maxBacklogAgeSeconds: 60, maxFailureShare: 1 },
  force: false,
  again: false,
};
/** A body for each changing path. */
const bodies: Readonly<Record<string, object>> = {
  "/v1/dead-letters/replay": { filter: { consumer: "audit" }, limit: 3 },
  "/v1/dead-letters/discard": { filter: {}, limit: 3, reason: "cancelled" },
  "/v1/dead-letters/:id/edit": { edits: [{ path: "data.amount", value: 5 }], reason: "a typo" },
  "/v1/jobs": { id: "job_7f3a", request },
  "/v1/check-outs": { id: "chk_7f3a", letters: ["evt_1:audit"], seconds: 600 },
  "/v1/check-outs/:id/extend": { seconds: 600 },
  "/v1/sources/:id/samples": { type: "payment_intent.succeeded" },
  "/v1/backfill": { source: "stripe", requests: [{ headers: [], body: "{}" }] },
  "/v1/refused/retry": { ids: ["ref_1"] },
  "/v1/refused/discard": { ids: ["ref_1"] },
};

/** What the operator API itself writes down for a request. */
async function writtenByRoute(route: Route, body: object): Promise<readonly AuditAction[]> {
  const trail = listTrail();
  const app = new Hono();
  mountRoutes(app, {
    operator: compliant(),
    actor: () => commandLine,
    audit: trail,
    wait: async () => undefined,
  });
  const response = await app.request(route.path.replace(":id", "some-id"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
  return trail.actions;
}

describe("an operator that writes down what is done", () => {
  test.each(routes.filter(({ changes }) => changes).map((route) => [route.path, route] as const))(
    "writes for %s what the operator API writes",
    async (path, route) => {
      const trail = listTrail();
      const body = bodies[path] ?? {};

      await route.run(auditedOperator(compliant(), trail, commandLine), { id: "some-id", query: {}, body });

      expect(trail.actions).toEqual(await writtenByRoute(route, body));
      expect(trail.outcomes).toEqual(["done"]);
    },
  );

  test("writes nothing for what only looks", async () => {
    const trail = listTrail();
    const looking = routes.filter(({ changes, answer }) => !changes && answer !== undefined);
    const operator = auditedOperator(compliant(), trail, commandLine);

    for (const route of looking) {
      const body = { event: {}, request };
      await route.run(operator, { id: "some-id", query: { limit: 1 }, body });
    }

    expect(trail.actions).toEqual([]);
  });

  test("does nothing that it could not write down, and writes how it failed", async () => {
    const { operator, state } = createMemoryOperator();
    const trail = listTrail();
    const full = new OperatorError("aws_throttled", "the table is busy");
    const broken = auditedOperator(operator, { ...trail, begin: () => Promise.reject(full) }, commandLine);
    const failing = auditedOperator(
      { ...operator, discardRefused: () => Promise.reject(new Error("bug")) },
      trail,
      commandLine,
    );

    await expect(broken.discardDeadLetters({}, 1, "x")).rejects.toBe(full);
    await expect(failing.discardRefused(["ref_1"])).rejects.toThrow("bug");

    expect(state.discarded).toEqual([]);
    expect(trail.outcomes).toEqual(["failed"]);
  });
});
