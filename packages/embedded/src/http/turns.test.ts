import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

/** An event loop that goes on when it is told to. */
function clockByHand() {
  let due: (() => void)[] = [];
  const waits: (number | "soon")[] = [];
  return {
    /** How long each turn was to take. */
    waits,
    clock: {
      soon(then: () => void) {
        waits.push("soon");
        due.push(then);
      },
      after(then: () => void, milliseconds: number) {
        waits.push(milliseconds);
        due.push(then);
      },
    },
    async goOn() {
      const now = due;
      due = [];
      for (const then of now) then();
      await Promise.resolve();
    },
  };
}

function settled(turn: Promise<void>): { is: boolean } {
  const state = { is: false };
  void turn.then(() => {
    state.is = true;
  });
  return state;
}

test("all that came in one turn go on together, in their order, and what comes later has a turn of its own", async () => {
  const { clock, goOn } = clockByHand();
  const turn = createTurns(clock);
  const order: string[] = [];
  void turn().then(() => order.push("first"));
  void turn().then(() => order.push("second"));
  await Promise.resolve();
  expect(order).toEqual([]);

  await goOn();
  const later = settled(turn());
  await Promise.resolve();

  expect(order).toEqual(["first", "second"]);
  expect(later.is).toBe(false);
  await goOn();
  expect(later.is).toBe(true);
});

test("one that comes alone waits for nothing but the turn", async () => {
  const { clock, goOn, waits } = clockByHand();
  const turn = createTurns(clock);
  for (let count = 0; count < 5; count++) {
    void turn();
    await goOn();
  }

  expect(waits).toEqual(["soon", "soon", "soon", "soon", "soon"]);
});

test("in a stream a millisecond's worth goes together, until it ends", async () => {
  const { clock, goOn, waits } = clockByHand();
  const turn = createTurns(clock);
  for (const count of [6, 9, 5, 1]) {
    for (let request = 0; request < count; request++) void turn();
    await goOn();
  }

  expect(waits).toEqual(["soon", 1, 1, "soon"]);
});

test("a turn that is full ends at once", async () => {
  const { clock, goOn, waits } = clockByHand();
  const turn = createTurns(clock);
  const full = Array.from({ length: 32 }, () => settled(turn()));
  const later = settled(turn());
  await Promise.resolve();

  expect(full.every(({ is }) => is)).toBe(true);
  expect(later.is).toBe(false);
  expect(waits).toEqual(["soon", 1]);
  await goOn();
  expect(later.is).toBe(true);
  for (let request = 0; request < 31; request++) void turn();
  const last = settled(turn());
  await Promise.resolve();
  expect(last.is).toBe(true);
});

test("the time of a turn that was full does not end the next one", async () => {
  const due: (() => void)[] = [];
  const later = (then: () => void): void => void due.push(then);
  const turn = createTurns({ soon: later, after: later });
  for (let request = 0; request < 32; request++) void turn();
  const first = settled(turn());
  const [ofFull, ofNext] = due;

  ofFull?.();
  const second = settled(turn());
  await Promise.resolve();
  expect([first.is, second.is]).toEqual([false, false]);
  expect(due).toHaveLength(2);
  ofNext?.();
  await Promise.resolve();
  expect([first.is, second.is]).toEqual([true, true]);
});

test("by itself it goes by the event loop's turns", async () => {
  const turn = createTurns();
  const order: string[] = [];
  const first = turn().then(() => order.push("read"));
  process.nextTick(() => order.push("tick"));
  await Promise.all([first, turn(), turn(), turn(), turn(), turn()]);
  await turn().then(() => order.push("stream"));

  expect(order).toEqual(["tick", "read", "stream"]);
});
