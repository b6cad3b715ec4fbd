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

  test("means something else by a word: it goes on as its own type", () => {
    const event = standard("invoice.paid", { id: "inv_1", total: "10.00" });

    expect(event).toMatchObject({
      type: "standard-webhooks.invoice.paid",
      mismatch: { type: "invoice.paid" },
    });
  });

  test("has words of its own", () => {
    expect(standard("report.finished", { id: "1" })).toMatchObject({
      type: "standard-webhooks.report.finished",
    });
    expect(standard("report.finished", { id: "1" })).not.toHaveProperty("mismatch");
  });
});
