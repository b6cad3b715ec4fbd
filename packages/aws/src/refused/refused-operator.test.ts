import { defineRouter, type PublishResult, source } from "@hookyard/core";
import { neededHeaders } from "@hookyard/core/forensics/needed-headers";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample, signWebhook } from "@hookyard/core/testing";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import { headerPairs } from "@hookyard/core/webhook-request";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { createRefusedOperator, type RefusedOperator } from "./refused-operator.ts";
import { createRefusedStore, type RefusedStore } from "./refused-store.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), "stripe-test": source(stripe) },
  consumers: { all: { on: ["*"] } },
});
const received = new Date("2026-01-01T00:00:00Z");

let world: AwsWorld;
let store: RefusedStore;
let secrets: Record<string, readonly string[]>;
let answer: PublishResult;
let operator: RefusedOperator;
beforeEach(async () => {
  world = await createAwsWorld();
  store = createRefusedStore({ dynamodb: world.dynamodb, table: world.table });
  secrets = { stripe: ["whsec_right"], "stripe-test": ["whsec_test"] };
  answer = { status: "accepted" };
  operator = createRefusedOperator({
    store,
    sources: Object.keys(router.sources),
    router,
    secrets: (name) => secrets[name] ?? [],
    bus: { publish: async (entries) => entries.map(() => answer) },
  });
});
afterEach(() => world.close());

/** Keeps a webhook that was signed with this secret, as the door refuses it. */
async function refuse(secret: string, at = received): Promise<string> {
  const request = await signWebhook(stripe, {
    secret,
    url: "https://hooks.example.com/webhooks/stripe",
    now: at,
    ...createSample(stripe, { now: at, random: repeatableBytes("refused") }),
  });
  const headers = await neededHeaders(stripe, { ...request, headers: headerPairs(request.headers) }, ["x"]);
  const id = await store.keep({
    source: "stripe",
    code: "signature_invalid",
    reason: "signature_mismatch",
    receivedtime: at.toISOString(),
    method: request.method,
    url: request.url,
    headers,
    body: request.body,
  });
  return id ?? "";
}

describe("refused requests of a stage", () => {
  test("are explained when somebody looks, and nothing secret is shown", async () => {
    const id = await refuse("whsec_test");

    const page = await operator.list({}, { limit: 10 });
    const detail = await operator.show(id);

    expect(page.rows).toMatchObject([
      { id, explanation: { code: "other_source_secret", evidence: "signature" } },
    ]);
    expect(detail).toMatchObject({ method: "POST", path: "/webhooks/stripe" });
    expect(detail?.headers).toContain("stripe-signature");
    expect(JSON.stringify([page, detail])).not.toMatch(/whsec|v1=/);
  });

  test("are filtered and come in pages, newest first", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index++)
      ids.unshift(await refuse("whsec_wrong", new Date(received.getTime() + index * 1000)));

    const first = await operator.list({}, { limit: 2 });
    const second = await operator.list(
      {},
      { limit: 2, ...(first.next !== undefined && { cursor: first.next }) },
    );

    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeUndefined();
    expect((await operator.list({ source: "stripe-test" }, { limit: 9 })).rows).toEqual([]);
    expect((await operator.list({ reason: "timestamp_too_old" }, { limit: 9 })).rows).toEqual([]);
    expect((await operator.list({ since: "2026-01-01T00:00:02Z" }, { limit: 9 })).rows).toHaveLength(1);
    expect((await operator.countsBySource()).get("stripe")).toMatchObject([
      { reason: "signature_mismatch", count: 3 },
    ]);
  });

  test("become events when the secret was corrected, though their timestamps are old by now", async () => {
    const id = await refuse("whsec_correct");
    expect(await operator.retry([id])).toMatchObject([{ id, status: "refused", events: [] }]);

    secrets["stripe"] = ["whsec_correct"];

    expect(await operator.retry([id])).toMatchObject([
      { id, status: "accepted", events: [expect.stringMatching(/^evt_/)] },
    ]);
    expect(await operator.retry([id])).toMatchObject([{ status: "not_found" }]);
  });

  test("that cannot be stored now stay", async () => {
    const id = await refuse("whsec_right");
    answer = { status: "refused", reason: "storage_failed" };

    expect(await operator.retry([id])).toMatchObject([{ status: "not_stored", reason: "storage_failed" }]);
    expect(await operator.show(id)).toBeDefined();
  });
});
