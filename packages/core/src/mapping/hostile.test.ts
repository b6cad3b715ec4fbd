import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BodyError } from "../body/body-error.ts";
import { json } from "../body/json.ts";
import { catalog, isDomainType } from "../domain/catalog.ts";
import { type Normalised, normalise } from "../domain/normalise.ts";
import { passthroughType } from "../domain/passthrough-type.ts";
import type { Json } from "../event.ts";
import type { Identity, Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { createSample, repeatableBytes, sampleTypes, signWebhook } from "../testing/index.ts";
import { hostileLeaves, hostilePayload, mutate, type Mutation } from "../testing/hostile-payload.ts";

const now = new Date("2026-01-01T00:00:00Z");
const all: readonly Provider[] = Object.values(providers);
// safe: what fast-check calls JSON is JSON
const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(),
    value: fc.oneof(fc.constantFrom(...hostileLeaves), fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>),
  }),
  { minLength: 1, maxLength: 12 },
);

describe.each(all)("hostile payloads of $id", (provider) => {
  test.each(sampleTypes(provider))(
    "%s with wrong types in it ends in an event, never in an exception",
    async (type) => {
      const { whole, header, request } = await received(provider, type);

      fc.assert(
        fc.property(mutations, (list) => {
          const wrong = mutate(whole, list);
          const parts = partsOf(provider, wrong);
          for (const [index, payload] of parts.entries()) {
            const identity = provider.identify({ payload, whole: wrong, index, header, request });
            expectSound(provider, identity, normalise(provider, { payload, identity, header }));
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(sampleTypes(provider))("%s with every value wrong is no domain event that lies", async (type) => {
    const { whole, header, request } = await received(provider, type);
    const [payload = null] = partsOf(provider, whole);
    const identity = provider.identify({ payload, whole, index: 0, header, request });

    for (const value of hostileLeaves) {
      const wrong = mutate(payload, [{ at: "every", value }]);
      expectSound(provider, identity, normalise(provider, { payload: wrong, identity, header }));
    }
  });

  // Samples do not reach every row: these payloads have whatever a row asks for, of any type.
  test("whatever a row of the mapping finds, an event comes out", () => {
    const types = [...Object.keys(provider.domain), "no such type"];

    fc.assert(
      fc.property(fc.constantFrom(...types), fc.integer(), (type, seed) => {
        const payload = hostilePayload(seed);
        const identity: Identity = { id: "1", type, time: now };

        const outcome = normalise(provider, { payload, identity, header: () => undefined });

        expectSound(provider, identity, outcome);
      }),
      { numRuns: 150 },
    );
  });

  test("it is taken apart and named, whatever is where the type and the id should be", () => {
    const request = {
      method: "POST",
      url: "https://hooks.example.com/",
      headers: {},
      body: new Uint8Array(),
    };
    const header = (): undefined => undefined;

    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const whole = hostilePayload(seed);
        for (const [index, payload] of partsOf(provider, whole).entries()) {
          const identity = provider.identify({ payload, whole, index, header, request });

          expect(typeof identity.type).toBe("string");
          expect(["string", "undefined"]).toContain(typeof identity.id);
          expect(["string", "undefined"]).toContain(typeof identity.subject);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ["discord", { type: "constructor" }],
  ["discord", { type: "__proto__", token: "x" }],
  ["github", { action: "constructor" }],
] as const)("%s: a word that every object has is no type of an event", (id, payload) => {
  const provider: Provider = providers[id];
  const headers: Readonly<Record<string, string>> = { "x-github-event": "constructor" };
  const header = (name: string): string | undefined => headers[name];
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: new Uint8Array() };

  const identity = provider.identify({ payload, whole: payload, index: 0, header, request });

  expect(typeof identity.type).toBe("string");
  expectSound(provider, identity, normalise(provider, { payload, identity, header }));
});

/** A sample as it comes out of the request that carries it. */
async function received(provider: Provider, type: string) {
  const sample = createSample(provider, { type, now, random: repeatableBytes(type) });
  const secret = provider.scheme.createSecret(repeatableBytes(type)).sign;
  const url = "https://hooks.example.com/";
  const request = await signWebhook(provider, { secret, url, now, ...sample });
  const header = (name: string): string | undefined => request.headers[name];
  return { whole: (provider.body ?? json)(request.body, header), header, request };
}

/** A body that is not what the provider documents may be refused as a whole, on purpose. */
function partsOf(provider: Provider, whole: Json): readonly Json[] {
  if (provider.split === undefined) return [whole];
  try {
    return provider.split(whole);
  } catch (error) {
    if (error instanceof BodyError) return [];
    throw error;
  }
}

/** A domain event fits its schema; anything else goes on as the provider's own type, with the reasons if it should have fitted. */
function expectSound(provider: Provider, identity: Identity, outcome: Normalised): void {
  const { type, mismatch, fields } = outcome;
  if (mismatch === undefined && isDomainType(type)) {
    const { issues } = catalog[type].schema["~standard"].validate(fields) as { readonly issues?: unknown }; // safe: schemas are synchronous
    expect(issues).toBeUndefined();
    return;
  }
  expect(type).toBe(passthroughType(provider.id, identity.type));
  expect(fields).toEqual(mismatch === undefined ? {} : { mismatch });
  if (mismatch !== undefined) expect(mismatch.issues).not.toEqual([]);
}
