import { expect, test } from "vitest";
import { createAdmission } from "./admission.ts";
import type { Examined } from "./examination.ts";
import { createKeeper, type KeeperOptions, type OfferedRefusal } from "./keeper.ts";
import { refusedLimits } from "./limits.ts";

const explanation = { code: "unexplained", message: "m", evidence: "none" } as const;

function offered(size = 10): OfferedRefusal {
  return {
    source: "stripe",
    code: "signature_invalid",
    reason: "signature_mismatch",
    receivedAt: 1,
    request: {
      method: "POST",
      url: "https://a.example/",
      headers: [["x-a", "1"]],
      body: new Uint8Array(size),
    },
  };
}

function keeperOf(options: Partial<KeeperOptions> = {}) {
  const saved: Parameters<KeeperOptions["save"]>[0][] = [];
  const keeper = createKeeper({
    examination: { explain: async ({ headers }): Promise<Examined> => ({ explanation, headers }) },
    admission: { admit: () => true },
    save: async (refused) => `ref_${saved.push(refused)}`,
    ...options,
  });
  return { keeper, saved };
}

function told(keeper: ReturnType<typeof createKeeper>, request = offered()) {
  return new Promise((resolve, reject) => {
    if (!keeper.offer(request, resolve)) reject(new Error("not taken"));
  });
}

test("tells the explanation and the id under which it is kept", async () => {
  const { keeper, saved } = keeperOf();

  expect(await told(keeper)).toEqual({ explanation, id: "ref_1" });
  expect(saved).toMatchObject([{ source: "stripe", bytes: 10, headers: [["x-a", "1"]] }]);
});

test("what cannot be kept is explained all the same", async () => {
  const { keeper } = keeperOf({ save: () => Promise.reject(new Error("the disk is full")) });

  expect(await told(keeper)).toEqual({ explanation });
});

test("what cannot be explained is told as that: the line is written either way", async () => {
  const { keeper } = keeperOf({
    examination: { explain: () => Promise.reject(new Error("the thread ended")) },
  });

  expect(await told(keeper)).toBeUndefined();
});

test("a body over the limit is kept without it", async () => {
  const { keeper, saved } = keeperOf();

  await told(keeper, offered(refusedLimits.maxBodyBytes + 1));

  expect(saved[0]?.body).toBeUndefined();
  expect(saved[0]?.bytes).toBe(refusedLimits.maxBodyBytes + 1);
});

test("no more is under way than the limits say, by number and by bytes", () => {
  const never = { explain: () => new Promise<never>(() => undefined) };
  const many = keeperOf({ examination: never }).keeper;
  const large = keeperOf({ examination: never }).keeper;

  const takenByNumber = Array.from({ length: 300 }, () => many.offer(offered(), () => undefined));
  const takenByBytes = Array.from({ length: 10 }, () => large.offer(offered(8 * 1024 ** 2), () => undefined));

  expect(takenByNumber.filter(Boolean)).toHaveLength(refusedLimits.maxPending);
  expect(takenByBytes.filter(Boolean)).toHaveLength(4);
});

test("closing waits for what was taken, at most its time, and takes nothing more", async () => {
  const held = Promise.withResolvers<Examined>();
  const { keeper, saved } = keeperOf({ examination: { explain: () => held.promise } });
  keeper.offer(offered(), () => undefined);

  const closed = keeper.close(10_000);
  expect(keeper.offer(offered(), () => undefined)).toBe(false);
  held.resolve({ explanation, headers: [] });
  await closed;

  expect(saved).toHaveLength(1);
});

test("a burst of one source is admitted, then its rate; another source has its own, and all share one", () => {
  let time = 0;
  const limits = { burstPerSource: 3, perSecondPerSource: 1, burst: 5, perSecond: 2 };
  const admission = createAdmission(() => time, limits);
  const admitted = (source: string, count: number) =>
    Array.from({ length: count }, () => admission.admit(source)).filter(Boolean).length;

  expect(admitted("a", 10)).toBe(3);
  expect(admitted("b", 10)).toBe(2); // what is left of the five
  time = 1_000;
  expect(admitted("a", 10)).toBe(1);
  expect(admitted("b", 10)).toBe(1);
  time = 1_000_000;
  expect(admitted("a", 10)).toBe(3);
});
