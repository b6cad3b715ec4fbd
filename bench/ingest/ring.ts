/** A queue of at most `capacity` items that allocates nothing. */
export interface Ring<Item> {
  readonly push: (item: Item) => void;
  readonly shift: () => Item | undefined;
}

export function createRing<Item>(capacity: number): Ring<Item> {
  const items: (Item | undefined)[] = Array.from({ length: capacity });
  let first = 0;
  let length = 0;
  return {
    push: (item) => {
      items[(first + length) % capacity] = item;
      length++;
    },
    shift: () => {
      if (length === 0) return undefined;
      const item = items[first];
      items[first] = undefined;
      first = (first + 1) % capacity;
      length--;
      return item;
    },
  };
}
