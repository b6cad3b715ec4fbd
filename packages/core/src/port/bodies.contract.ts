import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Bodies } from "./bodies.ts";
import { idOf } from "./contract-harness.ts";

/** A store over fresh, empty storage, and what the suite needs to know of it. */
export interface BodiesUnderTest {
  readonly bodies: Bodies;
  /** UTF-8 bytes of the largest text that it takes. */
  readonly maxBytes: number;
  /** Puts another text in the place of a kept one, behind the store's back. */
  corrupt(reference: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** What every {@link Bodies} must do. Call it once per implementation. */
export function testBodies(name: string, create: () => Promise<BodiesUnderTest>): void {
  describe(`bodies: ${name}`, () => {
    let store: BodiesUnderTest;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(() => store.close());

    test.each([
      ["plain text", '{"id":"a"}'],
      ["an empty text", ""],
      ["every kind of character", 'é ∑ 😀 \u0000 \r\n "\\'],
      ["a large text", "0123456789abcdef".repeat(100_000)],
    ])("%s comes back as it was put", async (_, text) => {
      const reference = await store.bodies.put(idOf("a"), text);

      expect(await store.bodies.get(reference)).toBe(text);
    });

    test("the same text of the same event has one reference, so a retry leaves nothing behind", async () => {
      const first = await store.bodies.put(idOf("a"), "text");

      expect(await store.bodies.put(idOf("a"), "text")).toBe(first);
      await store.bodies.delete(first);
      expect(await store.bodies.get(first)).toBeUndefined();
    });

    test("two texts of one event, and one text of two events, are kept apart", async () => {
      const references = [
        await store.bodies.put(idOf("a"), "text"),
        await store.bodies.put(idOf("a"), "other text"),
        await store.bodies.put(idOf("b"), "text"),
      ];

      expect(new Set(references).size).toBe(3);
      expect(await Promise.all(references.map((reference) => store.bodies.get(reference)))).toEqual([
        "text",
        "other text",
        "text",
      ]);
    });

    test("a deleted text is not there, and deleting it again is no error", async () => {
      const reference = await store.bodies.put(idOf("a"), "text");
      await store.bodies.delete(reference);
      await store.bodies.delete(reference);

      expect(await store.bodies.get(reference)).toBeUndefined();
    });

    test("a text over the limit is refused, and one at the limit kept", async () => {
      const largest = "é".repeat(store.maxBytes / 2);

      await expect(store.bodies.put(idOf("a"), `${largest}.`)).rejects.toMatchObject({
        code: "body_too_large",
      });
      expect(await store.bodies.get(await store.bodies.put(idOf("a"), largest))).toBe(largest);
    });

    test("a text that was changed behind its back is not handed out", async () => {
      const reference = await store.bodies.put(idOf("a"), "pay 1");
      await store.corrupt(reference, "pay 9");

      await expect(store.bodies.get(reference)).rejects.toMatchObject({ code: "body_corrupt" });
    });

    test.each(["", "text", "http://169.254.169.254/latest/meta-data", "s3://elsewhere/bodies/x", "../x"])(
      "the reference %j, which it never gave, is refused without a look at it",
      async (reference) => {
        await expect(store.bodies.get(reference)).rejects.toMatchObject({ code: "dataref_invalid" });
        await expect(store.bodies.delete(reference)).rejects.toMatchObject({ code: "dataref_invalid" });
      },
    );
  });
}
