import { letterPartition } from "../../deliveries/delivery-item.ts";
import { type Item, readText } from "../../table/item.ts";
import { eventKey } from "../../table/keys.ts";
import type { GeneratedLetters } from "./generated-letters.ts";

/** A table that holds generated letters, and what was written over them and beside them. */
export interface GeneratedTable {
  get(key: Item): Item | undefined;
  put(item: Item): void;
  remove(key: Item): void;
  /** Items of a partition whose sort keys lie between, both included, in order. */
  between(partition: string, from: string, to: string): Iterable<Item>;
  /** What `byTime` has of dead letters behind a sort key, in order. */
  lettersAfter(partition: string, after: string): Iterable<Item>;
  /** What {@link GeneratedTable.lettersAfter} gave so far. */
  readonly listed: number;
}

export function createGeneratedTable(letters: GeneratedLetters): GeneratedTable {
  const written = new Map<string, Map<string, Item>>();
  let listed = 0;
  const ownPartition = letterPartition(letters.consumer);

  const get: GeneratedTable["get"] = (key) => {
    const [pk, sk] = namesOf(key);
    const known = written.get(pk)?.get(sk);
    const index = known === undefined ? letters.indexOf(pk) : undefined;
    if (index === undefined) return known;
    if (sk === readText(eventKey(""), "sk")) return letters.event(index);
    const delivery = letters.delivery(index);
    return readText(delivery, "sk") === sk ? delivery : undefined;
  };

  return {
    get,
    put(item) {
      const [pk, sk] = namesOf(item);
      const items = written.get(pk) ?? new Map<string, Item>();
      written.set(pk, items.set(sk, item));
    },
    remove(key) {
      const [pk, sk] = namesOf(key);
      written.get(pk)?.delete(sk);
    },
    *between(partition, from, to) {
      const items = written.get(partition) ?? new Map<string, Item>();
      const names = [...items.keys()].filter((name) => name >= from && name <= to).sort();
      for (const name of names) yield items.get(name) ?? {};
    },
    *lettersAfter(partition, after) {
      if (partition !== ownPartition) return;
      for (let index = letters.indexAfter(after); index < letters.count; index++) {
        const entry = letters.entry(index);
        const [pk, sk] = namesOf(entry);
        const known = written.get(pk)?.get(sk);
        // Its time of death is its own: none of these dies again.
        if (known !== undefined && readText(known, "tpk") !== partition) continue;
        listed += 1;
        yield entry;
      }
    },
    get listed() {
      return listed;
    },
  };
}

function namesOf(key: Item): readonly [pk: string, sk: string] {
  return [readText(key, "pk") ?? "", readText(key, "sk") ?? ""];
}
