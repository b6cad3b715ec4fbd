import { randomBytes } from "node:crypto";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample, type SignedRequest, signWebhook } from "@hookyard/core/testing";
import { scenarioSecret } from "./scenario-engine.ts";

/** A payment as Stripe sends it: a new event each time. */
export function payment(
  now: Date,
  set: Readonly<Record<string, string | number>> = {},
  secret = scenarioSecret,
): Promise<SignedRequest> {
  return signWebhook(stripe, {
    secret,
    url: "http://localhost/webhooks/stripe",
    now,
    ...createSample(stripe, { type: "payment_intent.succeeded", now, random: randomBytes, set }),
  });
}
