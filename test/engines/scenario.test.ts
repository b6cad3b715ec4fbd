import { randomBytes } from "node:crypto";
import type { EventDetail } from "@hookyard/core/operator/operator";
import { github } from "@hookyard/core/provider/github";
import { createSample, type SignedRequest, signWebhook } from "@hookyard/core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsEngine } from "./support/aws-engine.ts";
import { createEmbeddedEngine } from "./support/embedded-engine.ts";
import { payment as signedPayment } from "./support/payment.ts";
import { type ScenarioEngine, scenarioSecret } from "./support/scenario-engine.ts";

/** One scenario for both engines: the same webhooks go in, and the operator sees the same outcome. */
describe.each([
  ["embedded", createEmbeddedEngine],
  ["aws", createAwsEngine],
])("on the %s engine", (_name, create) => {
  let engine: ScenarioEngine;
  beforeAll(async () => {
    engine = await create();
  });
  afterAll(() => engine.close());

  const payment = (
    set?: Readonly<Record<string, string | number>>,
    secret?: string,
  ): Promise<SignedRequest> => signedPayment(engine.now(), set, secret);
  const post = async (request: SignedRequest, source = "stripe"): Promise<{ id: string; status: string }> => {
    const response = await engine.post(source, request);
    expect(response.status).toBe(200);
    return (await response.json()) as { id: string; status: string }; // safe: what a 200 holds
  };
  const outcome = async (id: string) => statesOf(await engine.operator.event(id));

  test("each consumer's delivery ends as its handler has it end, with its attempts", async () => {
    const { id } = await post(await payment({ "data.object.amount_received": 250_000 }));
    await engine.settle();

    expect(await outcome(id)).toEqual({
      "ask-for-time": ["done", "failed RetryAfterError", "done"],
      exhaust: ["dead attempts_exhausted", "failed TypeError", "failed TypeError"],
      "fail-twice": ["done", "failed Error", "failed Error", "done"],
      "large-payments": ["done", "done"],
      "refuse-at-first": ["dead permanent", "failed PermanentError"],
      succeed: ["done", "done"],
    });
  });

  test("a pattern on the event's data chooses", async () => {
    const { id } = await post(await payment({ "data.object.amount_received": 99_999 }));
    await engine.settle();

    expect(Object.keys(await outcome(id))).not.toContain("large-payments");
  });

  test("an event that no consumer wants is kept all the same", async () => {
    const request = await signWebhook(github, {
      secret: scenarioSecret,
      url: "http://localhost/webhooks/github-acme",
      now: engine.now(),
      ...createSample(github, { type: "ping", now: engine.now(), random: randomBytes }),
    });

    const { id } = await post(request, "github-acme");
    await engine.settle();

    expect(await engine.operator.event(id)).toMatchObject({ source: "github-acme", deliveries: [] });
  });

  test("the same webhook again is a duplicate, counted, and runs nothing twice", async () => {
    const request = await payment();

    const first = await post(request);
    const second = await post(request);
    await engine.settle();

    expect([first.status, second]).toEqual(["accepted", { id: first.id, status: "duplicate" }]);
    const event = await engine.operator.event(first.id);
    expect(event).toMatchObject({ duplicates: 1, conflicts: 0 });
    expect(statesOf(event)["succeed"]).toEqual(["done", "done"]);
  });

  test("the same id with another body is a conflict: the first one counts, the other is kept", async () => {
    const id = "evt_same_1";
    const first = await post(await payment({ id, "data.object.amount_received": 1_000 }));
    const second = await post(await payment({ id, "data.object.amount_received": 2_000 }));

    expect(second).toEqual({ id: first.id, status: "duplicate" });
    const event = await engine.operator.event(first.id);
    expect(event).toMatchObject({ conflicts: 1, event: { data: { amount: 1_000 } } });
    expect(event?.conflicting).toMatchObject([{ event: { data: { amount: 2_000 } } }]);
  });

  test("dead letters are grouped, replayed to their own consumer, and discarded with a reason", async () => {
    const { id } = await post(await payment());
    await engine.settle();

    const groups = await engine.operator.deadLetterGroups({
      ids: [`${id}:exhaust`, `${id}:refuse-at-first`],
    });
    expect(
      groups.map(({ consumer, reason, errorName, errorMessage, count }) => [
        consumer,
        reason,
        errorName,
        errorMessage,
        count,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ["exhaust", "attempts_exhausted", "TypeError", "the warehouse is closed", 1],
        ["refuse-at-first", "permanent", "PermanentError", "no such order <n>", 1],
      ]),
    );
    expect(await engine.operator.replayDeadLetters({ ids: [`${id}:refuse-at-first`] }, 10)).toEqual({
      ids: [`${id}:refuse-at-first`],
      left: 0,
    });
    expect(
      await engine.operator.discardDeadLetters({ ids: [`${id}:exhaust`] }, 10, "closed for good"),
    ).toEqual({
      ids: [`${id}:exhaust`],
      left: 0,
    });
    await engine.settle();

    expect(await outcome(id)).toMatchObject({
      "refuse-at-first": ["done", "failed PermanentError", "done"],
      exhaust: ["discarded closed for good", "failed TypeError", "failed TypeError"],
      succeed: ["done", "done"],
    });
    const ids = [`${id}:exhaust`, `${id}:refuse-at-first`];
    expect((await engine.operator.deadLetters({ ids }, { limit: 10 })).rows).toEqual([]);
  });

  test("a large body arrives whole at every consumer, whatever it takes to carry it", async () => {
    const note = "x".repeat(1_500_000);
    const { id } = await post(
      await payment({ "data.object.note": note, "data.object.amount_received": 500_000 }),
    );
    await engine.settle();

    const event = await engine.operator.event(id);
    expect(JSON.stringify(event?.event.data)).toContain(note);
    expect(statesOf(event)).toMatchObject({ succeed: ["done", "done"], "large-payments": ["done", "done"] });
  });

  test("a forged webhook is refused, and leaves no event", async () => {
    const forged = await payment({ id: "evt_forged" }, "whsec_dGhpcyBpcyBub3QgdGhlIHNlY3JldCBhdCBhbGw=");

    const response = await engine.post("stripe", forged);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "signature_invalid" });
    expect((await engine.operator.events({ limit: 10, providerId: "evt_forged" })).rows).toEqual([]);
  });

  test("a tail shows what comes in, in its order", async () => {
    const start = await engine.operator.eventsAfter(undefined, 10);
    const [one, other] = [await post(await payment()), await post(await payment())];
    await engine.settle();

    const seen = await engine.operator.eventsAfter(start.cursor, 10);

    expect(seen.rows.map(({ id }) => id)).toEqual([one.id, other.id]);
  });
});

/** By consumer: the state with its reason, then how each attempt ended. */
function statesOf(event: EventDetail | undefined): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    (event?.history ?? []).map(({ consumer, state, reason, attempts }) => [
      consumer,
      [
        reason === undefined ? state : `${state} ${reason}`,
        ...attempts.map(({ outcome, error }) => (error === undefined ? outcome : `${outcome} ${error.name}`)),
      ],
    ]),
  );
}
