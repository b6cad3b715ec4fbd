import { expect, test } from "vitest";
import { remember } from "./remember.ts";

function setUp(answers: readonly (() => Promise<number>)[]) {
  let [time, asked] = [1_000, 0];
  const remembered = remember(
    100,
    () => time,
    () => answers[asked++]?.() ?? Promise.reject(new Error("asked too often")),
  );
  return { remembered, advance: (milliseconds: number) => (time += milliseconds) };
}
const value = (number: number) => async () => number;

test("an answer holds for its time, and then it is asked for again", async () => {
  const { remembered, advance } = setUp([value(1), value(2)]);

  const first = [await remembered.ask(), await remembered.ask()];
  advance(100);

  expect([...first, await remembered.ask()]).toEqual([1, 1, 2]);
});

test("what was answered may say how long it holds", async () => {
  let [time, asked] = [0, 0];
  const remembered = remember(
    (count: number) => count * 10,
    () => time,
    async () => ++asked,
  );

  const seen: number[] = [];
  for (time of [0, 9, 10, 29, 30]) seen.push(await remembered.ask());

  expect(seen).toEqual([1, 1, 2, 2, 3]);
});

test("who asks at the same time shares one question, however long it takes", async () => {
  const answer = Promise.withResolvers<number>();
  const { remembered, advance } = setUp([() => answer.promise]);

  const asked = [remembered.ask()];
  advance(1_000);
  asked.push(remembered.ask());
  answer.resolve(7);

  expect(await Promise.all(asked)).toEqual([7, 7]);
});

test("a failure is told to who asked, and not remembered", async () => {
  const { remembered } = setUp([() => Promise.reject(new Error("throttled")), value(2)]);

  await expect(remembered.ask()).rejects.toThrow("throttled");

  expect(await remembered.ask()).toBe(2);
});

test("what is forgotten is asked for again, and a late answer does not bring it back", async () => {
  const late = Promise.withResolvers<number>();
  const { remembered } = setUp([() => late.promise, value(2)]);

  const first = remembered.ask();
  remembered.forget();
  const second = remembered.ask();
  late.resolve(1);

  expect(await Promise.all([first, second, remembered.ask()])).toEqual([1, 2, 2]);
});
