import { describe, expectTypeOf, test } from "vitest";
import { exponential } from "../delivery/retry-policy.ts";
import type { GitHubPush } from "../payload/github.ts";
import type { ShopifyPayloads } from "../payload/shopify.ts";
import type { StripePayloads } from "../payload/stripe.ts";
import { github } from "../provider/github.ts";
import { shopify } from "../provider/shopify.ts";
import { slack } from "../provider/slack.ts";
import { stripe } from "../provider/stripe.ts";
import type { Consumer } from "./consumer.ts";
import { defineRouter } from "./define-router.ts";
import type { Router } from "./router.ts";
import { source } from "./source.ts";

const sources = {
  stripe: source(stripe),
  shop: source(shopify),
  "github-acme": source(github),
  slack: source(slack),
};

const router = defineRouter({
  sources,
  consumers: {
    paid: {
      on: ["payment.succeeded"],
      where: { data: { amount: [{ numeric: [">", 0] }] }, provider: ["stripe"], "data.currency": ["USD"] },
      retry: { attempts: 3, backoff: exponential({ first: "1 second", most: "1 minute" }) },
      timeout: "30 seconds",
      concurrency: 2,
      idempotent: false,
    },
    several: { on: ["payment.failed", "customer.created"] },
    family: { on: ["payment.*"] },
    theirs: { on: ["stripe.topup.failed"] },
    "all-theirs": { on: ["slack.*", "code.pushed"] },
    everything: { on: ["*"] },
    orders: { on: ["order.created", "customer.deleted"] },
  },
});

describe("the event that a handler gets", () => {
  test("has the fields of its domain type", () => {
    router.consumer("paid", (event) => {
      expectTypeOf(event.type).toEqualTypeOf<"payment.succeeded">();
      expectTypeOf(event.data.amount).toEqualTypeOf<number>();
      expectTypeOf(event.data.customerId).toEqualTypeOf<string | undefined>();
      expectTypeOf(event.data.original).toEqualTypeOf<
        StripePayloads["payment.*"] | ShopifyPayloads["payment.*"]
      >();
    });
  });

  test("names only the providers that can give the type", () => {
    router.consumer("paid", (event) => {
      expectTypeOf(event.provider).toEqualTypeOf<"stripe" | "shopify">();
    });
    router.consumer("orders", (event) => {
      if (event.type === "order.created") expectTypeOf(event.provider).toEqualTypeOf<"shopify">();
      else expectTypeOf(event.provider).toEqualTypeOf<"stripe" | "shopify">();
    });
  });

  test("is told apart by its type", () => {
    router.consumer("several", (event) => {
      if (event.type === "payment.failed")
        expectTypeOf(event.data.failureCode).toEqualTypeOf<string | undefined>();
      else expectTypeOf(event.data.customerId).toEqualTypeOf<string>();
      // @ts-expect-error only one of the two has it
      expectTypeOf(event.data.amount);
    });
  });

  test("is every type of a family for a wildcard", () => {
    router.consumer("family", (event) => {
      expectTypeOf(event.type).toEqualTypeOf<
        | "payment.created"
        | "payment.processing"
        | "payment.action_required"
        | "payment.authorized"
        | "payment.succeeded"
        | "payment.failed"
        | "payment.canceled"
      >();
      expectTypeOf(event.data.amount).toEqualTypeOf<number>();
      if (event.type === "payment.canceled")
        expectTypeOf(event.data.reason).toEqualTypeOf<string | undefined>();
    });
  });

  test("has the payload and nothing else for a provider's own type", () => {
    router.consumer("theirs", (event) => {
      expectTypeOf(event.type).toEqualTypeOf<"stripe.topup.failed">();
      expectTypeOf(event.provider).toEqualTypeOf<"stripe">();
      expectTypeOf(event.data.original).toEqualTypeOf<StripePayloads["*"]>();
    });
    router.consumer("all-theirs", (event) => {
      expectTypeOf(event.type).toEqualTypeOf<`slack.${string}` | "code.pushed">();
      if (event.type === "code.pushed") expectTypeOf(event.data.commitCount).toEqualTypeOf<number>();
      else expectTypeOf(event.provider).toEqualTypeOf<"slack">();
    });
  });

  test("is everything for a star", () => {
    router.consumer("everything", (event) => {
      expectTypeOf(event.provider).toEqualTypeOf<"stripe" | "shopify" | "github" | "slack">();
      if (event.type === "payment.succeeded") expectTypeOf(event.data.amount).toEqualTypeOf<number>();
      if (event.type === "code.pushed") expectTypeOf(event.data.branch).toEqualTypeOf<string | undefined>();
      if (event.type === "user.created") expectTypeOf(event.data.userId).toEqualTypeOf<string>();
    });
  });

  test("narrows its payload by the provider where a preset has said what that looks like", () => {
    router.consumer("paid", (event) => {
      if (event.provider === "stripe") {
        expectTypeOf(event.data.original.data.object.amount_received).toEqualTypeOf<number>();
        // @ts-expect-error Shopify's
        expectTypeOf(event.data.original.gateway);
      } else {
        expectTypeOf(event.data.original.gateway).toEqualTypeOf<string>();
        // @ts-expect-error Stripe's
        expectTypeOf(event.data.original.livemode);
      }
    });
    router.consumer("everything", (event) => {
      if (event.type === "code.pushed") expectTypeOf(event.data.original).toEqualTypeOf<GitHubPush>();
      if (event.type === "message.received")
        expectTypeOf(event.data.original.event.channel).toEqualTypeOf<string>();
    });
  });
});

describe("what engines take", () => {
  test("is any router and any consumer", () => {
    expectTypeOf(router).toExtend<Router>();
    expectTypeOf(router.consumer("paid", () => {})).toExtend<Consumer>();
  });
});

describe("what does not compile", () => {
  test("a type that no source gives", () => {
    // @ts-expect-error misspelt
    defineRouter({ sources, consumers: { a: { on: ["payment.suceeded"] } } });
    // @ts-expect-error GitHub gives no payments
    defineRouter({ sources: { github: source(github) }, consumers: { a: { on: ["payment.succeeded"] } } });
    // @ts-expect-error no such family
    defineRouter({ sources, consumers: { a: { on: ["paymnt.*"] } } });
    // @ts-expect-error no such provider here
    defineRouter({ sources: { github: source(github) }, consumers: { a: { on: ["stripe.topup.failed"] } } });
  });

  test("a consumer that the router has not", () => {
    // @ts-expect-error misspelt
    router.consumer("payd", () => {});
  });

  test("a top-level key that an event has not", () => {
    const on = ["payment.succeeded"] as const;
    // @ts-expect-error misspelt
    defineRouter({ sources, consumers: { a: { on, where: { dta: { amount: [1] } } } } });
  });

  test("an option that a consumer has not, and a duration that is none", () => {
    // @ts-expect-error misspelt
    defineRouter({ sources, consumers: { a: { on: ["payment.succeeded"], timout: "10 seconds" } } });
    // @ts-expect-error no such unit
    defineRouter({ sources, consumers: { a: { on: ["payment.succeeded"], timeout: "10 secs" } } });
  });

  test("a schedule that is none", () => {
    source(stripe, { reconcile: { every: "1 hour", since: "1 day", backfill: true } });
    // @ts-expect-error how often?
    source(stripe, { reconcile: { backfill: true } });
    // @ts-expect-error no such unit
    source(stripe, { reconcile: { every: "1h" } });
    // @ts-expect-error misspelt
    source(stripe, { reconcile: { every: "1 hour", backfil: true } });
  });
});
