import { describe, expect, test } from "vitest";
import { createEntries } from "../ingest/entries.ts";
import { github } from "../provider/github.ts";
import { shopify } from "../provider/shopify.ts";
import { slack } from "../provider/slack.ts";
import { standardWebhooks } from "../provider/standard-webhooks.ts";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import {
  createHandshakes,
  createOutOfOrder,
  repeatableBytes,
  sampleTypes,
  type SampleRequest,
} from "./index.ts";

const now = new Date("2026-05-01T12:00:00.000Z");
const url = "https://hooks.example.com/webhooks/source";
const providers = [stripe, github, shopify, slack, standardWebhooks] as const;

describe.each(providers.map((provider) => [provider.id, provider] as const))(
  "two %s events in the wrong order",
  (_id, provider) => {
    test.each(sampleTypes(provider))(
      "%s: two events about one thing, of which the second is not the newer",
      (type) => {
        const event = ({ headers, body, method }: SampleRequest) => {
          const router = defineRouter({
            sources: { one: source(provider) },
            consumers: { all: { on: ["*"] } },
          });
          const [definition] = Object.values(router.sources);
          if (definition === undefined) throw new Error("the router has one source");
          return createEntries({
            router,
            source: definition,
            request: { method, url, headers, body },
            receivedAt: now,
          })[0];
        };

        const [newer, older] = createOutOfOrder(provider, { type, now, random: repeatableBytes(type) }).map(
          event,
        );

        expect(newer?.event.id).not.toBe(older?.event.id);
        expect(older?.event.type).toBe(newer?.event.type);
        expect(older?.event.subject).toBe(newer?.event.subject);
        expect(Date.parse(older?.event.time ?? "")).toBeLessThanOrEqual(Date.parse(newer?.event.time ?? ""));
      },
    );
  },
);

test("of Stripe's two, the one that comes second says that it happened before", () => {
  const [newer, older] = createOutOfOrder(stripe, { now, random: repeatableBytes("a") }).map(({ body }) =>
    JSON.parse(Buffer.from(body).toString()),
  );

  expect(newer.created - older.created).toBe(60);
  expect(newer.data.object.id).toBe(older.data.object.id);
});

describe("handshakes", () => {
  const options = { secret: "a secret", url, now, random: repeatableBytes("h") };

  test("Slack asks two questions, and the answers that it wants are those it gets", async () => {
    const questions = await createHandshakes(slack, options);

    expect(questions.map(({ name }) => name)).toEqual(["url_verification", "ssl_check"]);
    expect(questions[0]?.request.headers["x-slack-signature"]).toMatch(/^v0=/);
    expect(questions[1]?.request.headers["x-slack-signature"]).toBeUndefined();
  });

  test.each([stripe, github, shopify, standardWebhooks].map((provider) => [provider.id, provider] as const))(
    "%s asks nothing",
    async (_id, provider) => {
      expect(await createHandshakes(provider, options)).toEqual([]);
    },
  );
});
