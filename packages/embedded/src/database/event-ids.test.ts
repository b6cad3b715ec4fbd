import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEventIds, createFindSequence } from "./event-ids.ts";
import { migrate } from "./schema.ts";
import { createTransact } from "./transaction.ts";

/** The ids over one database in memory, with generations so small that a few steps fill several. */
function createWorld(generation: number, chunk: number) {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const open = () => {
    const eventIds = createEventIds(database, { generation });
    return { eventIds, transact: createTransact(database, [eventIds]) };
  };
  const insert = database.prepare(
    "INSERT INTO events (sequence, id, source, type, provider, providertype, providerid, received, digest, horizon) VALUES (?, ?, '', '', '', '', '', 0, '', 0)",
  );
  const remove = database.prepare("DELETE FROM events WHERE sequence = ?");
  const strayed = database.prepare(
    "SELECT count(*) AS count FROM event_ids WHERE sequence NOT IN (SELECT sequence FROM events)",
  );
  let opened = open();
  /** Inside a transaction, as the engine does with the events that it adds. */
  const merge = (): void => {
    if (opened.eventIds.isDue()) opened.eventIds.merge(chunk);
  };
  return {
    add(id: string, sequence: number): void {
      insert.run(sequence, id);
      opened.eventIds.add(id, sequence);
    },
    remove(id: string, sequence: number): void {
      remove.run(sequence);
      opened.eventIds.remove(id, sequence);
    },
    transact: (work: () => void): void => opened.transact(work),
    merge,
    /** Of events that are not there. */
    strayed: (): number => Number(strayed.get()?.["count"]),
    find: (id: string): number | undefined => opened.eventIds.find(id),
    findAsReader: createFindSequence(database),
    reopen(): void {
      opened = open();
    },
  };
}

const id = (number: number): string => `evt_${number.toString(16).padStart(4, "0").repeat(8)}`;
/** Differ only after the 48 bits that the index is ordered by. */
const alike = (number: number): string => `evt_${"a".repeat(12)}${number.toString(16).padStart(20, "0")}`;

describe("event ids", () => {
  test("an id is found from the transaction that adds it on, by writer and reader, indexed or not", () => {
    const world = createWorld(3, 2);

    world.transact(() => {
      world.add(id(1), 1);
      expect(world.find(id(1))).toBe(1);
    });
    for (let sequence = 2; sequence <= 20; sequence++) {
      world.transact(() => {
        world.add(id(sequence), sequence);
        world.merge();
      });
      for (let earlier = 1; earlier <= sequence; earlier++) {
        expect(world.find(id(earlier))).toBe(earlier);
        expect(world.findAsReader(id(earlier))).toBe(earlier);
      }
    }
    expect(world.find(id(21))).toBeUndefined();
    expect(world.findAsReader(id(21))).toBeUndefined();
  });

  test("ids with the same beginning are told apart", () => {
    const world = createWorld(2, 10);

    for (let sequence = 1; sequence <= 6; sequence++) {
      world.transact(() => world.add(alike(sequence), sequence));
      world.transact(world.merge);
    }

    for (let sequence = 1; sequence <= 6; sequence++) expect(world.find(alike(sequence))).toBe(sequence);
    expect(world.find(alike(7))).toBeUndefined();
  });

  test("whatever is added, removed, rolled back, merged and reopened, what is found is what a map would find", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constantFrom("add", "remove"),
        ids: fc.array(fc.nat(30), { maxLength: 4 }),
        merges: fc.boolean(),
        fails: fc.boolean(),
      }),
      fc.constant({ kind: "reopen", ids: [], merges: false, fails: false }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (steps, chunk) => {
        const world = createWorld(4, chunk);
        let model = new Map<string, number>();
        let next = 1;
        for (const { kind, ids, merges, fails } of steps) {
          if (kind === "reopen") world.reopen();
          else {
            const after = new Map(model);
            const work = (): void => {
              for (const number of ids) {
                const known = after.get(id(number));
                expect(world.find(id(number))).toBe(known);
                if (kind === "add" && known === undefined) {
                  world.add(id(number), next);
                  after.set(id(number), next++);
                } else if (kind === "remove" && known !== undefined) {
                  world.remove(id(number), known);
                  after.delete(id(number));
                  break; // an id that is gone is not asked for again before the commit
                }
              }
              if (merges) world.merge();
              if (fails) throw new Error("the disk is full");
            };
            if (fails) expect(() => world.transact(work)).toThrow("the disk is full");
            else world.transact(work);
            if (!fails) model = after;
          }
          expect(world.strayed()).toBe(0);
          for (let number = 0; number <= 30; number++) {
            expect(world.find(id(number))).toBe(model.get(id(number)));
            expect(world.findAsReader(id(number))).toBe(model.get(id(number)));
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
