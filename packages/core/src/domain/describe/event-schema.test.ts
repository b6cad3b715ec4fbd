import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { createEntries } from "../../ingest/entries.ts";
import type { Provider } from "../../provider.ts";
import { providers } from "../../providers.ts";
import { defineRouter } from "../../router/define-router.ts";
import { source } from "../../router/source.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook } from "../../testing/index.ts";
import { headerPairs } from "../../webhook-request.ts";
import { catalogJson } from "./catalog-json.ts";
import { describeCatalog } from "./catalog-description.ts";

const now = new Date("2026-01-01T00:00:00Z");
const all: readonly Provider[] = Object.values(providers);
const { types, event } = catalogJson(describeCatalog(all));
const ajv = new Ajv({ validateFormats: false });
const isEvent = ajv.compile(event);

describe.each(all)("what comes of the samples of $id", (provider) => {
  test.each(sampleTypes(provider))("%s is an event as it is described", async (type) => {
    const events = await eventsOf(provider, type);

    expect(events).not.toEqual([]);
    for (const each of events) {
      const described = types.find(({ dataschema }) => dataschema === each["dataschema"]);
      expect([isEvent(each), isEvent.errors]).toEqual([true, null]);
      expect(described?.type).toBe(each["dataschema"] === undefined ? undefined : each["type"]);
      expect(ajv.validate(described?.schema ?? true, each["data"])).toBe(true);
    }
  });
});

test("an event without its id is none", async () => {
  const [{ id: _, ...rest } = {}] = await eventsOf(providers.stripe, sampleTypes(providers.stripe)[0] ?? "");

  expect(isEvent(rest)).toBe(false);
});

async function eventsOf(
  provider: Provider,
  type: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const router = defineRouter({ sources: { sample: source(provider) }, consumers: {} });
  const request = await signWebhook(provider, {
    secret: provider.scheme.createSecret(repeatableBytes(type)).sign,
    url: "https://hooks.example.com/webhooks/sample",
    now,
    ...createSample(provider, { type, now, random: repeatableBytes(type) }),
  });
  const entries = Object.values(router.sources).flatMap((defined) =>
    createEntries({
      router,
      source: defined,
      request: { ...request, headers: headerPairs(request.headers) },
      receivedAt: now,
    }),
  );
  return entries.map(({ text }) => JSON.parse(text) as Readonly<Record<string, unknown>>); // safe: eventText writes an object
}
