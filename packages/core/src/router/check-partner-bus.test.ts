import { expect, test } from "vitest";
import { github } from "../provider/github.ts";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "./define-router.ts";
import { RouterDefinitionError, type RouterProblem } from "./problem.ts";
import { source, type Source } from "./source.ts";

const bus = "aws.partner/stripe.com/ed_test_61SyG";

function problemsOf(sources: Record<string, Source>): readonly RouterProblem[] {
  try {
    defineRouter({ sources, consumers: {} });
    return [];
  } catch (error) {
    if (error instanceof RouterDefinitionError) return error.problems;
    throw error;
  }
}

test("a source keeps its partner bus", () => {
  const router = defineRouter({ sources: { stripe: source(stripe, { partnerBus: bus }) }, consumers: {} });

  expect(router.sources["stripe"]?.partnerBus).toBe(bus);
});

test.each([
  ["", "is not the name of a partner event source"],
  ["aws.partner/stripe.com", "is not the name of a partner event source"],
  [`aws.partner/stripe.com/${"e".repeat(250)}`, "is not the name of a partner event source"],
  ["arn:aws:events:eu-west-1:1:event-source/aws.partner/stripe.com/ed_1", "is not the name"],
  ["aws.partner/shopify.com/1/acme", "which is not from Stripe"],
])("a partner bus %j is refused with what to write", (partnerBus, message) => {
  expect(problemsOf({ stripe: source(stripe, { partnerBus }) })).toEqual([
    {
      path: "sources.stripe.partnerBus",
      message: expect.stringMatching(new RegExp(`${message}.*aws\\.partner/stripe\\.com/…`)),
    },
  ]);
});

test("a partner bus that is no text is refused", () => {
  const wrong = { ...source(stripe), partnerBus: 5 } as unknown as Source; // as a JavaScript author could write it

  expect(problemsOf({ stripe: wrong })).toEqual([
    { path: "sources.stripe.partnerBus", message: expect.stringContaining("is not text") },
  ]);
});

test("a partner bus of a provider that sends nothing to EventBridge is refused", () => {
  expect(problemsOf({ github: source(github, { partnerBus: bus }) })).toEqual([
    { path: "sources.github.partnerBus", message: expect.stringContaining("GitHub sends no events") },
  ]);
});

test("two sources cannot have one partner bus", () => {
  const sources = { eu: source(stripe, { partnerBus: bus }), us: source(stripe, { partnerBus: bus }) };

  expect(problemsOf(sources)).toEqual([
    { path: "sources.us.partnerBus", message: expect.stringContaining('is the partner bus of "eu" already') },
  ]);
});
