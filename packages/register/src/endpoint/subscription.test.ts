import { defineRouter, type Router, source } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { expect, test } from "vitest";
import { clientFor } from "../clients.ts";
import { isSubscribed, subscriptionsFor } from "./subscription.ts";
import { usableTypes } from "./usable-types.ts";

const sources = { stripe: source(stripe), other: source(stripe), github: source(github) };

function subscribed(router: Router, name: string): readonly string[] {
  const found = router.sources[name];
  const client = clientFor(found?.provider.id ?? "");
  if (found === undefined || client === undefined) throw new TypeError(`no source ${name}`);
  return subscriptionsFor(client.subscriptions, usableTypes(router, found), found.provider);
}

test("a domain type is subscribed to under every name that becomes it", () => {
  const router = defineRouter({ sources, consumers: { pay: { on: ["payment.succeeded"] } } });

  expect(subscribed(router, "stripe")).toEqual(["payment_intent.succeeded"]);
});

test("a family takes all of its types and no other", () => {
  const router = defineRouter({ sources, consumers: { refunds: { on: ["refund.*"] } } });

  const types = subscribed(router, "stripe");

  expect(types).toContain("refund.created");
  expect(types.some((type) => type.startsWith("payment_intent"))).toBe(false);
});

test("GitHub's actions are subscribed to by their event, once", () => {
  const router = defineRouter({
    sources,
    consumers: { review: { on: ["pull_request.opened", "pull_request.merged"] } },
  });

  expect(subscribed(router, "github")).toEqual(["pull_request"]);
});

test("a provider's own type is subscribed to as it is", () => {
  const router = defineRouter({ sources, consumers: { "top-up": { on: ["stripe.topup.failed"] } } } as never);

  expect(subscribed(router, "stripe")).toContain("topup.failed");
});

test("everything is the provider's wildcard", () => {
  const router = defineRouter({ sources, consumers: { archive: { on: ["*"] } } });

  expect(subscribed(router, "stripe")).toEqual(["*"]);
});

test("a consumer that narrows to one source is nothing to another", () => {
  const router = defineRouter({
    sources,
    consumers: { pay: { on: ["payment.succeeded"], where: { source: ["/webhooks/other"] } } },
  });

  expect(subscribed(router, "stripe")).toEqual([]);
  expect(subscribed(router, "other")).toEqual(["payment_intent.succeeded"]);
});

test("a consumer of everything that names the provider's types takes these", () => {
  const router = defineRouter({
    sources,
    consumers: { some: { on: ["*"], where: { providertype: ["invoice.paid", "topup.failed"] } } },
  });

  expect(subscribed(router, "stripe")).toEqual(["invoice.paid", "topup.failed"]);
});

test.each([
  [["*"], "anything", true],
  [["push"], "push", true],
  [["pull_request"], "pull_request.opened", true],
  [["push"], "pull_request.opened", false],
])("an endpoint with %j hears of %s: %s", (types, type, expected) => {
  const names = clientFor("github")?.subscriptions;

  expect(names !== undefined && isSubscribed(names, types, type)).toBe(expected);
});
