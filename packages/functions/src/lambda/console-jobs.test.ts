import type { Operator } from "@hookyard/core";
import { describe, expect, test, vi } from "vitest";
import { createJobRunner, jobOf } from "./console-jobs.ts";
import type { Telemetry } from "./telemetry.ts";

const telemetry: Telemetry = { log: () => undefined, count: () => undefined, begin: () => undefined };
type Replays = NonNullable<Operator["replays"]>;

interface WorldOptions {
  /** What the job is in, look by look; the last one stays. */
  readonly states: readonly ("running" | "completed" | "paused")[];
  /** What is left of the invocation at each look. */
  readonly remaining?: readonly number[];
  readonly waitsFor?: string;
}

function world({ states, remaining = [900_000], waitsFor }: WorldOptions) {
  const done: string[] = [];
  let looks = 0;
  let times = 0;
  const stage = {
    jobs: {
      kick: (id: string) => void done.push(`kick ${id}`),
      waitsFor: () => waitsFor,
      stop: async () => undefined,
    },
    replays: {
      job: async () => ({ state: states[Math.min(looks++, states.length - 1)] }),
    } as unknown as Replays, // safe: a runner asks for the state alone
    close: async () => void done.push("let go"),
  };
  const run = createJobRunner({
    open: () => stage,
    handOver: async (id) => void done.push(`hand over ${id}`),
    wait: async () => undefined,
    telemetry,
  });
  const getRemainingTimeInMillis = (): number => remaining[Math.min(times++, remaining.length - 1)] ?? 0;
  return { done, run: () => run("job_1", { getRemainingTimeInMillis }) };
}

describe("an invocation that runs a job", () => {
  test.each(["completed", "paused"] as const)("ends when the job is %s", async (state) => {
    const { done, run } = world({ states: ["running", "running", state] });

    await run();

    expect(done).toEqual(["kick job_1", "let go"]);
  });

  test("hands it over before its time is up, after it has let go of it", async () => {
    const { done, run } = world({ states: ["running"], remaining: [900_000, 31_000, 29_000] });

    await run();

    expect(done).toEqual(["kick job_1", "let go", "hand over job_1"]);
  });

  test("leaves it to somebody else who runs it", async () => {
    const { done, run } = world({ states: ["running"], waitsFor: "runner" });

    await run();

    expect(done).toEqual(["kick job_1", "let go"]);
  });

  test("fails when the table does not answer, so that Lambda invokes again, and lets go all the same", async () => {
    const close = vi.fn<() => Promise<void>>(async () => undefined);
    const replays = { job: () => Promise.reject(new Error("ThrottlingException")) } as unknown as Replays; // safe: as above
    const jobs = { kick: () => undefined, waitsFor: () => undefined, stop: async () => undefined };
    const run = createJobRunner({
      open: () => ({ jobs, replays, close }),
      handOver: async () => undefined,
      wait: async () => undefined,
      telemetry,
    });

    await expect(run("job_1", { getRemainingTimeInMillis: () => 900_000 })).rejects.toThrow(
      "ThrottlingException",
    );
    expect(close).toHaveBeenCalledTimes(1);
  });
});

test.each([
  [{ hookyardJob: "job_1" }, "job_1"],
  [{ rawPath: "/", hookyardJob: 1 }, undefined],
  [{ rawPath: "/" }, undefined],
  [null, undefined],
  ["job_1", undefined],
])("the event %j is for the job %j", (event, job) => {
  expect(jobOf(event)).toBe(job);
});
