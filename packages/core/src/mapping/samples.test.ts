import { describe, expect, test } from "vitest";
import { json } from "../body/json.ts";
import { normalise } from "../domain/normalise.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook } from "../testing/index.ts";

const now = new Date("2026-01-01T00:00:00Z");
const all: readonly Provider[] = Object.values(providers);

describe.each(all)("the samples of $id", (provider) => {
  test.each(sampleTypes(provider))("%s fits the domain type that it is mapped to", async (type) => {
    const sample = createSample(provider, { type, now, random: repeatableBytes(type) });
    const secret = provider.scheme.createSecret(repeatableBytes(type)).sign;
    const request = await signWebhook(provider, {
      secret,
      url: "https://hooks.example.com/",
      now,
      ...sample,
    });
    const header = (name: string): string | undefined => request.headers[name];
    const whole = (provider.body ?? json)(request.body, header);
    const parts = provider.split?.(whole) ?? [whole];

    const mismatches = parts.map((payload, index) => {
      const identity = provider.identify({ payload, whole, index, header, request });
      return normalise(provider, { payload, identity, header }).mismatch;
    });

    expect(mismatches).toEqual(parts.map(() => undefined));
    expect(parts).not.toEqual([]);
  });
});
