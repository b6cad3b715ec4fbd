import { describe, expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import { providers } from "../providers.ts";
import { createSampleContext, samples } from "../sample/index.ts";

const context = createSampleContext(new Date("2026-01-01T00:00:00Z"), (size) => new Uint8Array(size).fill(7));

describe.each(Object.values(providers))("the samples of $id", (provider) => {
  const events = Object.entries(samples[provider.id]?.events ?? {});

  test.each(events)("%s fits the domain type that it is mapped to", (type, make) => {
    const identity = { id: "1", type, time: undefined, subject: undefined };
    const { payload } = make(context);
    const { mismatch } = normalise(provider, { payload, identity, header: () => undefined });

    expect(mismatch).toBeUndefined();
  });
});
