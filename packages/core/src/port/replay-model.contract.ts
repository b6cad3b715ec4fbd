import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { busEntry, idOf } from "./contract-harness.ts";
import {
  type CreateReplayEngine,
  type Handle,
  killedAt,
  type ReplayEngine,
  ReplayWorld,
} from "./replay-harness.ts";

/** Where a delivery can be. `held`: dead, and checked out. */
type Place = "scheduled" | "done" | "dead" | "held" | "discarded";

interface ModelDelivery {
  place: Place;
  replay: number;
  holder?: string;
  heldUntil?: number;
}

/** What an observer knows without looking into the engine: the simple model that it is held against. */
interface Model {
  readonly deliveries: Map<string, ModelDelivery>;
  readonly jobs: string[];
  readonly checkOuts: string[];
  events: number;
}

interface Real {
  readonly engine: ReplayEngine;
  readonly world: ReplayWorld;
}

type Command = fc.AsyncCommand<Model, Real>;

export interface ReplayModelOptions {
  readonly runs?: number;
  /** In one run. */
  readonly maxCommands?: number;
}

/** On a loaded machine, where every command is dozens of requests. */
const secondsPerRun = 20;

/**
 * Whatever is done to letters in whatever order, by people, jobs and consumers, with runners killed in between: every
 * delivery is in exactly one place, and it is the one that the model says. Call it once per implementation.
 */
export function testReplayModel(
  name: string,
  create: CreateReplayEngine,
  { runs = 60, maxCommands = 100 }: ReplayModelOptions = {},
): void {
  const timeout = Math.max(120_000, runs * secondsPerRun * 1_000);
  describe(`replay model: ${name}`, () => {
    test("no letter is in two states, and none in none, whatever happens", { timeout }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { size: "+1", maxCommands }), async (sequence) => {
          const engine = await create();
          try {
            await fc.asyncModelRun(
              () => ({
                model: { deliveries: new Map(), jobs: [], checkOuts: [], events: 0 },
                real: { engine, world: new ReplayWorld(engine, ["fulfil-order"]) },
              }),
              sequence,
            );
          } finally {
            await engine.close();
          }
        }),
        // What was found is told in time, though it could be made shorter still.
        { numRuns: runs, interruptAfterTimeLimit: timeout * 0.8 },
      );
    });
  });
}

function command(label: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => label,
    async run(model, real) {
      expireHolds(model, real);
      await run(model, real);
      await compare(model, real);
    },
  };
}

const commands: fc.Arbitrary<Command>[] = [
  fc.integer({ min: 1, max: 6 }).map((count) =>
    command(`publish ${count}`, async (model, { engine }) => {
      for (let index = 0; index < count; index += 1) {
        const providerId = `m${model.events++}`;
        await engine.bus.publish([busEntry({ providerId })]);
        model.deliveries.set(`${idOf(providerId)}:fulfil-order`, { place: "scheduled", replay: 0 });
      }
    }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat(15)).map(([max, mask]) =>
    command(`consumers take ${max}, fail by ${mask}`, async (model, { world }) => {
      await work(model, world, handleBy(mask), max);
    }),
  ),
  fc.integer({ min: 1, max: 120 }).map((seconds) =>
    command(`${seconds} s go by`, async (model, real) => {
      real.engine.advance(seconds);
      expireHolds(model, real);
    }),
  ),
  fc
    .record({ canary: fc.nat(3), share: fc.constantFrom(0.2, 1), force: fc.boolean() })
    .map(({ canary, share, force }) =>
      command(
        `plan and start (canary ${canary}, share ${share}${force ? ", force" : ""})`,
        async (model, real) => {
          const { world, engine } = real;
          engine.advance(1);
          expireHolds(model, real);
          const limits = { canary, maxFailureShare: share };
          const eligible = placed(model, "dead").filter(([, { replay }]) => force || replay < 2);
          const id = await world.start({ force, limits });
          model.jobs.push(id);
          expect((await world.job(id)).plan.count).toBe(eligible.length);
        },
      ),
    ),
  fc
    .record({
      job: fc.nat(),
      waits: fc.integer({ min: 0, max: 6 }),
      mask: fc.nat(15),
      kill: fc.option(fc.nat(30)),
    })
    .map(({ job, waits, mask, kill }) =>
      command(
        `run job ${job} for ${waits} waits${kill === null ? "" : `, killed at ${kill + 1}`}`,
        async (model, real) => {
          await runJob(model, real, { job, waits, mask, kill });
        },
      ),
    ),
  fc.tuple(fc.constantFrom("pauseJob", "resumeJob", "cancelJob"), fc.nat()).map(([verb, index]) =>
    command(`${verb} ${index}`, async (model, { world }) => {
      const id = pick(model.jobs, index);
      if (id === undefined) return;
      const before = (await world.job(id)).state;
      const { state } = await world.operator[verb](id);
      const expected = {
        pauseJob: before === "running" ? "paused" : before,
        resumeJob: before === "paused" ? "running" : before,
        cancelJob: before === "running" || before === "paused" ? "cancelled" : before,
      };
      expect(state).toBe(expected[verb]);
    }),
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.nat(), fc.integer({ min: 1, max: 100 }))
    .map(([count, from, seconds]) =>
      command(`check out ${count} from ${from} for ${seconds} s`, async (model, { world, engine }) => {
        const ids = [...model.deliveries.keys()].slice(from % (model.deliveries.size + 1)).slice(0, count);
        if (ids.length === 0) return;
        const id = `chk_${String(model.checkOuts.length).padStart(4, "0")}`;
        model.checkOuts.push(id);
        const { letters } = await world.operator.checkOut(id, ids, seconds);
        const free = ids.filter((each) => model.deliveries.get(each)?.place === "dead");
        expect(letters.map((letter) => letter.id).toSorted()).toEqual(free.toSorted());
        const heldUntil = engine.now().getTime() + seconds * 1000;
        for (const each of free)
          Object.assign(model.deliveries.get(each) ?? {}, { place: "held", holder: id, heldUntil });
      }),
    ),
  fc.tuple(fc.nat(), fc.boolean()).map(([index, isReplay]) =>
    command(`${isReplay ? "replay" : "return"} check-out ${index}`, async (model, { world }) => {
      const id = pick(model.checkOuts, index);
      if (id === undefined) return;
      const held = placed(model, "held").filter(([, { holder }]) => holder === id);
      const { ids } = await world.operator[isReplay ? "replayCheckOut" : "returnCheckOut"](id).catch(
        (): { readonly ids: readonly string[] } => ({ ids: [] }),
      );
      expect(ids.toSorted()).toEqual(held.map(([each]) => each).toSorted());
      for (const [, delivery] of held) {
        delivery.place = isReplay ? "scheduled" : "dead";
        if (isReplay) delivery.replay += 1;
      }
    }),
  ),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })).map(([from, limit]) =>
    command(`discard ${limit} from ${from}`, async (model, { engine }) => {
      const ids = [...model.deliveries.keys()].slice(from % (model.deliveries.size + 1)).slice(0, 10);
      const { ids: gone } = await engine.deadLetters.discard({ ids }, limit, "not wanted");
      const free = ids.filter((each) => model.deliveries.get(each)?.place === "dead");
      expect(gone).toHaveLength(Math.min(limit, free.length));
      for (const each of gone) {
        expect(free).toContain(each);
        Object.assign(model.deliveries.get(each) ?? {}, { place: "discarded" });
      }
    }),
  ),
  fc.nat().map((index) =>
    command(`edit ${index}`, async (model, { world }) => {
      const id = pick([...model.deliveries.keys()], index);
      const delivery = id === undefined ? undefined : model.deliveries.get(id);
      if (id === undefined || delivery === undefined) return;
      const isSent = await world.operator
        .editDeadLetter(id, [{ path: "data.original.edited", value: true }], "by hand")
        .then(
          () => true,
          () => false,
        );
      expect(isSent).toBe(delivery.place === "dead");
      if (!isSent) return;
      delivery.place = "scheduled";
      delivery.replay += 1;
    }),
  ),
];

interface RunSpec {
  readonly job: number;
  readonly waits: number;
  readonly mask: number;
  readonly kill: number | null;
}

/**
 * Runs a job for a while. The model does not know how far it comes; it knows what it may touch, and that whatever it
 * sent is counted.
 */
async function runJob(
  model: Model,
  { engine, world }: Real,
  { job, waits, mask, kill }: RunSpec,
): Promise<void> {
  const id = pick(model.jobs, job);
  if (id === undefined) return;
  const before = await world.job(id);
  const sentBefore = before.sent;
  const start = Date.parse(before.createdTime);
  const stop = new AbortController();
  let left = waits;
  const died = new Map<string, number>();
  const sent = new Set<string>();
  /** What the job has sent since the last look is what is scheduled now and was free before. */
  const look = async (): Promise<void> => {
    for (const [each, delivery] of placed(model, "dead")) {
      const report = await world.delivery(each);
      if (report.state !== "scheduled") continue;
      expect(before.state).toBe("running");
      expect(before.request.force || delivery.replay < 2).toBe(true);
      expect(died.get(each) ?? 0).toBeLessThan(start);
      sent.add(each);
      delivery.place = "scheduled";
      delivery.replay += 1;
    }
  };
  await world
    .run(id, () => "done", {
      ports:
        kill === null
          ? engine.replay
          : killedAt(engine.replay, kill + 1, kill % 2 === 0 ? "before" : "after"),
      stop: stop.signal,
      wait: async (milliseconds) => {
        engine.advance(milliseconds / 1000);
        await look();
        expireHolds(model, { engine, world });
        for (const [each, handled] of await work(model, world, handleBy(mask), 5)) {
          if (handled === "fail") died.set(each, engine.now().getTime());
        }
        if (--left <= 0) stop.abort();
      },
    })
    .catch(() => undefined);
  await look();
  expect((await world.job(id)).sent - sentBefore).toBe(sent.size);
}

async function work(
  model: Model,
  world: ReplayWorld,
  handle: Handle,
  max: number,
): Promise<readonly (readonly [string, ReturnType<Handle>])[]> {
  const handled: [string, ReturnType<Handle>][] = [];
  await world.work((delivery) => {
    const outcome = handle(delivery);
    handled.push([delivery.id, outcome]);
    return outcome;
  }, max);
  for (const [id, outcome] of handled) {
    const delivery = model.deliveries.get(id);
    expect(delivery?.place).toBe("scheduled");
    if (delivery === undefined || outcome === "retry") continue;
    delivery.place = outcome === "done" ? "done" : "dead";
  }
  return handled;
}

/** Fails letters by a bit of their id, so that the same letter fails again. */
function handleBy(mask: number): Handle {
  return ({ id }) => {
    const digit = Number.parseInt(id.charAt(10), 16);
    if ((digit & mask) !== 0) return "fail";
    return digit === 9 ? "retry" : "done";
  };
}

function expireHolds(model: Model, { engine }: Real): void {
  for (const [, delivery] of placed(model, "held")) {
    if ((delivery.heldUntil ?? 0) <= engine.now().getTime()) delivery.place = "dead";
  }
}

async function compare(model: Model, { engine, world }: Real): Promise<void> {
  expireHolds(model, { engine, world });
  const free = new Set(await world.free());
  const held = new Set<string>();
  for (const holder of model.checkOuts) {
    for (const { id } of (await engine.deadLetters.list({ holder }, { limit: 100 })).rows) {
      expect(held.has(id)).toBe(false); // nobody else has it too
      held.add(id);
    }
  }
  for (const [id, { place, replay }] of model.deliveries) {
    const report = await world.delivery(id);
    const isDead = place === "dead" || place === "held";
    expect([id, report.state, free.has(id), held.has(id)]).toEqual([
      id,
      isDead ? "dead" : place,
      place === "dead",
      place === "held",
    ]);
    expect([id, report.replay]).toEqual([id, replay]);
  }
  expect(free.size).toBe(placed(model, "dead").length);
}

function placed(model: Model, place: Place): [string, ModelDelivery][] {
  return [...model.deliveries].filter(([, delivery]) => delivery.place === place);
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}
