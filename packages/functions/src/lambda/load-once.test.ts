import { expect, test } from "vitest";
import { loadOnce } from "./load-once.ts";

test("what is loaded is loaded once, however many ask at once", async () => {
  let loads = 0;
  const get = loadOnce(async () => ++loads);

  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

test("a load that failed is told to who asked, and tried again by the next", async () => {
  let loads = 0;
  const get = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error("too many open files");
    return loads;
  });

  const first = await Promise.allSettled([get(), get()]);

  expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await get()).toBe(2);
});

test("a failure that is told late does not throw away what was loaded since", async () => {
  let loads = 0;
  const get = loadOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error("too many open files");
    return loads;
  });

  const [, second] = await Promise.allSettled([get(), get().catch(() => get())]);

  expect(second).toEqual({ status: "fulfilled", value: 2 });
  expect(await get()).toBe(2);
});
