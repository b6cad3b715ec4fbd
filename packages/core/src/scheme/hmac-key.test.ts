import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHmacKey, type DigestAlgorithm, digestBytes, hmacOf } from "./hmac-key.ts";

const algorithms = Object.keys(digestBytes) as DigestAlgorithm[]; // safe: the keys of that very object

function nodes(
  algorithm: DigestAlgorithm,
  key: Uint8Array,
  pieces: readonly (string | Uint8Array)[],
): string {
  const hmac = createHmac(algorithm, key);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest("hex");
}

describe.each(algorithms)("%s", (algorithm) => {
  test("gives what Node's own HMAC gives, for any key and any pieces", () => {
    const pieces = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array({ maxLength: 300 })));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), pieces, (key, content) => {
        const made = hmacOf(createHmacKey(algorithm, key), content).toString("hex");
        expect(made).toBe(nodes(algorithm, key, content));
      }),
    );
  });

  test("of content around the size that is copied, and far beyond it", () => {
    const key = createHmacKey(algorithm, Buffer.from("a key"));
    for (const size of [
      0, 1, 63, 64, 65, 65_407, 65_408, 65_409, 65_535, 65_536, 65_537, 65_600, 3_000_000,
    ]) {
      const body = Buffer.alloc(size, "b");
      expect(hmacOf(key, ["1.", body]).toString("hex")).toBe(
        nodes(algorithm, Buffer.from("a key"), ["1.", body]),
      );
    }
    const text = "é€😀".repeat(20_000);
    expect(hmacOf(key, [text]).toString("hex")).toBe(nodes(algorithm, Buffer.from("a key"), [text]));
  });

  test("two keys in turn do not mix", () => {
    const [one, other] = ["one", "another, longer than a block of any of these hashes".repeat(4)];
    const [first, second] = [one, other].map((key) => createHmacKey(algorithm, Buffer.from(key)));
    for (const [name, key] of [
      [one, first],
      [other, second],
      [one, first],
    ] as const) {
      if (key === undefined) throw new Error("no key");
      expect(hmacOf(key, ["x"]).toString("hex")).toBe(nodes(algorithm, Buffer.from(name), ["x"]));
    }
  });
});

/** @see https://www.rfc-editor.org/rfc/rfc4231 test cases 1, 2 and 6 */
test.each([
  [Buffer.alloc(20, 0x0b), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    Buffer.from("Jefe"),
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  [
    Buffer.alloc(131, 0xaa),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
])("the published examples of HMAC-SHA-256", (key, data, digest) => {
  expect(hmacOf(createHmacKey("sha256", key), [data]).toString("hex")).toBe(digest);
});
