import { randomBytes } from "node:crypto";
import type { Json } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing";
import { signed } from "../../end-to-end/five-providers.ts";
import { stripeSender } from "../../end-to-end/senders.ts";

/** What the Stripe source of the fixture verifies with. */
export const stripeSecret = stripeSender.secret;

/** Sends a signed Stripe event of Stripe's own type and resolves with its id. */
export async function sendStripe(
  url: string,
  type: string,
  set: Readonly<Record<string, Json>> = {},
): Promise<string> {
  const sample = createSample(stripe, { type, now: new Date(), random: randomBytes, set });
  const unsigned = { headers: sample.headers, body: Buffer.from(sample.body).toString() };
  const request = await signed(stripeSender, { unsigned });
  const response = await fetch(`${url}/webhooks/stripe`, { method: "POST", ...request });
  const answer = (await response.json()) as { readonly id?: string; readonly status?: string }; // safe: asserted next
  if (answer.status !== "accepted" || answer.id === undefined) {
    throw new Error(`not accepted: ${response.status} ${JSON.stringify(answer)}`);
  }
  return answer.id;
}

/** Sends one that nobody signed. */
export async function forgeStripe(url: string): Promise<void> {
  const headers = { "stripe-signature": "t=1,v1=00", "content-type": "application/json" };
  await fetch(`${url}/webhooks/stripe`, { method: "POST", headers, body: '{"id":"evt_forged"}' });
}
