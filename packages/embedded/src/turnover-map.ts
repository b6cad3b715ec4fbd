/**
 * A map for what comes and goes by the thousand a second. A `Map` leaves its old table behind when it rehashes, and
 * the table points to the next one; once one of them has grown old, all that was ever in a table looks alive to V8's
 * scavenger, which then copies what is long done with (7 MB each time at 10,000 requests a second). Here the tables
 * hold boxes that are emptied.
 */
export interface TurnoverMap<Key, Value> {
  readonly size: number;
  set(key: Key, value: Value): void;
  /** Removes the entry; answers its value, or `undefined` where there is none. */
  take(key: Key): Value | undefined;
  /** All values, in the order in which they came. */
  values(): Value[];
  clear(): void;
}

interface Box<Value> {
  value: Value | undefined;
}

export function createTurnoverMap<Key, Value>(): TurnoverMap<Key, Value> {
  const boxes = new Map<Key, Box<Value>>();
  const take = (key: Key): Value | undefined => {
    const box = boxes.get(key);
    if (box === undefined) return undefined;
    boxes.delete(key);
    const { value } = box;
    box.value = undefined;
    return value;
  };
  return {
    get size() {
      return boxes.size;
    },
    set(key, value) {
      boxes.set(key, { value });
    },
    take,
    values: () => [...boxes.values()].flatMap(({ value }) => (value === undefined ? [] : [value])),
    clear() {
      for (const key of boxes.keys()) take(key);
    },
  };
}
