import { readdirSync } from "node:fs";
import { type Consumer, type ConsumerContext, type HookyardEvent, isConsumer } from "@hookyard/core";
import { describe, expect, test } from "vitest";
import { router } from "./router.ts";
import { alertFailedPayment } from "./consumers/alert-failed-payment.ts";
import { announcePush } from "./consumers/announce-push.ts";
import { fulfilOrder } from "./consumers/fulfil-order.ts";
import { recordPayment } from "./consumers/record-payment.ts";
import { syncCustomer } from "./consumers/sync-customer.ts";

type Line = readonly [level: string, message: string, fields: unknown];

/** Runs a consumer as an engine would, and gives the lines that it logged. */
async function linesOf(consumer: Consumer, type: string, data: object): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const write = (level: string) => (message: string, fields?: unknown) =>
    void lines.push([level, message, fields]);
  const context: ConsumerContext = {
    consumer: consumer.name,
    deliveryId: "dlv_1",
    attempt: 1,
    attempts: 8,
    replay: 0,
    idempotencyKey: `${consumer.name}:evt_1`,
    signal: AbortSignal.timeout(1000),
    remainingMilliseconds: () => 1000,
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
  };
  const event: HookyardEvent = {
    specversion: "1.0",
    id: "evt_1",
    source: "/webhooks/stripe",
    type,
    subject: "pi_1",
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    data,
    provider: "stripe",
    providertype: "x",
    providerid: "1",
    receivedtime: "2026-01-01T00:00:00.000Z",
  };
  await consumer.handler(event, context);
  return lines;
}

const payment = { paymentId: "pi_1", amount: 2000, currency: "EUR", original: {} };

test("every consumer of the router has its file, and every file its consumer", async () => {
  const folder = new URL("consumers/", import.meta.url);
  const files = readdirSync(folder);
  const names = await Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(new URL(file, folder).href);
      const consumer = Object.values(module).find(isConsumer);
      expect(`${consumer?.name}.ts`).toBe(file);
      return consumer?.name;
    }),
  );

  expect(new Set(names)).toEqual(new Set(Object.keys(router.consumers)));
});

describe("without any configuration, a consumer says what it would do", () => {
  test("fulfil-order", async () => {
    const data = { ...payment, metadata: { order_id: "6735" } };

    expect(await linesOf(fulfilOrder, "payment.succeeded", data)).toEqual([
      [
        "info",
        "fulfilling an order",
        { key: "pi_1", amount: 2000, currency: "EUR", customerId: undefined, reference: "6735", sent: false },
      ],
    ]);
  });

  test("fulfil-order waits for the money of a slow checkout", async () => {
    const data = { checkoutId: "cs_1", amount: 2000, currency: "EUR", paymentStatus: "unpaid" };

    expect(await linesOf(fulfilOrder, "checkout.completed", data)).toEqual([
      ["info", "checkout is not paid yet", { checkoutId: "cs_1" }],
    ]);
  });

  test("fulfil-order gives up on what has no amount", async () => {
    const data = { checkoutId: "cs_1", paymentStatus: "paid" };

    await expect(linesOf(fulfilOrder, "checkout.completed", data)).rejects.toMatchObject({
      code: "permanent",
    });
  });

  test.each([
    ["payment.succeeded", 2000],
    ["refund.succeeded", -2000],
    ["payment.failed", 0],
  ])("record-payment: %s moves %d", async (type, amount) => {
    expect(await linesOf(recordPayment, type, payment)).toEqual([
      [
        "info",
        "recording a payment",
        expect.objectContaining({ id: "evt_1", type, amount, currency: "EUR" }),
      ],
    ]);
  });

  test("alert-failed-payment", async () => {
    expect(
      await linesOf(alertFailedPayment, "payment.failed", { ...payment, failureMessage: "no funds" }),
    ).toEqual([
      ["warn", "a payment failed", { subject: "pi_1", amount: 2000, currency: "EUR", sent: false }],
    ]);
  });

  test.each([
    ["customer.updated", "saving a customer"],
    ["customer.deleted", "removing a customer"],
  ])("sync-customer: %s", async (type, message) => {
    expect(await linesOf(syncCustomer, type, { customerId: "cus_1" })).toEqual([
      ["info", message, { customerId: "cus_1", provider: "stripe", sent: false }],
    ]);
  });

  test("announce-push", async () => {
    const push = { repository: "acme/app", commitCount: 0, commits: [], branch: "main" };

    expect(await linesOf(announcePush, "code.pushed", push)).toEqual([
      ["info", "announcing a push", { repository: "acme/app", commitCount: 0, sent: false }],
    ]);
  });
});
