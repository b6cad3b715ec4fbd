import { describe, expect, test } from "vitest";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import type { DeliveryLog, LoggedEvent, LogPage } from "./delivery-log.ts";
import { newReconcile, reconcile, type ReconcileState, type Remedy } from "./reconcile.ts";

const since = new Date("2026-04-01T00:00:00Z");
const until = new Date("2026-05-01T00:00:00Z");
const month = until.getTime() - since.getTime();

/** A month of a provider: what it has on record, and what came of it. */
interface World {
  /** Newest first, as most lists are; grows at its front while it is read. */
  readonly recorded: LoggedEvent[];
  readonly accepted: Map<string, number>;
}

function simulate(seed: string, count: number): { readonly world: World; readonly lost: readonly string[] } {
  const random = repeatableBytes(seed);
  const world: World = { recorded: [], accepted: new Map() };
  const lost: string[] = [];
  for (let number = 0; number < count; number++) {
    const id = `evt_${number}`;
    const dice = random(1)[0] ?? 0;
    const twice = dice < 40 ? 2 : 1;
    const arrivals = dice < 13 ? 0 : twice; // some 5 % are lost, some 10 % come twice
    if (arrivals === 0) lost.push(id);
    else world.accepted.set(id, arrivals);
    world.recorded.unshift(entry(id, since.getTime() + Math.floor((month * number) / count), arrivals === 0));
  }
  return { world, lost };
}

function entry(id: string, time: number, failed: boolean): LoggedEvent {
  return {
    logId: id,
    providerId: id,
    type: "invoice.paid",
    time: new Date(time),
    ...(failed && { failure: "answered 503" }),
    request: { headers: [], body: JSON.stringify({ id }) },
  };
}

/** Pages by number, so that each event that comes while they are read moves all the others. */
function shiftingLog(world: World, perPage: number): DeliveryLog {
  let later = 0;
  return {
    reachDays: 30,
    hasBodies: true,
    async page(_range, cursor): Promise<LogPage> {
      const page = Number(cursor ?? 0);
      const events = world.recorded.slice(page * perPage, (page + 1) * perPage);
      const next = (page + 1) * perPage < world.recorded.length ? String(page + 1) : undefined;
      for (let number = 0; number < 3 && later < 200; number++)
        world.recorded.unshift(entry(`late_${later++}`, until.getTime() + 1000, false));
      return { events, ...(next !== undefined && { next }) };
    },
    redeliver: async ({ providerId = "" }) => void world.accepted.set(providerId, 1),
  };
}

const backfillInto = (world: World, sent: string[] = []): Remedy => ({
  kind: "backfill",
  send: async (requests) =>
    requests.map(({ body }) => {
      const { id } = JSON.parse(body) as { id: string };
      sent.push(id);
      const isNew = !world.accepted.has(id);
      world.accepted.set(id, (world.accepted.get(id) ?? 0) + 1);
      return { status: isNew ? "accepted" : "duplicate", events: [id] };
    }),
});

interface RunOptions {
  readonly remedy?: Remedy;
  readonly state?: ReconcileState;
  readonly stopAfterPages?: number;
  readonly perPage?: number;
}

async function run(world: World, options: RunOptions = {}): Promise<ReconcileState> {
  const stop = new AbortController();
  let pages = 0;
  return reconcile({
    log: shiftingLog(world, options.perPage ?? 37),
    accepted: { has: async ({ providerId = "" }) => world.accepted.has(providerId) },
    remedy: options.remedy ?? { kind: "report" },
    state: options.state ?? newReconcile({ since, until }),
    signal: stop.signal,
    onPage: () => {
      pages += 1;
      if (pages === options.stopAfterPages) stop.abort();
    },
  });
}

const ids = ({ missing }: ReconcileState): readonly string[] =>
  missing.map(({ event }) => event.providerId ?? "").toSorted();

describe("a month of a provider, with losses, duplicates and pages that shift", () => {
  test.each(["one", "two", "three", "four"])("the gap is exact (%s)", async (seed) => {
    const { world, lost } = simulate(seed, 2_000);

    const state = await run(world);

    expect(state).toMatchObject({ isComplete: true, recorded: 2_000 });
    expect(ids(state)).toEqual([...lost].toSorted());
    expect(state.missing.every(({ event }) => event.failure === "answered 503")).toBe(true);
  });

  test("a backfill makes the two sides equal, and a second run changes nothing", async () => {
    const { world, lost } = simulate("five", 2_000);
    const sent: string[] = [];

    const first = await run(world, { remedy: backfillInto(world, sent) });
    const before = new Map(world.accepted);
    const second = await run(world, { remedy: backfillInto(world, sent) });

    expect(sent.toSorted()).toEqual([...lost].toSorted());
    expect(first.missing.every(({ outcome }) => outcome === "backfilled")).toBe(true);
    expect(second.missing).toEqual([]);
    expect(world.accepted).toEqual(before);
  });

  test("a late original that comes between the look and the backfill is a duplicate", async () => {
    const { world, lost } = simulate("six", 500);
    const late = lost[0] ?? "";
    const remedy = backfillInto(world);
    const racing: Remedy = {
      kind: "backfill",
      send: (requests) => {
        if (!world.accepted.has(late)) world.accepted.set(late, 1);
        return remedy.kind === "backfill"
          ? remedy.send(requests)
          : Promise.reject(new TypeError("not a backfill"));
      },
    };

    const state = await run(world, { remedy: racing, perPage: 1000 });

    expect(state.missing.find(({ event }) => event.providerId === late)?.outcome).toBe("arrived");
  });

  test("a run that is stopped half-way goes on where it stopped, and finds each once", async () => {
    const { world, lost } = simulate("seven", 1_000);
    const sent: string[] = [];

    const stopped = await run(world, { remedy: backfillInto(world, sent), stopAfterPages: 5 });
    const kept = JSON.parse(JSON.stringify(stopped)) as ReconcileState;
    const state = await run(world, { remedy: backfillInto(world, sent), state: kept });

    expect(stopped.isComplete).toBe(false);
    expect(state.isComplete).toBe(true);
    expect(sent.toSorted()).toEqual([...lost].toSorted());
    expect(ids(state)).toEqual([...lost].toSorted());
  });

  test("redelivery asks once for each that is missing", async () => {
    const { world, lost } = simulate("eight", 300);

    const state = await run(world, { remedy: { kind: "redeliver" } });

    expect(ids(state)).toEqual([...lost].toSorted());
    expect((await run(world)).missing).toEqual([]);
  });

  test("what could not be stored is told, and found again", async () => {
    const { world, lost } = simulate("nine", 300);
    const full: Remedy = {
      kind: "backfill",
      send: async (requests) =>
        requests.map(() => ({ status: "refused", events: [], reason: "storage_full" })),
    };

    const state = await run(world, { remedy: full });

    expect(state.missing).toHaveLength(lost.length);
    expect(
      state.missing.every(({ outcome, reason }) => outcome === "not_stored" && reason === "storage_full"),
    ).toBe(true);
    expect((await run(world)).missing).toHaveLength(lost.length);
  });
});

describe("an event", () => {
  const one = (fields: Partial<LoggedEvent>): LoggedEvent => ({
    ...entry("evt_1", since.getTime(), false),
    ...fields,
  });
  const runOver = (
    event: LoggedEvent,
    remedy: Remedy,
    log: Partial<DeliveryLog> = {},
  ): Promise<ReconcileState> =>
    reconcile({
      log: { reachDays: 30, hasBodies: true, page: async () => ({ events: [event] }), ...log },
      accepted: { has: async () => false },
      remedy,
      isExpected: (type) => type !== "ignored",
      state: newReconcile({ since, until }),
      signal: new AbortController().signal,
      onPage: () => undefined,
    });

  test("of a type that nobody is subscribed to is not missing, unless the provider did send it", async () => {
    const ignored = await runOver(one({ type: "ignored" }), { kind: "report" });
    const sent = await runOver(one({ type: "ignored", wasSent: true }), { kind: "report" });

    expect(ignored).toMatchObject({ recorded: 0, missing: [] });
    expect(sent).toMatchObject({ recorded: 1, missing: [{ outcome: "missing" }] });
  });

  test("that the provider cannot send again is told as such", async () => {
    const redeliver = { kind: "redeliver" } as const;

    const refused = await runOver(one({}), redeliver, { redeliver: async () => "unavailable" });
    const unable = await runOver(one({}), redeliver);
    const asked = await runOver(one({}), redeliver, { redeliver: async () => undefined });

    expect([refused, unable, asked].map(({ missing }) => missing[0]?.outcome)).toEqual([
      "unavailable",
      "unavailable",
      "redelivered",
    ]);
  });
});
