import { createHash } from "node:crypto";
import { providers } from "@hookyard/core/providers";
import { createSample, signWebhook } from "@hookyard/core/testing";
import type { Random } from "./random.ts";

/** A webhook that a provider has to deliver, with what must come of it. */
export interface Webhook {
  /** Hookyard's id, computed here by the rule of the design and not by the code under test. */
  readonly eventId: string;
  readonly type: string;
  readonly body: string;
}

/** Whitespace and escapes that a parse and a second writing would change. */
const layouts: readonly [(json: string) => string, ...((json: string) => string)[]] = [
  (json) => json,
  (json) => JSON.stringify(JSON.parse(json), undefined, 2),
  (json) =>
    json.replace(
      '"object":"event"',
      '"object" :  "\\u0065vent","note":"Zoë 👩‍🚀 \\ud83d\\ude00","big":12345678901234567890',
    ),
];

/** A webhook of this type that nobody has sent yet, with these fields added to its payload. */
export function createWebhook(
  type: string,
  random: Random,
  set: Readonly<Record<string, string>> = {},
): Webhook {
  const sample = createSample(providers.stripe, { type, now: new Date(), random: random.bytes, set });
  const json = Buffer.from(sample.body).toString();
  const { id } = JSON.parse(json) as { readonly id: string }; // safe: a sample of Stripe
  const digest = createHash("sha256").update(`stripe\n${id}`).digest("hex");
  return { eventId: `evt_${digest.slice(0, 32)}`, type, body: random.pick(layouts)(json) };
}

/** Headers and bytes as they go over the wire, signed now. */
export async function signed(
  { body }: Webhook,
  secret: string,
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }> {
  const url = "http://127.0.0.1/webhooks/stripe";
  return signWebhook(providers.stripe, { secret, url, body, now: new Date() });
}
