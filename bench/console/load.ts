import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample, signWebhook, type SignedRequest } from "@hookyard/core/testing";
import { type Spread, spreadOf } from "../ingest/percentiles.ts";

export const secret = "whsec_of_the_console_benchmark";

/** Signed webhooks, each of its own event. They are made before the clock runs. */
export async function signedWebhooks(url: string, count: number): Promise<readonly SignedRequest[]> {
  const made: SignedRequest[] = [];
  for (let index = 0; index < count; index++) {
    const now = new Date();
    const { method, headers, body } = createSample(stripe, { now, random: randomBytes });
    made.push(
      await signWebhook(stripe, { secret, url: `${url}/webhooks/stripe`, method, headers, body, now }),
    );
  }
  return made;
}

/**
 * Sends them at a rate, each at its own time whether the one before was answered or not. A wait begins when a webhook
 * was due, not when it was sent: a sender that is held up shows as a wait.
 */
export async function sendAtRate(webhooks: readonly SignedRequest[], perSecond: number): Promise<Spread> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const waits = new Float64Array(webhooks.length);
  const started = performance.now();
  const answered: Promise<void>[] = [];
  for (const [index, webhook] of webhooks.entries()) {
    const due = started + (index / perSecond) * 1000;
    const early = due - performance.now();
    if (early > 0) await delay(early);
    answered.push(
      send(webhook, agent).then(() => {
        waits[index] = performance.now() - due;
      }),
    );
  }
  await Promise.all(answered);
  agent.destroy();
  return spreadOf(waits);
}

function send({ url, method, headers, body }: SignedRequest, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, "content-length": body.length }, agent });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`a webhook was answered ${response.statusCode}`)),
      );
    });
    outgoing.end(body);
  });
}
