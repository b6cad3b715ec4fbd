import fc from "fast-check";
import { expect, test } from "vitest";
import { batchesOf } from "./batches.ts";

const bytesOf = (item: number): number => item;

test("batches are within both limits, in order, and nothing is left out", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(120)), fc.integer({ min: 1, max: 10 }), (items, maxEntries) => {
      const batches = batchesOf(items, bytesOf, { maxEntries, maxBytes: 100 });

      expect(batches.flat()).toEqual(items);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(maxEntries);
        const bytes = batch.reduce((sum, item) => sum + item, 0);
        expect(bytes <= 100 || batch.length === 1).toBe(true);
      }
    }),
  );
});

test("a batch is closed only when the next item does not fit", () => {
  expect(batchesOf([40, 60, 1, 99, 100, 101, 1], bytesOf, { maxEntries: 10, maxBytes: 100 })).toEqual([
    [40, 60],
    [1, 99],
    [100],
    [101],
    [1],
  ]);
});
