import { expect, test } from "vitest";
import { parseEvent } from "../envelope.ts";
import { github } from "../provider/github.ts";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { createSample } from "../testing/create-sample.ts";
import { repeatableBytes, signWebhook } from "../testing/sign-webhook.ts";
import { createIntake } from "./intake.ts";
import { createPartnerIntake } from "./partner-events.ts";

const now = (): Date => new Date("2026-05-01T10:00:00Z");
const account = "506417113029";
const partnerBus = "aws.partner/stripe.com/ed_test_61SyG";
const router = defineRouter({
  sources: { stripe: source(stripe, { partnerBus }), github: source(github) },
  consumers: { all: { on: ["*"] }, paid: { on: ["payment.succeeded"] } },
});
const intake = createPartnerIntake({ router, account, now });

/** The envelope that Stripe's page on EventBridge shows, with its fields. */
function envelope(detail: unknown, given: object = {}) {
  return {
    version: "0",
    id: "17e8dff5-d6cd-3770-ace9-aeac02b6ac3f",
    "detail-type": "payment_intent.succeeded",
    source: partnerBus,
    account,
    time: "2026-05-01T09:59:58Z",
    region: "eu-west-1",
    resources: [],
    detail,
    ...given,
  };
}

function samplePayment() {
  const sample = createSample(stripe, {
    type: "payment_intent.succeeded",
    now: now(),
    random: repeatableBytes("a payment"),
  });
  const url = "https://example.com/webhooks/stripe";
  return signWebhook(stripe, { secret: "whsec_test", url, now: now(), ...sample });
}

test("the same event by webhook and by the partner bus is one event", async () => {
  const request = await samplePayment();
  const byWebhook = await createIntake({ router, secrets: () => ["whsec_test"], now })("stripe", request);

  const byBus = intake(envelope(JSON.parse(new TextDecoder().decode(request.body))));

  if (byWebhook.kind !== "events" || byBus.kind !== "events") throw new Error("one of the two was refused");
  const [webhook] = byWebhook.entries;
  const [bus] = byBus.entries;
  expect(byBus.source).toBe("stripe");
  expect(bus?.event).toEqual(webhook?.event);
  expect(bus?.event.type).toBe("payment.succeeded");
  expect(bus?.consumers).toEqual(["all", "paid"]);
  expect(parseEvent(bus?.text ?? "")).toEqual(parseEvent(webhook?.text ?? ""));
});

test.each([
  ["another account", { account: "111122223333" }, "account_unknown"],
  ["a partner bus of nobody", { source: "aws.partner/stripe.com/ed_other" }, "source_unknown"],
  ["an event that somebody put on the bus by hand", { source: "hookyard.stripe" }, "source_unknown"],
  ["no detail", { detail: "text" }, "envelope_malformed"],
  ["no source", { source: undefined }, "envelope_malformed"],
])("%s is refused", (_what, given, reason) => {
  expect(intake(envelope({ id: "evt_1", type: "topup.failed" }, given))).toMatchObject({
    kind: "refused",
    reason,
  });
});

test.each([[undefined], [null], ["text"], [[]]])("what is no envelope at all is refused: %j", (given) => {
  expect(intake(given)).toMatchObject({ kind: "refused", reason: "envelope_malformed" });
});

test("an event without an id is told apart by its content", () => {
  const first = intake(envelope({ type: "topup.failed", amount: 1 }));
  const second = intake(envelope({ type: "topup.failed", amount: 2 }));

  if (first.kind !== "events" || second.kind !== "events") throw new Error("one of the two was refused");
  expect(first.entries[0]?.event.id).not.toBe(second.entries[0]?.event.id);
});
