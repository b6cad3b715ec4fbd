export interface BatchLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** The items in order, in batches within both limits. An item over `maxBytes` is alone in its batch. */
export function batchesOf<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  { maxEntries, maxBytes }: BatchLimits,
): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let current: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    if (current.length > 0 && (current.length >= maxEntries || bytes + size > maxBytes)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
