import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { readRefusedId, refusedLimits, rings } from "./refused-keys.ts";
import { createRefusedStore, type RefusedRequest, type RefusedStore } from "./refused-store.ts";

let world: AwsWorld;
let store: RefusedStore;
beforeEach(async () => {
  world = await createAwsWorld();
  store = createRefusedStore({ dynamodb: world.dynamodb, table: world.table });
});
afterEach(() => world.close());

const start = Date.parse("2026-01-01T00:00:00Z");

/** The `second`-th second. */
function request(second: number, change: Partial<RefusedRequest> = {}): RefusedRequest {
  return {
    source: "stripe",
    code: "signature_invalid",
    reason: "signature_mismatch",
    receivedtime: new Date(start + second * 1000).toISOString(),
    method: "POST",
    url: "https://hooks.example.com/webhooks/stripe?token=abc",
    headers: [["stripe-signature", "t=1,v1=00"]],
    body: Buffer.from([0x00, 0xff, second % 256]),
    ...change,
  };
}

describe("refused requests in the table", () => {
  test("are kept whole, to the byte, newest first", async () => {
    const one = (await store.keep(request(1))) ?? "";
    const other = (await store.keep(request(2, { reason: "timestamp_too_old" }))) ?? "";

    expect((await store.ofSource("stripe")).map(({ id }) => id)).toEqual([other, one]);
    expect(await store.get(one)).toMatchObject({ whole: true, bytes: 3, headers: request(1).headers });
    expect(Buffer.from((await store.body(one)) ?? [])).toEqual(Buffer.from(request(1).body));
    expect(await store.ofSource("github")).toEqual([]);
  });

  test("of one minute are no more than a flood may cost", async () => {
    const kept: (string | undefined)[] = [];
    for (let index = 0; index < refusedLimits.perMinute + 3; index++) kept.push(await store.keep(request(0)));

    expect(kept.slice(-3)).toEqual([undefined, undefined, undefined]);
    expect(await store.ofSource("stripe")).toHaveLength(refusedLimits.perMinute);
    expect(await store.keep(request(60))).toBeDefined();
  });

  test("give way to newer ones: the oldest is gone, under its id too", async () => {
    const large = rings[1];
    const body = Buffer.alloc(large.maxBodyBytes - 1, 1);
    const first = (await store.keep(request(0, { body }))) ?? "";
    for (let index = 1; index <= large.places; index++) await store.keep(request(index * 60, { body }));

    expect(await store.ofSource("stripe")).toHaveLength(large.places);
    expect(await store.get(first)).toBeUndefined();
    expect(await store.body(first)).toBeUndefined();
    expect(await store.discard([first])).toEqual([]);
  });

  test("that are too large are listed, without body, headers and query", async () => {
    const id = (await store.keep(request(0, { body: Buffer.alloc(rings[1].maxBodyBytes + 1) }))) ?? "";

    expect(await store.get(id)).toMatchObject({
      whole: false,
      bytes: rings[1].maxBodyBytes + 1,
      headers: [],
      url: "https://hooks.example.com/webhooks/stripe",
    });
    expect(await store.body(id)).toBeUndefined();
  });

  test("are forgotten when they are discarded", async () => {
    const id = (await store.keep(request(0))) ?? "";

    expect(await store.discard([id, "ref_s999_stripe", "nonsense"])).toEqual([id]);
    expect(await store.get(id)).toBeUndefined();
    expect(await store.ofSource("stripe")).toEqual([]);
  });

  test.each(["", "ref_", "ref_12", "ref_x1_stripe", "ref_s1_", "ref_s1_a/b", "evt_1"])(
    "%j is no id",
    (id) => {
      expect(readRefusedId(id)).toBeUndefined();
    },
  );
});
