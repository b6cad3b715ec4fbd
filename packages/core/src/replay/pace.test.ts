import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decidePace, estimateSeconds, type Lane, noCounts, openOf, rampRate } from "./pace.ts";
import { defaultReplayLimits, type ReplayLimits } from "./replay-request.ts";

const limits: ReplayLimits = { ...defaultReplayLimits, canary: 10, ratePerSecond: 100 };

function lane(change: Partial<Lane> = {}): Lane {
  return { counts: noCounts, base: noCounts, isDrained: false, backlogAgeSeconds: 0, ...change };
}

function counts(sent: number, done: number, bad: { failing?: number; failed?: number } = {}) {
  return { sent, done, failing: bad.failing ?? 0, failed: bad.failed ?? 0 };
}

describe("the canary", () => {
  test("goes first, whole", () => {
    expect(decidePace(lane(), limits, 0)).toEqual({ kind: "send", count: 10, phase: "canary" });
  });

  test("is made whole where a part of it was sent before the runner ended", () => {
    const half = lane({ counts: counts(4, 0) });

    expect(decidePace(half, limits, 0)).toEqual({ kind: "send", count: 6, phase: "canary" });
  });

  test.each([0, 1, 9])("with %i results of 10 nothing more goes", (done) => {
    expect(decidePace(lane({ counts: counts(10, done) }), limits, 0)).toMatchObject({
      kind: "wait",
      reason: "canary",
    });
  });

  test("a letter that failed and will be tried again is a result", () => {
    const two = lane({ counts: counts(10, 8, { failing: 2 }) });

    expect(decidePace(two, limits, 0)).toEqual({ kind: "pause", failed: 2, results: 10 });
  });

  test("is tried anew after a pause, whatever was sent before it", () => {
    const base = counts(500, 400, { failed: 100 });

    expect(decidePace(lane({ base, counts: base }), limits, 0)).toEqual({
      kind: "send",
      count: 10,
      phase: "canary",
    });
  });

  test("of none lets the ramp begin at once", () => {
    expect(decidePace(lane(), { ...limits, canary: 0 }, 0)).toMatchObject({ kind: "send", phase: "ramp" });
  });
});

describe("the failure limit", () => {
  test("one early failure of a canary of ten is not more than a tenth", () => {
    expect(decidePace(lane({ counts: counts(10, 0, { failed: 1 }) }), limits, 0).kind).toBe("wait");
  });

  test("of 0 pauses at the first failure, of 1 never", () => {
    const failed = lane({ counts: counts(10, 0, { failed: 10 }) });

    expect(decidePace(failed, { ...limits, maxFailureShare: 0 }, 0).kind).toBe("pause");
    expect(decidePace(failed, { ...limits, maxFailureShare: 1 }, 0).kind).toBe("send");
  });

  test("pauses a job too that has sent everything", () => {
    const all = lane({ isDrained: true, counts: counts(10, 0, { failed: 10 }) });

    expect(decidePace(all, limits, 0).kind).toBe("pause");
  });
});

test("nothing goes while the consumer's backlog is older than the limit, not even a canary", () => {
  expect(decidePace(lane({ backlogAgeSeconds: 61 }), limits, 0)).toMatchObject({
    kind: "wait",
    reason: "backlog",
  });
});

test("a drained lane says what is still under way", () => {
  expect(decidePace(lane({ isDrained: true, counts: counts(10, 7) }), limits, 0)).toEqual({
    kind: "drained",
    open: 3,
  });
});

test("what could not be sent for a minute is not made up for", () => {
  const held = lane({ counts: counts(5_000, 5_000), rampStart: 0, lastSend: 60_000 });

  expect(decidePace(held, limits, 120_000)).toEqual({ kind: "send", count: 100, phase: "ramp" });
});

test("a rate below one a second sends one at a time", () => {
  const slow = { ...limits, ratePerSecond: 0.5 };
  const one = lane({ counts: counts(10, 10), rampStart: 0, lastSend: 10_000 });

  expect(decidePace(one, slow, 11_999)).toEqual({ kind: "wait", milliseconds: 1, reason: "rate" });
  expect(decidePace(one, slow, 12_000)).toEqual({ kind: "send", count: 1, phase: "ramp" });
});

test("the ramp begins at a tenth and doubles every five seconds up to the rate", () => {
  expect([0, 5_000, 10_000, 20_000, 1e9].map((elapsed) => rampRate(100, elapsed))).toEqual([
    10, 20, 40, 100, 100,
  ]);
});

test("an estimate is the ramp and then the rate", () => {
  expect(estimateSeconds(5, limits)).toBe(0);
  expect(estimateSeconds(10_010, limits)).toBeGreaterThan(100);
  expect(estimateSeconds(10_010, limits)).toBeLessThan(115);
});

const anyLimits = fc.record({
  canary: fc.integer({ min: 0, max: 200 }),
  ratePerSecond: fc.double({ min: 0.1, max: 50_000, noNaN: true }),
  maxBacklogAgeSeconds: fc.integer({ min: 0, max: 600 }),
  maxFailureShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anyCounts = fc
  .tuple(fc.nat(20_000), fc.nat(100), fc.nat(100), fc.nat(100))
  .map(([done, failing, failed, more]) => ({ sent: done + failing + failed + more, done, failing, failed }));

describe("whatever happens", () => {
  test("no more is ever on its way than the window, and nothing goes to a consumer that is behind", () => {
    fc.assert(
      fc.property(
        anyCounts,
        anyLimits,
        fc.nat(1_000),
        fc.nat(100_000),
        fc.nat(10_000),
        (sent, bounds, age, now, mostOpen) => {
          const given = lane({ counts: sent, backlogAgeSeconds: age, rampStart: 0, lastSend: 0, mostOpen });

          const pace = decidePace(given, bounds, now);

          if (pace.kind !== "send") return;
          expect(pace.count).toBeGreaterThan(0);
          expect(Number.isInteger(pace.count)).toBe(true);
          expect(age).toBeLessThanOrEqual(bounds.maxBacklogAgeSeconds);
          if (pace.phase === "canary") return;
          const window = Math.max(
            bounds.canary,
            10,
            Math.min(mostOpen, Math.ceil(bounds.ratePerSecond * 10)),
          );
          expect(openOf(sent) + pace.count).toBeLessThanOrEqual(window);
          expect(openOf(sent) + pace.count).toBeLessThanOrEqual(Math.max(bounds.canary, 10) + sent.done);
        },
      ),
    );
  });

  test("over any time no more goes than the rate allows, and a canary and a second's worth", () => {
    fc.assert(
      fc.property(
        anyLimits,
        fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 200 }),
        (bounds, steps) => {
          let now = 1_000_000;
          const start = now;
          let state = lane();
          for (const step of steps) {
            const pace = decidePace(state, bounds, now);
            if (pace.kind === "send") {
              const sent = state.counts.sent + pace.count;
              state = {
                ...state,
                counts: counts(sent, sent),
                lastSend: now,
                ...(pace.phase === "ramp" && { rampStart: state.rampStart ?? now }),
              };
            }
            now += step;
          }
          const most =
            bounds.canary + (bounds.ratePerSecond * (now - start)) / 1000 + bounds.ratePerSecond + 1;
          expect(state.counts.sent).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  test("a consumer that fails every letter from some point on is sent a bounded number before the pause", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 30 }),
        (goodOnes, ratePerSecond, settledAtOnce) => {
          const bounds = { ...limits, ratePerSecond };
          let state = lane();
          let now = 0;
          for (let look = 0; look < 20_000; look += 1) {
            const pace = decidePace(state, bounds, now);
            if (pace.kind === "pause") break;
            let { sent, done, failed } = state.counts;
            if (pace.kind === "send") sent += pace.count;
            for (let settled = 0; settled < settledAtOnce && done + failed < sent; settled += 1) {
              if (done < goodOnes) done += 1;
              else failed += 1;
            }
            state = {
              ...state,
              counts: { sent, done, failing: 0, failed },
              ...(pace.kind === "send" && { lastSend: now, rampStart: state.rampStart ?? now }),
            };
            now += pace.kind === "wait" ? Math.max(1, pace.milliseconds) : 1;
          }
          const { sent, done, failed } = state.counts;
          expect(done).toBe(Math.min(goodOnes, sent));
          // Enough failures to pass the limit, and what was on its way then.
          expect(failed).toBeLessThanOrEqual(Math.max(2, done / 9 + 2) + settledAtOnce);
          expect(sent - done - failed).toBeLessThanOrEqual(Math.min(10 + done, ratePerSecond * 10 + 10));
        },
      ),
      { numRuns: 60 },
    );
  });
});
