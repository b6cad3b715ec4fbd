import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { json } from "../packages/core/src/body/json.ts";
import type { Provider } from "../packages/core/src/provider.ts";
import { providers } from "../packages/core/src/providers.ts";
import { signatureReasons, type SignatureReason } from "../packages/core/src/scheme/scheme.ts";
import { repeatableBytes } from "../packages/core/src/testing/index.ts";
import { verifyWebhook } from "../packages/core/src/verify.ts";
import { firstHeader, type HeadersLike } from "../packages/core/src/webhook-request.ts";

/** `test/vectors/<id>.json`: deliveries that others made, and what is to be made of them. */
interface Vectors {
  readonly provider: string;
  readonly deliveries: readonly {
    readonly name: string;
    /** Where the bytes are from: the page that publishes them, or the library that made them. Never our own signer. */
    readonly source: string;
    readonly now: string;
    readonly secrets: readonly string[];
    readonly settings?: Readonly<Record<string, string>>;
    readonly request: {
      readonly method: string;
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string;
      /** How `body` is written. Default: as it is. */
      readonly bodyEncoding?: "base64";
    };
    readonly expected: {
      readonly outcome: { readonly ok: boolean };
      /** Of the first event. Absent where the body is none. */
      readonly identity?: {
        readonly id?: string;
        readonly type: string;
        readonly time?: string;
        readonly subject?: string;
      };
    };
  }[];
}

const folder = new URL("../packages/core/src/provider/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const ids = files.map((name) => name.slice(0, -".ts".length));
const exported = new Map<string, unknown[]>();
for (const id of ids) exported.set(id, Object.values(await import(new URL(`${id}.ts`, folder).href)));

describe.each(ids)("%s", (id) => {
  const provider = exported.get(id)?.[0] as Provider; // safe: the first test shows what it is
  const vectors = readVectors(id);

  test("is the one export of its file, registered under its id", () => {
    expect(exported.get(id)).toHaveLength(1);
    expect(provider.id).toBe(id);
    expect(providers).toHaveProperty([id], provider);
  });

  test("says where its rules are from and how long it repeats itself", () => {
    expect(provider.docs).toMatch(/^https:\/\//);
    expect(provider.horizonSeconds).toBeGreaterThanOrEqual(3600);
  });

  test("has a genuine delivery that others made, in test/vectors", () => {
    expect(vectors.provider).toBe(id);
    expect(
      vectors.deliveries.filter(({ expected, source }) => expected.outcome.ok && source !== ""),
    ).not.toEqual([]);
  });

  test.each(vectors.deliveries)(
    "judges as expected: $name",
    async ({ request, secrets, now, settings, expected }) => {
      const body = Buffer.from(request.body, request.bodyEncoding ?? "utf8");

      const outcome = await verifyWebhook(
        provider,
        { ...request, body },
        { secrets, now: new Date(now), settings: settings ?? {} },
      );

      expect(asJson(outcome)).toEqual(expected.outcome);
    },
  );

  test.each(vectors.deliveries.filter(({ expected }) => expected.identity !== undefined))(
    "names as expected: $name",
    ({ request, expected }) => {
      const body = Buffer.from(request.body, request.bodyEncoding ?? "utf8");
      const header = (name: string): string | undefined => firstHeader(request.headers, name);
      const whole = (provider.body ?? json)(body, header);
      const payload = provider.split?.(whole)[0] ?? whole;

      const identity = provider.identify({ payload, whole, index: 0, header, request: { ...request, body } });

      expect(asJson(identity)).toEqual(expected.identity);
    },
  );

  test("never throws, whatever comes in", async () => {
    const secret = provider.scheme.createSecret(repeatableBytes(id)).verify;
    const isUnsigned = secret === ""; // then everything is taken, and that is all there is to show
    const genuine = [["x-other", "value"] as const, ...(vectors.deliveries[0]?.request.headers ?? [])];
    const names = genuine.map(([name]) => name);
    const oddHeaders = fc.array(fc.tuple(fc.constantFrom(...names), oddValue(genuine)), { maxLength: 6 });

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(oddHeaders, fc.dictionary(fc.constantFrom(...names), fc.anything()), fc.anything()),
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        fc.oneof(fc.constant([secret]), fc.array(fc.string()), fc.anything()),
        fc.oneof(fc.webUrl(), fc.string()),
        fc.oneof(fc.date({ noInvalidDate: false })),
        async (headers, body, secrets, url, now) => {
          // safe: what a caller without types could give
          const request = { method: "POST", url, headers: headers as HeadersLike, body };

          const outcome = await verifyWebhook(provider, request, { secrets: secrets as string[], now });

          expect(outcome.ok ? isUnsigned : isOnPurpose(outcome.reason)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("names whatever JSON it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.string()), (value, headers) => {
        const payload = json(Buffer.from(JSON.stringify(value)), () => undefined);
        const request = {
          method: "POST",
          url: "https://hooks.example.com/",
          headers,
          body: new Uint8Array(),
        };

        const identity = provider.identify({
          payload,
          whole: payload,
          index: 0,
          header: (name) => headers[name],
          request,
        });

        expect(typeof identity.type).toBe("string");
        expect(identity.id === undefined || typeof identity.id === "string").toBe(true);
        expect(identity.time === undefined || !Number.isNaN(identity.time.getTime())).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test("every registered provider has its file", () => {
  expect(Object.keys(providers).toSorted()).toEqual(ids.toSorted());
});

function readVectors(id: string): Vectors {
  const file = new URL(`./vectors/${id}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Vectors; // safe: the tests below show what it is
  } catch (cause) {
    throw new Error(
      `test/vectors/${id}.json is missing or no JSON. Record one genuine delivery and its source`,
      { cause },
    );
  }
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isOnPurpose(reason: SignatureReason): boolean {
  return reason !== "scheme_failed" && signatureReasons.includes(reason);
}

/** Genuine values, such values with pieces cut out or added, and anything. */
function oddValue(genuine: readonly (readonly [string, string])[]): fc.Arbitrary<string> {
  const values = fc.constantFrom(...genuine.map(([, value]) => value));
  return fc.oneof(
    values,
    fc.string({ unit: "binary" }),
    fc
      .tuple(values, fc.nat(200), fc.nat(20), fc.string())
      .map(([value, at, length, added]) => value.slice(0, at) + added + value.slice(at + length)),
  );
}
