import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HookyardEvent } from "../event.ts";
import { matches } from "../pattern/index.ts";
import { github } from "../provider/github.ts";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "./define-router.ts";
import { matchingConsumers } from "./match.ts";
import { source } from "./source.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), github: source(github) },
  consumers: {
    paid: { on: ["payment.succeeded"] },
    "paid-much": { on: ["payment.succeeded"], where: { data: { amount: [{ numeric: [">=", 10_000] }] } } },
    payments: { on: ["payment.*"] },
    "not-canceled": { on: ["payment.*"], where: { type: [{ "anything-but": ["payment.canceled"] }] } },
    theirs: { on: ["stripe.*"] },
    topups: { on: ["stripe.topup.failed", "code.pushed"] },
    everything: { on: ["*"] },
    "all-of-github": { on: ["*"], where: { provider: ["github"] } },
  },
});

function event(type: string, data: object = {}, provider = "stripe"): HookyardEvent {
  return {
    specversion: "1.0",
    id: "evt_1",
    source: `/webhooks/${provider}`,
    type,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    data,
    provider,
    providertype: "x",
    providerid: "1",
    receivedtime: "2026-01-01T00:00:00.000Z",
  };
}

describe("matchingConsumers", () => {
  test.each<readonly [string, HookyardEvent, readonly string[]]>([
    [
      "a small payment",
      event("payment.succeeded", { amount: 1 }),
      ["paid", "payments", "not-canceled", "everything"],
    ],
    [
      "a large payment",
      event("payment.succeeded", { amount: 10_000 }),
      ["paid", "paid-much", "payments", "not-canceled", "everything"],
    ],
    ["another of the family", event("payment.canceled"), ["payments", "everything"]],
    ["a provider's own type", event("stripe.topup.failed"), ["theirs", "topups", "everything"]],
    ["a push", event("code.pushed", {}, "github"), ["topups", "everything", "all-of-github"]],
    ["a type that begins like a family", event("payments.x"), ["everything"]],
    ["a type named like an object's own", event("constructor"), ["everything"]],
  ])("gives the consumers of %s in the router's order", (_, given, names) => {
    expect(matchingConsumers(router, given)).toEqual(names);
    expect(matchingConsumers(router, given)).toEqual(names); // from the index
  });

  test("agrees with the pattern that is deployed, for any event", () => {
    const types = [
      "payment.succeeded",
      "payment.canceled",
      "code.pushed",
      "stripe.topup.failed",
      "github.ping",
      "paymentx",
      "",
    ];
    const any = fc.record({
      type: fc.oneof(fc.constantFrom(...types), fc.string()),
      amount: fc.oneof(fc.integer(), fc.string(), fc.constant(undefined)),
      provider: fc.constantFrom("stripe", "github"),
    });
    fc.assert(
      fc.property(any, ({ type, amount, provider }) => {
        const given = event(type, amount === undefined ? {} : { amount }, provider);
        const byPattern = Object.values(router.consumers).filter(({ compiled }) => matches(compiled, given));

        expect(matchingConsumers(router, given)).toEqual(byPattern.map(({ name }) => name));
      }),
    );
  });

  test("keeps no more types in mind than it must", () => {
    for (let index = 0; index < 10_000; index++)
      matchingConsumers(router, event(`github.made-up-${index}`, {}, "github"));

    expect(matchingConsumers(router, event("github.made-up-1", {}, "github"))).toEqual([
      "everything",
      "all-of-github",
    ]);
  });
});
