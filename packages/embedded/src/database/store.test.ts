import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { expect, test } from "vitest";
import { createModel, deliveriesWhere, type Model, type ModelDelivery, newestId } from "../testing/model.ts";
import { forgetEvents } from "./forget.ts";
import { aloneFromCrashes } from "./leases.ts";
import { openStore, type Store } from "./store.ts";

/*
 * Random histories on the real database file, beside a model of plain maps. After each step every row is compared
 * with the model, and every counter with a recount.
 */

const consumers = ["audit", "bill", "call"] as const;
const states = ["waiting", "leased", "done", "dead", "discarded"] as const;
const failure = { name: "Error", message: "no", permanent: false };

interface World {
  store: Store;
  model: Model;
  file: string;
  now: number;
  /** Every lease that was ever given out: those that are over must settle nothing. */
  readonly leases: { readonly id: string; readonly key: number; readonly token: number }[];
}

/** A step inside a transaction. */
type Step = (world: World) => void;

const accept = fc
  .record({
    id: fc.integer({ min: 0, max: 6 }),
    body: fc.integer({ min: 0, max: 2 }),
    to: fc.oneof(fc.subarray([...consumers]), fc.subarray([...consumers], { maxLength: 0 })),
    isHandedOut: fc.boolean(),
    horizonSeconds: fc.constantFrom(0, 0, 50, 500),
  })
  .map(
    ({ id, body, to, isHandedOut, horizonSeconds }): Step =>
      (world) => {
        const entry = { ...busEntry({ providerId: `p${id}`, original: { body } }), horizonSeconds };
        const until = isHandedOut ? world.now + 30 : undefined;
        const numbers = to.map(world.store.consumers.number);

        const { result, leased } = world.store.acceptor.accept(entry, numbers, world.now, () => until);

        const known = world.model.events.get(entry.event.id);
        if (known !== undefined) {
          const conflict = known.entry.digest !== entry.digest;
          known.duplicates += 1;
          if (conflict) known.conflicts += 1;
          expect(result).toEqual({ status: "duplicate", conflict });
          return;
        }
        expect(result).toEqual({ status: "accepted" });
        const first = until === undefined ? 0 : 1;
        const delivery = (): ModelDelivery => ({
          state: until === undefined ? "waiting" : "leased",
          due: world.now,
          attempt: first,
          token: first,
          crashes: 0,
          replay: 0,
          leaseUntil: until ?? null,
        });
        const deliveries = new Map(to.map((consumer) => [consumer, delivery()]));
        world.model.events.set(entry.event.id, {
          entry,
          received: world.now,
          duplicates: 0,
          conflicts: 0,
          deliveries,
        });
        for (const { consumer, handOut } of leased) {
          world.leases.push({
            id: `${entry.event.id}:${world.store.consumers.name(consumer)}`,
            key: handOut.key,
            token: 1,
          });
        }
      },
  );

const lease = fc
  .record({
    to: fc.constantFrom(...consumers),
    max: fc.integer({ min: 1, max: 5 }),
    maxSuspects: fc.integer({ min: 0, max: 2 }),
  })
  .map(
    ({ to, max, maxSuspects }): Step =>
      (world) => {
        const { now } = world;
        const consumer = world.store.consumers.number(to);
        const isDue = (delivery: ModelDelivery, name: string): boolean =>
          name === to && delivery.state === "waiting" && delivery.due <= now;
        const due = deliveriesWhere(world.model, isDue);
        const suspects = [...due.values()].filter(({ crashes }) => crashes >= aloneFromCrashes).length;
        const taken = Math.min(suspects, maxSuspects, max);

        const handOuts = world.store.leases.lease({
          consumer,
          max,
          maxSuspects,
          maxCharacters: 1_000_000,
          now,
          leaseUntil: now + 30,
        });

        expect(handOuts.filter(({ crashes }) => crashes >= aloneFromCrashes)).toHaveLength(taken);
        expect(handOuts).toHaveLength(taken + Math.min(due.size - suspects, max - taken));
        for (const { key, token, attempt, replay, crashes, text } of handOuts) {
          const id = `${String(JSON.parse(text).id)}:${to}`;
          const delivery = due.get(id);
          expect({ attempt: attempt - 1, token: token - 1, replay, crashes }).toEqual({
            attempt: delivery?.attempt,
            token: delivery?.token,
            replay: delivery?.replay,
            crashes: delivery?.crashes,
          });
          if (delivery !== undefined)
            Object.assign(delivery, { state: "leased", attempt, token, leaseUntil: now + 30 });
          world.leases.push({ id, key, token });
        }
      },
  );

const settle = fc
  .record({
    which: fc.nat(),
    how: fc.constantFrom("complete", "retry", "interrupt", "bury", "giveBack"),
    after: fc.integer({ min: 0, max: 40 }),
  })
  .map(
    ({ which, how, after }): Step =>
      (world) => {
        const held = world.leases.length === 0 ? undefined : world.leases[which % world.leases.length];
        if (held === undefined) return;
        const { key, token } = held;
        const { now, store } = world;
        const found = deliveriesWhere(world.model, () => true).get(held.id);
        // An event that was forgotten and came again has new deliveries, with other keys.
        const isOfNow = world.leases.findLast(({ id }) => id === held.id)?.key === key;
        const delivery = isOfNow && found?.state === "leased" && found.token === token ? found : undefined;
        const attempt = { key, token, startedAt: now, endedAt: now };
        const change = (to: Partial<ModelDelivery>): void => {
          if (delivery !== undefined) Object.assign(delivery, { leaseUntil: null, ...to });
        };
        let isDone: boolean;
        switch (how) {
          case "complete":
            isDone = store.settlements.complete(attempt);
            change({ state: "done" });
            break;
          case "retry":
            isDone = store.settlements.retryAt({ ...attempt, outcome: "failed", failure }, now + after, true);
            change({ state: "waiting", due: now + after });
            break;
          case "interrupt":
            isDone = store.settlements.retryAt({ ...attempt, outcome: "interrupted", failure }, now, false);
            change({
              state: "waiting",
              due: now,
              attempt: (found?.attempt ?? 0) - 1,
              crashes: (found?.crashes ?? 0) + 1,
            });
            break;
          case "bury":
            isDone = store.settlements.bury({ ...attempt, outcome: "failed", failure }, "permanent");
            change({ state: "dead", crashes: 0 });
            break;
          case "giveBack":
            isDone = store.leases.release(key, token);
            change({ state: "waiting", attempt: (found?.attempt ?? 0) - 1 });
            break;
        }
        expect(isDone).toBe(delivery !== undefined);
      },
  );

const expire = fc.constantFrom(...consumers).map(
  (to): Step =>
    (world) => {
      const { now } = world;
      const late = deliveriesWhere(
        world.model,
        ({ state, leaseUntil }, consumer) =>
          consumer === to && state === "leased" && (leaseUntil ?? 0) <= now,
      );

      expect(world.store.leases.expire(world.store.consumers.number(to), now)).toBe(late.size);
      for (const delivery of late.values()) Object.assign(delivery, { state: "waiting", leaseUntil: null });
    },
);

const letters = fc
  .record({
    to: fc.constantFrom(undefined, ...consumers),
    how: fc.constantFrom("replay", "discard", "lease", "giveBack"),
    limit: fc.integer({ min: 1, max: 4 }),
  })
  .map(
    ({ to, how, limit }): Step =>
      (world) => {
        const { now, store } = world;
        const isFree = ({ leaseUntil }: ModelDelivery): boolean => leaseUntil === null || leaseUntil <= now;
        const dead = deliveriesWhere(
          world.model,
          ({ state }, consumer) => state === "dead" && (to ?? consumer) === consumer,
        );
        const free = [...dead].filter(([, delivery]) => isFree(delivery)).map(([id]) => id);
        const filter = to === undefined ? {} : { consumer: to };
        if (how === "giveBack") {
          const leased = [...dead.values()].filter(({ leaseUntil }) => leaseUntil !== null);
          expect(store.deadLetters.giveBack([...dead.keys()])).toBe(leased.length);
          for (const delivery of dead.values()) delivery.leaseUntil = null;
          return;
        }
        const change = {
          replay: () => store.deadLetters.replay(filter, limit, now),
          discard: () => store.deadLetters.discard(filter, limit, "wrong", now),
          lease: () => store.deadLetters.lease(filter, limit, { until: now + 20 }, now),
        };
        const { changed, left } = change[how]();

        expect(changed).toHaveLength(Math.min(limit, free.length));
        if (how !== "lease") expect(left).toBe(free.length - changed.length);
        for (const { id } of changed) {
          expect(free).toContain(id);
          const delivery = dead.get(id);
          if (delivery === undefined) continue;
          const replayed = {
            state: "waiting",
            due: now,
            attempt: 0,
            crashes: 0,
            replay: delivery.replay + 1,
            leaseUntil: null,
          };
          const to = {
            replay: replayed,
            discard: { state: "discarded", leaseUntil: null },
            lease: { leaseUntil: now + 20 },
          };
          Object.assign(delivery, to[how]);
        }
      },
  );

const forget = fc
  .record({ age: fc.constantFrom(0, 0, 100, 100_000), limit: fc.integer({ min: 1, max: 20 }) })
  .map(
    ({ age, limit }): Step =>
      (world) => {
        const { model, now } = world;
        const newest = newestId(model);
        const looked = [...model.events].filter(([id]) => id !== newest).slice(0, limit);
        const isOver = (state: ModelDelivery["state"]): boolean => state === "done" || state === "discarded";
        const gone: string[] = [];
        for (const [id, { received, entry, deliveries }] of looked) {
          if (received >= now - age) break;
          const isPast = received + entry.horizonSeconds * 1000 < now;
          if (isPast && [...deliveries.values()].every(({ state }) => isOver(state))) gone.push(id);
        }

        expect(forgetEvents(world.store, { after: 0, receivedBefore: now - age, now, limit }).count).toBe(
          gone.length,
        );
        for (const id of gone) {
          const event = model.events.get(id);
          model.events.delete(id);
          model.forgotten.events += 1;
          model.forgotten.duplicates += event?.duplicates ?? 0;
          model.forgotten.conflicts += event?.conflicts ?? 0;
          for (const [consumer, { state }] of event?.deliveries ?? []) {
            const counted = state === "done" ? model.forgotten.done : model.forgotten.discarded;
            counted.set(consumer, (counted.get(consumer) ?? 0) + 1);
          }
        }
      },
  );

/** Always in a transaction of its own. */
const mergeIds: Step = ({ store }) => store.eventIds.merge(1_000);

const step = fc.oneof(
  { weight: 6, arbitrary: accept },
  { weight: 4, arbitrary: lease },
  { weight: 6, arbitrary: settle },
  expire,
  { weight: 2, arbitrary: letters },
  { weight: 3, arbitrary: forget },
);

/** What happens around transactions. */
const act = fc.oneof(
  { weight: 12, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }).map(commit) },
  { weight: 3, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }).map(failInTheMiddle) },
  { weight: 2, arbitrary: fc.array(accept, { minLength: 1, maxLength: 4 }).map(failInAStatement) },
  { weight: 2, arbitrary: fc.array(step, { minLength: 1, maxLength: 4 }).map(runOutOfPages) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 10, 100, 60_000, 600_000)
      .map((by) => (world: World) => void (world.now += by)),
  },
  { weight: 2, arbitrary: fc.constantFrom(commit([mergeIds]), failInTheMiddle([mergeIds])) },
  fc.constant(reopen),
  fc.constant(kill),
);

function commit(steps: readonly Step[]) {
  return (world: World): void => world.store.transact(() => steps.forEach((one) => one(world)));
}

class Injected extends Error {}

/** All steps, and an error before the commit: nothing of it may stay, in the file or in memory. */
function failInTheMiddle(steps: readonly Step[]) {
  return (world: World): void =>
    undone(world, Injected, () => {
      steps.forEach((one) => one(world));
      throw new Injected();
    });
}

/** An error of SQLite inside an acceptance, when half of its rows are there. */
function failInAStatement(steps: readonly Step[]) {
  return (world: World): void => {
    world.store.database.exec(
      "CREATE TEMP TRIGGER fail BEFORE INSERT ON deliveries BEGIN SELECT raise(ABORT, 'injected'); END",
    );
    const before = structuredClone(world.model);
    const leases = world.leases.length;
    try {
      world.store.transact(() => steps.forEach((one) => one(world)));
    } catch (error) {
      expect(String(error)).toContain("injected");
      world.model = before;
      world.leases.length = leases;
    }
    world.store.database.exec("DROP TRIGGER fail");
  };
}

/** The database may not grow: SQLite ends the transaction where it finds no page, in a statement or in the commit. */
function runOutOfPages(steps: readonly Step[]) {
  return (world: World): void => {
    const { database } = world.store;
    const pages = Number(database.prepare("PRAGMA page_count").get()?.["page_count"]);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const before = structuredClone(world.model);
    const leases = world.leases.length;
    try {
      world.store.transact(() => steps.forEach((one) => one(world)));
    } catch (error) {
      expect(String(error)).toContain("full");
      world.model = before;
      world.leases.length = leases;
    }
    database.exec("PRAGMA max_page_count = 4294967294");
  };
}

function undone(world: World, error: new () => Error, work: () => void): void {
  const before = structuredClone(world.model);
  const leases = world.leases.length;
  expect(() => world.store.transact(work)).toThrow(error);
  world.model = before;
  world.leases.length = leases;
}

function reopen(world: World): void {
  world.store.close();
  world.store = openStore(world.file);
}

/** As after kill -9: what the files hold at this moment, without a word of goodbye. */
function kill(world: World): void {
  const copy = join(mkdtempSync(join(tmpdir(), "hookyard-model-")), "hookyard.db");
  for (const suffix of ["", "-wal"]) {
    if (existsSync(world.file + suffix)) cpSync(world.file + suffix, copy + suffix);
  }
  world.store.close();
  rmSync(join(world.file, ".."), { recursive: true });
  world.file = copy;
  world.store = openStore(copy);
}

function rows({ store }: World): unknown {
  const select = (sql: string): Record<string, unknown>[] =>
    store.database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  return {
    events: select(
      "SELECT e.id, e.duplicates, e.conflicts, b.text FROM events e JOIN bodies b USING (sequence) ORDER BY sequence",
    ),
    deliveries: select(
      "SELECT e.id || ':' || c.name AS id, d.state, d.due, d.attempt, d.token, d.crashes, d.replay, d.lease_until AS leaseUntil FROM deliveries d JOIN events e ON e.sequence = d.id / 4096 JOIN consumers c ON c.number = d.consumer ORDER BY 1",
    ),
    bodies: select("SELECT count(*) AS count FROM bodies"),
    consumers: select("SELECT name, scheduled, done, dead, discarded FROM consumers ORDER BY name"),
    sources: select("SELECT accepted, duplicates, conflicts FROM sources"),
    strays: [
      ...select("SELECT delivery FROM attempts WHERE delivery NOT IN (SELECT id FROM deliveries)"),
      ...select("SELECT * FROM event_ids WHERE sequence NOT IN (SELECT sequence FROM events)"),
    ],
  };
}

function expected({ model, store }: World): unknown {
  const { events, forgotten } = model;
  const all = [...events.values()];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const count = (consumer: string, ...wanted: readonly ModelDelivery["state"][]): number =>
    deliveriesWhere(model, ({ state }, name) => name === consumer && wanted.includes(state)).size;
  const known = consumers.filter((name) => store.consumers.find(name) !== undefined);
  const accepted = all.length + forgotten.events;
  return {
    events: all.map(({ entry, duplicates, conflicts }) => ({
      id: entry.event.id,
      duplicates,
      conflicts,
      text: entry.text,
    })),
    deliveries: [...deliveriesWhere(model, () => true)]
      .map(([id, delivery]) => ({ id, ...delivery, state: states.indexOf(delivery.state) }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    bodies: [{ count: all.length }],
    consumers: known.map((name) => ({
      name,
      scheduled: count(name, "waiting", "leased"),
      done: count(name, "done") + (forgotten.done.get(name) ?? 0),
      dead: count(name, "dead"),
      discarded: count(name, "discarded") + (forgotten.discarded.get(name) ?? 0),
    })),
    sources:
      accepted === 0
        ? []
        : [
            {
              accepted,
              duplicates: sum(all.map(({ duplicates }) => duplicates)) + forgotten.duplicates,
              conflicts: sum(all.map(({ conflicts }) => conflicts)) + forgotten.conflicts,
            },
          ],
    strays: [],
  };
}

test("whatever happens in whatever order, no delivery is lost or in two states, and all counts are recounts", () => {
  const histories = fc.array(act, { minLength: 1, maxLength: 40 });

  fc.assert(
    fc.property(histories, (acts) => {
      const file = join(mkdtempSync(join(tmpdir(), "hookyard-model-")), "hookyard.db");
      const world: World = { store: openStore(file), model: createModel(), file, now: 1_000_000, leases: [] };
      try {
        for (const one of acts) {
          one(world);
          expect(rows(world)).toEqual(expected(world));
        }
        expect(world.store.database.prepare("PRAGMA integrity_check").get()).toEqual({
          integrity_check: "ok",
        });
      } finally {
        world.store.close();
        rmSync(join(world.file, ".."), { recursive: true });
      }
    }),
    { numRuns: Number(process.env["HOOKYARD_MODEL_RUNS"] ?? 300) },
  );
}, 120_000);
