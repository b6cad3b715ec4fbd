import { describe, expect, test } from "vitest";
import { type Normalised, normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import { standardWebhooksMapping } from "./standard-webhooks.ts";

function standard(type: string, data: Json): Normalised {
  const payload = { type, timestamp: "2026-01-01T00:00:00Z", data };
  const identity = { id: "msg_1", type, time: undefined, subject: undefined };
  return normalise(
    { id: "standard-webhooks", domain: standardWebhooksMapping },
    { payload, identity, header: () => undefined },
  );
}

describe("a sender that speaks the domain's words", () => {
  test("gives domain events as they are", () => {
    const event = standard("payment.succeeded", {
      paymentId: "p1",
      amount: 5,
      currency: "EUR",
      method: null,
    });

    expect(event).toMatchObject({ type: "payment.succeeded", subject: "p1" });
    expect(event.fields).toStrictEqual({ paymentId: "p1", amount: 5, currency: "EUR" });
  });

  test("gets one wrong: it goes on as its own type, with the reasons", () => {
    const event = standard("invoice.paid", { invoiceId: "inv_1", amount: "10.00", currency: "EUR" });

    expect(event).toMatchObject({
      type: "standard-webhooks.invoice.paid",
      mismatch: { type: "invoice.paid", issues: [{ path: "amount" }] },
    });
  });
});

describe("a sender with words of its own", () => {
  test.each([
    ["invoice.paid", { id: "inv_1", total: "10.00" }],
    ["user.created", { id: "user_1", email: "jenny.rosen@example.com" }],
    ["user.created", ["user_1"]],
    ["user.created", null],
  ])("means something else by %s: there is no mismatch to record", (type, data) => {
    const event = standard(type, data);

    expect(event.type).toBe(`standard-webhooks.${type}`);
    expect(event).not.toHaveProperty("mismatch");
  });

  test("says what no word of ours is", () => {
    expect(standard("report.finished", { id: "1" })).toMatchObject({
      type: "standard-webhooks.report.finished",
    });
    expect(standard("report.finished", { id: "1" })).not.toHaveProperty("mismatch");
  });
});
