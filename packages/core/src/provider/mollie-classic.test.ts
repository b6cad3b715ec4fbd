import { describe, expect, test } from "vitest";
import { createEntries } from "../ingest/entries.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { verifyWebhook } from "../verify.ts";
import { mollieClassic } from "./mollie-classic.ts";

const now = new Date("2026-01-01T00:00:00Z");

function request(query: string) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return {
    method: "POST",
    url: `https://hooks.example.com/webhooks/mollie${query}`,
    headers,
    body: Buffer.from("id=tr_5B8cwPMGnU6qLbRvo7qEZo"),
  };
}

describe("the token in the URL", () => {
  test.each([
    ["?token=secret", { ok: true, secretIndex: 0 }],
    ["?token=other", { ok: false, reason: "signature_mismatch" }],
    ["?token=", { ok: false, reason: "signature_malformed" }],
    ["?token=secret&token=secret", { ok: false, reason: "header_doubled" }],
    ["", { ok: false, reason: "header_missing" }],
  ])("%s", async (query, outcome) => {
    expect(await verifyWebhook(mollieClassic, request(query), { secrets: ["secret"], now })).toEqual(outcome);
  });
});

test("the same bytes again are another change of the payment, not a duplicate", () => {
  const router = defineRouter({ sources: { mollie: source(mollieClassic) }, consumers: {} });
  const definition = Object.values(router.sources)[0];
  const at = (receivedAt: Date) =>
    definition &&
    createEntries({ router, source: definition, request: request("?token=secret"), receivedAt })[0]?.event;

  const first = at(now);
  const second = at(new Date(now.getTime() + 1000));

  expect(first).toMatchObject({
    type: "mollie-classic.payment.changed",
    subject: "tr_5B8cwPMGnU6qLbRvo7qEZo",
  });
  expect(second?.id).not.toBe(first?.id);
});
