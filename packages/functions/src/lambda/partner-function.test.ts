import { type BusEntry, defineRouter, type PublishResult, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { expect, test } from "vitest";
import { createPartnerFunction } from "./partner-function.ts";

const partnerBus = "aws.partner/stripe.com/ed_test_61SyG";
const router = defineRouter({
  sources: { stripe: source(stripe, { partnerBus }) },
  consumers: { all: { on: ["*"] } },
});
const now = (): Date => new Date("2026-05-01T10:00:00Z");

const topup = {
  version: "0",
  id: "17e8dff5-d6cd-3770-ace9-aeac02b6ac3f",
  "detail-type": "topup.failed",
  source: partnerBus,
  account: "111122223333",
  time: "2026-05-01T09:59:58Z",
  region: "eu-west-1",
  resources: [],
  detail: {
    id: "evt_1T",
    object: "event",
    created: 1_777_629_598,
    data: { object: { id: "tu_1", object: "topup" } },
    type: "topup.failed",
  },
};

function createWorld(result: PublishResult = { status: "accepted" }) {
  const published: BusEntry[] = [];
  const counts: (readonly unknown[])[] = [];
  const handler = createPartnerFunction({
    router,
    bus: {
      async publish(entries) {
        published.push(...entries);
        return entries.map(() => result);
      },
    },
    telemetry: {
      log: () => undefined,
      count: (...counted) => void counts.push(counted),
      begin: () => undefined,
    },
    startRequest: () => undefined,
    now,
  });
  const invoke = (event: unknown) =>
    handler(event, {
      awsRequestId: "r-1",
      getRemainingTimeInMillis: () => 30_000,
      invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:partner",
    });
  return { invoke, published, counts };
}

test("an event of the partner bus is published under the source that names the bus", async () => {
  const { invoke, published, counts } = createWorld();

  await invoke(topup);

  expect(published[0]?.event).toMatchObject({
    source: "/webhooks/stripe",
    type: "stripe.topup.failed",
    providerid: "evt_1T",
    subject: "tu_1",
  });
  expect(counts).toMatchObject([[{ Accepted: 1 }, { source: "stripe" }, {}]]);
});

test("an event that came by webhook before is a duplicate and no failure", async () => {
  const { invoke, counts } = createWorld({ status: "duplicate", conflict: false });

  await invoke(topup);

  expect(counts).toMatchObject([[{ Duplicates: 1 }, { source: "stripe" }, {}]]);
});

test.each([
  ["is of another account", { ...topup, account: "999999999999" }, "account_unknown"],
  ["is of a bus that no source names", { ...topup, source: "aws.partner/stripe.com/ed_x" }, "source_unknown"],
  ["is no event", "hello", "envelope_malformed"],
])("an event that %s is counted and rejected, so that Lambda keeps it", async (_what, event, reason) => {
  const { invoke, published, counts } = createWorld();

  await expect(invoke(event)).rejects.toMatchObject({ name: "PartnerEventError", reason });
  expect(published).toEqual([]);
  expect(counts).toMatchObject([[{ Refused: 1 }, {}, { reason }]]);
});

test("an event that could not be stored is rejected, so that Lambda tries again", async () => {
  const { invoke } = createWorld({ status: "refused", reason: "storage_failed" });

  await expect(invoke(topup)).rejects.toMatchObject({ reason: "not_stored" });
});
