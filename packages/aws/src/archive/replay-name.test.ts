import { expect, test } from "vitest";
import { replayName, senderOf } from "./replay-name.ts";

test("a job's replays are told by their names, and whether they are to run again what is done", () => {
  expect(senderOf(replayName("job_7f3a", 1, false))).toEqual({
    id: "job_7f3a",
    job: "job_7f3a",
    again: false,
  });
  expect(senderOf(replayName("job_7f3a", 12, true))).toEqual({
    id: "job_7f3a",
    job: "job_7f3a",
    again: true,
  });
});

test("the longest id of a job makes a name that EventBridge takes", () => {
  expect(replayName(`job_${"a".repeat(40)}`, 999_999, true)).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
});

test.each(["mine", "job_7f3a", "job_7f3a.1.again.x", "job_7f3a.x", "xjob_7f3a.1"])(
  "%s is somebody else's replay: it has no job, and what is done stays done",
  (name) => {
    expect(senderOf(name)).toEqual({ id: name, again: false });
  },
);
