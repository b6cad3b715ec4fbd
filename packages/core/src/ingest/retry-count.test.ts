import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { hubspot } from "../provider/hubspot.ts";
import { slack } from "../provider/slack.ts";
import { providers } from "../providers.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { createSample, repeatableBytes, signWebhook } from "../testing/index.ts";
import { createIngest } from "./app.ts";
import { createByteBudget } from "./byte-budget.ts";
import { readEntries } from "./entries.ts";
import { createIntake } from "./intake.ts";
import { headerSaysRetry } from "./retry-count.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const url = "https://hooks.example.com/webhooks/sample";
const known: readonly Provider[] = Object.values(providers);
const counting = known.filter(({ retries }) => retries !== undefined);

function named(id: string): Provider {
  const provider = known.find((one) => one.id === id);
  if (provider === undefined) throw new Error(`there is no provider ${id}`);
  return provider;
}

/** Whether the sample reads as a retry, with a field of its body set. */
async function isRetry(provider: Provider, set: Readonly<Record<string, Json>> = {}): Promise<boolean> {
  const random = repeatableBytes(provider.id);
  const sample = createSample(provider, { now, random, set });
  const secret = provider.scheme.createSecret(random).sign;
  const request = await signWebhook(provider, { ...sample, secret, url, now });
  const router = defineRouter({ sources: { sample: source(provider) }, consumers: {} });
  const definition = router.sources["sample"];
  if (definition === undefined) throw new Error("the router has no source");
  const read = readEntries({
    router,
    source: definition,
    request: { ...request, headers: Object.entries(request.headers) },
    receivedAt: now,
  });
  return read.isRetry || headerSaysRetry(provider.retries, (name) => request.headers[name]);
}

test.each(counting)("the first sending by $id is no retry", async (provider) => {
  expect(await isRetry(provider)).toBe(false);
});

test.each([
  ["slack", "x-slack-retry-num", "1", true],
  ["slack", "x-slack-retry-num", "0", false],
  ["bitbucket", "x-attempt-number", "1", false],
  ["bitbucket", "x-attempt-number", "2", true],
  ["twitch", "twitch-eventsub-message-retry", "0", false],
  ["twitch", "twitch-eventsub-message-retry", "1", true],
  ["jira", "x-atlassian-webhook-retry", "1", true],
  ["square", "square-retry-number", "1", true],
  ["square", "square-retry-number", "soon", false],
  ["azure-event-grid", "aeg-delivery-count", "0", false],
  ["azure-event-grid", "aeg-delivery-count", "1", true],
  ["contentful", "x-contentful-webhook-request-attempt", "1", false],
  ["contentful", "x-contentful-webhook-request-attempt", "2", true],
  ["hookdeck", "x-hookdeck-attempt-count", "1", false],
  ["hookdeck", "x-hookdeck-attempt-count", "2", true],
  ["stream", "x-webhook-attempt", "1", false],
  ["stream", "x-webhook-attempt", "2", true],
  ["stripe", "x-slack-retry-num", "1", false],
  ["hubspot", "attemptNumber", "1", false],
])("%s with the header %s: %s is a retry: %s", (id, name, value, expected) => {
  expect(headerSaysRetry(named(id).retries, (asked) => (asked === name ? value : undefined))).toBe(expected);
});

test.each<[id: string, path: string, value: Json]>([
  ["coinbase-commerce", "attempt_number", 2],
  ["docusign", "retryCount", 1],
  ["ebay", "notification.publishAttemptCount", 2],
  ["figma", "retries", 1],
  ["google-pubsub", "deliveryAttempt", 2],
  ["hubspot", "0.attemptNumber", 1],
  ["intercom", "delivery_attempts", 2],
  ["line", "events.0.deliveryContext.isRedelivery", true],
  ["notion", "attempt_number", 2],
  ["nylas", "webhook_delivery_attempt", 2],
  ["pipedrive", "meta.attempt", 2],
  ["plain", "webhookMetadata.webhookDeliveryAttemptNumber", "2"],
  ["telnyx", "meta.attempt", 2],
])("%s with %s set to %j is a retry", async (id, path, value) => {
  expect(await isRetry(named(id), { [path]: value })).toBe(true);
});

describe("at the door", () => {
  /** Posts a body to a source and tells whether the door counted a retry. */
  async function counted(provider: Provider, body: string, headers: Record<string, string> = {}) {
    const secret = "a secret of this test";
    const router = defineRouter({ sources: { sample: source(provider) }, consumers: {} });
    const answered: boolean[] = [];
    const app = createIngest({
      router,
      intake: createIntake({ router, secrets: () => [secret], now: () => now }),
      bus: { publish: async (entries) => entries.map(() => ({ status: "accepted" })) },
      observer: {
        refused: () => undefined,
        handshake: () => undefined,
        published: () => undefined,
        failed: () => undefined,
        answered: (answer) => answered.push(answer.isRetry),
      },
      maxBodyBytes: 10_000,
      bodyTimeoutMilliseconds: 1_000,
      budget: createByteBudget(100_000),
      retryAfterSeconds: 5,
      clock: () => 0,
    });
    const request = await signWebhook(provider, { secret, url, body, headers, now });
    const answer = await app.request(new Request(request.url, request));
    return { status: answer.status, answered };
  }

  test("a batch of which one event was sent before is a retry, counted once", async () => {
    const batch = [0, 2, 2].map((attemptNumber, eventId) => ({ eventId, attemptNumber }));

    expect(await counted(hubspot, JSON.stringify(batch))).toEqual({ status: 200, answered: [true] });
  });

  test("a batch that comes for the first time is none", async () => {
    expect(await counted(hubspot, '[{"attemptNumber":0}]')).toEqual({ status: 200, answered: [false] });
  });

  test("a retry by its header is counted even where it is refused", async () => {
    const headers = { "x-slack-retry-num": "1" };

    expect(await counted(slack, "not json", headers)).toEqual({ status: 400, answered: [true] });
  });
});
