import { expect, test } from "vitest";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { createOperatorApp } from "./app.ts";
import { createOperatorClient } from "./client.ts";
import { explainEvent } from "./consumer-control.ts";
import { createMemoryOperator } from "./memory-operator.ts";
import { consumerRecord } from "./operator-records.ts";
import type { Operator } from "./operator.ts";

const { consumers } = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: {
    everything: { on: ["*"] },
    payments: { on: ["payment.*"] },
    "large-payments": {
      on: ["payment.succeeded"],
      where: { data: { amount: [{ numeric: [">", 1000] }], currency: ["EUR"] } },
    },
  },
});

test("each consumer is told, in the router's order, with the paths that keep the event from it", () => {
  const event = { type: "payment.succeeded", data: { amount: 12, currency: "EUR" } };

  expect(explainEvent({ consumers }, event)).toEqual([
    { consumer: "everything", matches: true, reasons: [] },
    { consumer: "payments", matches: true, reasons: [] },
    {
      consumer: "large-payments",
      matches: false,
      reasons: [{ path: "data.amount", reason: "no value here matches; wanted: numeric > 1000" }],
    },
  ]);
});

test("a type that a consumer does not want is a reason, and so is a type that is not there", () => {
  const reasonsOf = (event: { readonly type?: string }) => explainEvent({ consumers }, event)[1]?.reasons;

  expect(reasonsOf({ type: "refund.created" })).toMatchObject([{ path: "type" }]);
  expect(reasonsOf({})).toMatchObject([{ path: "type" }]);
});

const token = "a-token-for-tests";

function over(operator: Operator): Operator {
  const app = createOperatorApp({ operator, token });
  return createOperatorClient({
    url: "http://127.0.0.1:3001",
    token,
    fetch: async (input, init) => app.request(new Request(input, init)),
  });
}

test("a consumer is paused and resumed over HTTP, and one that is not there is not", async () => {
  const { operator, state } = createMemoryOperator({ consumers: [consumerRecord({ consumer: "payments" })] });
  const client = over(operator);

  expect(await client.consumerControl?.pause("payments")).toEqual({ consumer: "payments", paused: true });
  expect(state.consumers[0]?.pausedTime).toBeDefined();
  expect(await client.consumerControl?.resume("payments")).toEqual({ consumer: "payments", paused: false });
  expect(state.consumers[0]?.pausedTime).toBeUndefined();
  expect(await client.consumerControl?.pause("paiments")).toBeUndefined();
});

test("an event as large as those that come in can be explained over HTTP", async () => {
  const { operator } = createMemoryOperator({ consumers: [consumerRecord({ consumer: "payments" })] });

  const event = { type: "other", data: { text: "x".repeat(10 * 1024 ** 2) } };

  expect(await over(operator).consumerControl?.explain(event)).toMatchObject([{ matches: false }]);
});

test.each([[[]], ["text"], [null]])("%j is no event", async (event) => {
  const app = createOperatorApp({ operator: createMemoryOperator().operator, token });

  const response = await app.request("/v1/consumers/explain", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ event }),
  });

  expect(await response.json()).toMatchObject({ code: "request_invalid", errors: [{ field: "event" }] });
});

test("an engine that cannot pause says so", async () => {
  const { consumerControl: _, ...operator } = createMemoryOperator().operator;

  await expect(over(operator).consumerControl?.pause("payments")).rejects.toMatchObject({
    code: "not_supported",
  });
});
