import { expect, test } from "vitest";
import { silenceSeconds, silenceWindow } from "./reconcile-silence.ts";

const minute = 60;
const hour = 3_600;
const day = 86_400;

test.each([
  ["an hour", hour, { periodSeconds: hour, periods: 3 }],
  ["six hours", 6 * hour, { periodSeconds: 6 * hour, periods: 3 }],
  ["56 hours, three of which are a week", 56 * hour, { periodSeconds: 56 * hour, periods: 3 }],
  [
    "five minutes, with room for a run of a quarter of an hour",
    5 * minute,
    { periodSeconds: 300, periods: 5 },
  ],
  ["three days", 3 * day, { periodSeconds: day, periods: 7 }],
  ["six days", 6 * day, { periodSeconds: day, periods: 7 }],
  ["a week", 7 * day, undefined],
])("a schedule of %s is watched as CloudWatch can", (_name, everySeconds, window) => {
  expect(silenceWindow({ everySeconds })).toEqual(window);
});

test("no window is longer than CloudWatch takes, or shorter than a turn and a run", () => {
  for (let everySeconds = 5 * minute; everySeconds <= 45 * day; everySeconds += 5 * minute) {
    const window = silenceWindow({ everySeconds });
    if (window === undefined) continue;
    const seconds = window.periodSeconds * window.periods;
    const most = window.periodSeconds < hour ? day : 7 * day;
    expect.soft(seconds, String(everySeconds)).toBeLessThanOrEqual(most);
    expect.soft(seconds, String(everySeconds)).toBeGreaterThanOrEqual(everySeconds + 900);
  }
});

test("a schedule without a run in three turns has stopped, however seldom it turns", () => {
  expect(silenceSeconds({ everySeconds: hour })).toBe(3 * hour);
  expect(silenceSeconds({ everySeconds: 45 * day })).toBe(135 * day);
});
