import type { DatabaseSync } from "node:sqlite";
import type { Participant } from "./transaction.ts";

/** The number under which a consumer's deliveries are kept; given once to a name, never to another. */
export interface ConsumerNumbers extends Participant {
  /** Adds the consumer where it is new. */
  number(name: string): number;
  find(name: string): number | undefined;
  name(number: number): string;
}

export function createConsumerNumbers(database: DatabaseSync): ConsumerNumbers {
  const all = database.prepare("SELECT number, name FROM consumers").all();
  const numbers = new Map(all.map((row) => [String(row["name"]), Number(row["number"])]));
  const names = new Map(all.map((row) => [Number(row["number"]), String(row["name"])]));
  /** Of the transaction that runs. */
  const added = new Map<string, number>();

  return {
    number(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const { lastInsertRowid } = database.prepare("INSERT INTO consumers (name) VALUES (?)").run(name);
      const number = Number(lastInsertRowid);
      added.set(name, number);
      numbers.set(name, number);
      names.set(number, name);
      return number;
    },
    find: (name) => numbers.get(name),
    name: (number) => names.get(number) ?? `consumer ${number}`,
    beforeCommit: () => undefined,
    afterCommit: () => added.clear(),
    afterRollback() {
      for (const [name, number] of added) {
        numbers.delete(name);
        names.delete(number);
      }
      added.clear();
    },
  };
}
