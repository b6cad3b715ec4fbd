import { expect, test } from "vitest";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "./define-router.ts";
import { source } from "./source.ts";

test("a source has its own sensitive fields and the whole router's", () => {
  const router = defineRouter({
    sensitive: ["data.email"],
    sources: { stripe: source(stripe, { sensitive: ["data.original.card"] }), other: source(stripe) },
    consumers: {},
  });

  expect(router.sources["stripe"]?.sensitive).toEqual(["data.email", "data.original.card"]);
  expect(router.sources["other"]?.sensitive).toEqual(["data.email"]);
});

test.each(["type", "data", "data.", "card.number", "data..card", "data.a b"])(
  "the path %j is refused with its place",
  (path) => {
    const define = () =>
      defineRouter({ sources: { stripe: source(stripe, { sensitive: [path] }) }, consumers: {} });

    expect(define).toThrow("sources.stripe.sensitive[0]");
  },
);
