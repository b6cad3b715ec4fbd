import { describe, expect, test } from "vitest";
import { json } from "../body/json.ts";
import { isDomainType } from "../domain/catalog.ts";
import { currencyExponent } from "../domain/money.ts";
import { normalise } from "../domain/normalise.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook } from "./index.ts";
import { mostUsed } from "./most-used.ts";

const now = new Date("2026-01-01T00:00:00Z");

/** Of these, one sample at least is in a currency that has not two decimals. */
const paidIn: Readonly<Record<string, readonly [type: string, currency: string, amount: number]>> = {
  stripe: ["payment.processing", "JPY", 4990],
  paypal: ["dispute.opened", "JPY", 4990],
  square: ["dispute.opened", "JPY", 4990],
  paddle: ["dispute.opened", "JPY", 4990],
  adyen: ["dispute.updated", "CLP", 49_900],
  shopify: ["dispute.opened", "KWD", 14_990],
};

test("thirty providers are the most used ones, each once", () => {
  expect(new Set(mostUsed).size).toBe(30);
  expect(mostUsed.toSorted()).toEqual(mostUsed);
});

test.each(Object.values<Provider>(providers))("there is a sample of $id", (provider) => {
  expect(sampleTypes(provider).length).toBeGreaterThan(0);
});

describe.each(mostUsed)("%s", (id) => {
  const provider: Provider = providers[id];
  const types = sampleTypes(provider);

  test("has three samples at least, and no two have the same body", async () => {
    const bodies = types.map((type) => Buffer.from(sampleOf(provider, type).body).toString("base64"));

    expect(types.length).toBeGreaterThanOrEqual(3);
    expect(new Set(bodies).size).toBe(bodies.length);
  });

  test("has samples of two kinds of domain event at least", async () => {
    const outcomes = await Promise.all(types.map((type) => outcomesOf(provider, type)));

    const kinds = new Set(outcomes.flat().flatMap(({ type }) => (isDomainType(type) ? [type] : [])));

    expect(kinds.size).toBeGreaterThanOrEqual(2);
  });

  test("says in its samples when things happened, where it says so at all, and not in the future", async () => {
    for (const type of types) {
      for (const { identity } of await outcomesOf(provider, type)) {
        if (identity.time === undefined) continue;
        const age = now.getTime() - identity.time.getTime();
        expect(age).toBeGreaterThanOrEqual(0);
        expect(age).toBeLessThan(86_400_000 * 2);
      }
    }
  });
});

test.each(Object.entries(paidIn))(
  "%s has a sample in a currency without two decimals",
  async (id, [type, currency, amount]) => {
    const provider = Object.values<Provider>(providers).find((one) => one.id === id);
    if (provider === undefined) throw new Error(`${id} is no provider`);

    const outcomes = await Promise.all(sampleTypes(provider).map((one) => outcomesOf(provider, one)));
    const found = outcomes.flat().find(({ fields }) => fields["currency"] === currency);

    expect(currencyExponent(currency)).not.toBe(2);
    expect(found?.type).toBe(type);
    expect(found?.fields["amount"]).toBe(amount);
  },
);

function sampleOf(provider: Provider, type: string) {
  return createSample(provider, { type, now, random: repeatableBytes(type) });
}

/** What becomes of each event in the sample's request. */
async function outcomesOf(provider: Provider, type: string) {
  const secret = provider.scheme.createSecret(repeatableBytes(type)).sign;
  const url = "https://hooks.example.com/";
  const request = await signWebhook(provider, { secret, url, now, ...sampleOf(provider, type) });
  const header = (name: string): string | undefined => request.headers[name];
  const whole = (provider.body ?? json)(request.body, header);
  return (provider.split?.(whole) ?? [whole]).map((payload, index) => {
    const identity = provider.identify({ payload, whole, index, header, request });
    return { identity, ...normalise(provider, { payload, identity, header }) };
  });
}
