import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../event.ts";
import type { Provider } from "../provider.ts";
import { createSample } from "../testing/create-sample.ts";
import { repeatableBytes } from "../testing/sign-webhook.ts";
import { bigcommerce } from "./bigcommerce.ts";
import { docusign } from "./docusign.ts";
import { figma } from "./figma.ts";

const now = new Date("2026-01-01T00:00:00Z");

function payloadOf(provider: Provider): JsonObject {
  const { body } = createSample(provider, { now, random: repeatableBytes(provider.id) });
  return JSON.parse(Buffer.from(body).toString("utf8"));
}

function idOf(provider: Provider, payload: Json, webhookId?: string): string | undefined {
  const [part = payload] = provider.split?.(payload) ?? [payload];
  return provider.identify({
    payload: part,
    whole: payload,
    index: 0,
    header: (name) => (name === "webhook-id" ? webhookId : undefined),
    request: { method: "POST", url: "https://hooks.example.com", headers: [], body: new Uint8Array() },
  }).id;
}

describe.each([
  [figma, { retries: 1 }, { timestamp: "2026-01-01T00:00:01Z" }],
  [docusign, { retryCount: 1 }, { generatedDateTime: "2026-01-01T00:00:01Z" }],
] as const)("$id, which sends no id", (provider: Provider, again: JsonObject, later: JsonObject) => {
  const payload = payloadOf(provider);

  test("has one event for all sendings of it, though each says its number", () => {
    expect(idOf(provider, { ...payload, ...again })).toBe(idOf(provider, payload));
  });

  test("has another for the same thing at another time", () => {
    expect(idOf(provider, { ...payload, ...later })).not.toBe(idOf(provider, payload));
  });
});

test("figma's id does not depend on the passcode", () => {
  const payload = payloadOf(figma);

  expect(idOf(figma, { ...payload, passcode: "another" })).toBe(idOf(figma, payload));
});

describe("bigcommerce", () => {
  const payload = payloadOf(bigcommerce);

  test("has one event where a hook fires twice", () => {
    expect(idOf(bigcommerce, payload, "one")).toBe(idOf(bigcommerce, payload, "two"));
    expect(idOf(bigcommerce, payload)).toBe(idOf(bigcommerce, payload, "one"));
  });

  test.each([{ hash: "another" }, { scope: "store/order/updated" }, { created_at: 1 }])(
    "has another for %j",
    (fields) => {
      expect(idOf(bigcommerce, { ...payload, ...fields })).not.toBe(idOf(bigcommerce, payload));
    },
  );

  test("goes by its webhook's id where there is no hash", () => {
    const { hash: _none, ...rest } = payload;

    expect(idOf(bigcommerce, rest, "one")).toBe("one");
  });
});
