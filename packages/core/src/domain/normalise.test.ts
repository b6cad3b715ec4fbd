import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { githubMapping } from "../mapping/github.ts";
import { shopifyMapping } from "../mapping/shopify.ts";
import { standardWebhooksMapping } from "../mapping/standard-webhooks.ts";
import { stripeMapping } from "../mapping/stripe.ts";
import type { DomainMapping } from "./mapping.ts";
import { type Normalised, normalise } from "./normalise.ts";

const acme: DomainMapping = {
  sold: { type: "payment.succeeded", data: ({ payload }) => payload, subject: () => "pay_1" },
  throws: {
    type: "payment.succeeded",
    data: () => {
      throw new SyntaxError("Unexpected token in card 4242");
    },
  },
  "throws.when": {
    type: "payment.failed",
    data: () => ({}),
    when: () => {
      throw new Error("card 4242");
    },
  },
  never: { type: "payment.failed", data: () => ({}), when: () => false },
  unheard: { type: "no.such_type", data: () => ({}) },
};

function normal(type: string, payload: Json, domain: DomainMapping = acme, id = "acme"): Normalised {
  const identity = { id: "1", type, time: undefined, subject: "theirs_1" };
  return normalise({ id, domain }, { payload, identity, header: () => undefined });
}

const paid = { paymentId: "pay_1", amount: 100, currency: "EUR" };

describe("a payload that fits", () => {
  test("becomes the domain event, with the payload as it came", () => {
    const payload = { ...paid, customerId: null, extra: "kept in original" };

    expect(normal("sold", payload)).toStrictEqual({
      type: "payment.succeeded",
      fields: paid,
      data: { ...paid, original: payload },
      dataschema: "hookyard:payment.succeeded:1",
      subject: "pay_1",
    });
  });

  test("leaves out what is empty, at any depth, and changes nothing in the payload", () => {
    const text =
      '{"paymentId":"pay_1","amount":100,"currency":"EUR","metadata":{"kept":"1","gone":null,"__proto__":"x"}}';
    const payload = JSON.parse(text) as Json; // safe: JSON.parse gives nothing else

    const { fields, mismatch } = normal("sold", payload);

    expect(mismatch).toBeUndefined();
    expect(fields).toStrictEqual({ ...paid, metadata: { kept: "1" } });
    expect(JSON.stringify(payload)).toBe(text);
  });

  test("has no subject rather than an empty one, which CloudEvents forbids", () => {
    const domain: DomainMapping = {
      sold: { type: "payment.succeeded", data: () => paid, subject: () => "" },
    };

    expect(normal("sold", {}, domain)).not.toHaveProperty("subject");
  });
});

describe("a payload without a row", () => {
  test.each(["other", "never", "constructor", "__proto__", "toString"])(
    "goes on under its own type: %s",
    (type) => {
      expect(normal(type, { a: 1 })).toStrictEqual({
        type: `acme.${type}`,
        fields: {},
        data: { original: { a: 1 } },
        subject: "theirs_1",
      });
    },
  );
});

describe("a payload that does not fit", () => {
  test("goes on under its own type with the reasons, and none of its values", () => {
    const payload = {
      paymentId: "",
      amount: "sk_live_secret",
      currency: "eur",
      customerEmail: { secret: "x" },
    };
    const mismatch = {
      type: "payment.succeeded",
      issues: [
        { path: "paymentId", message: "must not be empty" },
        { path: "amount", message: "must be an integer in minor units" },
        { path: "currency", message: "must be an ISO 4217 code in upper case" },
        { path: "customerEmail", message: "must be text" },
      ],
    };

    expect(normal("sold", payload)).toStrictEqual({
      type: "acme.sold",
      fields: { mismatch },
      data: { mismatch, original: payload },
      subject: "theirs_1",
      mismatch,
    });
  });

  test("says what is missing", () => {
    expect(normal("sold", { paymentId: "pay_1", currency: "EUR" }).mismatch?.issues).toEqual([
      { path: "amount", message: "is missing" },
    ]);
    expect(normal("sold", 5).mismatch?.issues).toEqual([{ path: "", message: "must be an object" }]);
  });

  test("lists ten reasons at most", () => {
    const items = Array.from({ length: 50 }, () => ({ quantity: -1 }));
    const order = { orderId: "1", amount: 1, currency: "EUR", items };
    const { mismatch } = normal("o", order, { o: { type: "order.created", data: ({ payload }) => payload } });

    expect(mismatch?.issues).toHaveLength(10);
    expect(mismatch?.issues[0]).toEqual({ path: "items.0.quantity", message: "must not be negative" });
  });

  test.each([
    ["throws", "payment.succeeded", "the mapping threw SyntaxError"],
    ["throws.when", "payment.failed", "the mapping threw an error"],
    ["unheard", "no.such_type", "is not in the catalog of domain types"],
  ])("counts a faulty mapping as a mismatch: %s", (theirs, type, message) => {
    expect(normal(theirs, {})).toMatchObject({
      type: `acme.${theirs}`,
      mismatch: { type, issues: [{ path: "", message }] },
    });
  });

  test("survives a payload that nests deeper than the stack", () => {
    const deep: Json = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);

    expect(normal("sold", deep).type).toBe("acme.sold");
  });
});

const mappings: readonly (readonly [string, DomainMapping])[] = [
  ["stripe", stripeMapping],
  ["github", githubMapping],
  ["shopify", shopifyMapping],
  ["standard-webhooks", standardWebhooksMapping],
];

describe.each(mappings)("the mapping of %s", (id, domain) => {
  test("never throws and never quotes a value, whatever the payload", () => {
    const secret = randomBytes(8).toString("hex");
    const value = fc.anything({
      values: [fc.constant(secret), fc.integer(), fc.double(), fc.constant(null)],
      maxDepth: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(domain)), value, value, (type, inner, other) => {
        const payload = {
          data: { object: inner, previous_attributes: other },
          release: inner,
          pull_request: inner,
        };
        // safe: mappings are to take anything
        const result = normal(type, { ...payload, transactions: other, amount: inner } as Json, domain, id);

        expect(JSON.stringify(result.mismatch ?? "")).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });
});
