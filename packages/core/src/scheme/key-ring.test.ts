import { expect, test, vi } from "vitest";
import { createKeyRings } from "./key-ring.ts";

test("a secret is imported once for as long as its array is kept", () => {
  const toKey = vi.fn((secret: string) => `key of ${secret}`);
  const keyRingOf = createKeyRings(toKey);
  const secrets = ["a", "b"];

  keyRingOf(secrets);
  keyRingOf(secrets);

  expect(toKey).toHaveBeenCalledTimes(2);
});

test("an array that was changed in place is imported anew", () => {
  const keyRingOf = createKeyRings((secret) => `key of ${secret}`);
  const secrets = ["a", "b"];
  keyRingOf(secrets);

  secrets[1] = "c";

  expect(keyRingOf(secrets).keys).toEqual([
    { key: "key of a", index: 0 },
    { key: "key of c", index: 1 },
  ]);
});

test.each([[[]], [[""]], [["  ", "\n"]], [[undefined, null]], [undefined], ["secret"]])(
  "%j holds no secret",
  (secrets) => {
    // safe: what a caller without types could give
    expect(createKeyRings(String)(secrets as unknown as string[])).toEqual({
      keys: [],
      problem: "secret_missing",
    });
  },
);

test("a malformed secret is reported and does not hide the good ones", () => {
  const keyRingOf = createKeyRings((secret) => (secret === "bad" ? undefined : secret));

  expect(keyRingOf(["bad", "", "good"])).toEqual({
    keys: [{ key: "good", index: 2 }],
    problem: "secret_malformed",
  });
});

test("a secret that is not text is malformed", () => {
  // safe: what a caller without types could give
  expect(createKeyRings(String)([7 as unknown as string])).toEqual({ keys: [], problem: "secret_malformed" });
});
