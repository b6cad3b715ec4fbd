import { CloudEvent } from "cloudevents";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passthroughType } from "./passthrough-type.ts";

describe("passthroughType", () => {
  test.each([
    ["stripe", "payout.paid", "stripe.payout.paid"],
    ["shopify", "orders/create", "shopify.orders/create"],
    ["klaviyo", "Placed Order", "klaviyo.Placed Order"],
    ["acme", "a\u0000b\nc", "acme.a_b_c"],
    ["acme", "a\ud800b", "acme.a_b"],
    ["acme", "  ", "acme.unknown"],
    ["acme", "", "acme.unknown"],
  ])("%s and %j is %j", (provider, theirs, expected) => {
    expect(passthroughType(provider, theirs)).toBe(expected);
  });

  test("cuts what EventBridge would refuse, and says so", () => {
    const type = passthroughType("acme", "x".repeat(500));

    expect(type).toHaveLength(128);
    expect(type.endsWith("x~")).toBe(true);
  });

  test("makes a type that CloudEvents takes out of anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (theirs) => {
        const type = passthroughType("acme", theirs);

        expect(type.length).toBeLessThanOrEqual(128);
        expect(type).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(new CloudEvent({ type, source: "/webhooks/acme" }).validate()).toBe(true);
      }),
    );
  });
});
