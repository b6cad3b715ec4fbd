import { expect, test, vi } from "vitest";
import { createInterrupt } from "./interrupt.ts";

test("the first request asks, what npm repeats of it is the same one, a later one ends", () => {
  let time = 0;
  const endNow = vi.fn<() => void>();
  const interrupt = createInterrupt({ now: () => time, endNow });

  interrupt.request();
  time = 20;
  interrupt.request();
  expect([interrupt.signal.aborted, endNow.mock.calls.length]).toEqual([true, 0]);

  time = 900;
  interrupt.request();
  expect(endNow).toHaveBeenCalledTimes(1);
});
