import { OperatorError } from "@hookyard/core/operator/operator-error";
import { replayRouter } from "@hookyard/core/port/replay-harness";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Engine } from "../engine.ts";
import { createReplayIo, type ReplayIo } from "../testing/replay-io.ts";

let replay: ReplayIo;
afterEach(() => replay.close());

async function withLetters(
  count: number,
  handle?: Parameters<typeof createReplayIo>[0],
): Promise<readonly string[]> {
  replay = await createReplayIo(handle);
  const specs = Array.from({ length: count }, (_, index) => ({
    providerId: `p${index}`,
    original: { id: `p${index}`, amount: index },
  }));
  return [...(await replay.world.letters(specs)).keys()];
}

const jobOf = async (out: string) => (JSON.parse(out) as { job: { id: string } }).job;

describe("dead-letters replay as a job", () => {
  test("plans, asks, runs, reports", async () => {
    await withLetters(30);
    const ask = vi.fn<(question: string) => Promise<string>>(async () => "y");
    const { run, out } = replay.command({ ask });

    expect(await run("dlq", "replay")).toBe(0);

    expect(ask).toHaveBeenCalledWith("\nReplay these 30 letters? [y/N] ", expect.anything());
    expect(out()).toContain("30 letters, 13 KB; about");
    expect(out()).toMatch(
      /Job job_[0-9a-f]{16}\.\nCompleted in .*: sent 30 of 30: 30 done, 0 failed again, 0 on their way\n/,
    );
    expect(await replay.world.free()).toEqual([]);
  });

  test.each([["n"], [""]])("the answer %j changes nothing", async (answer) => {
    await withLetters(3);
    const { run, out } = replay.command({ ask: async () => answer });

    expect(await run("dlq", "replay")).toBe(1);
    expect(out()).toContain("Nothing was changed.");
    expect(await replay.world.free()).toHaveLength(3);
  });

  test("with nobody to ask it wants --yes", async () => {
    await withLetters(1);
    const { run, err } = replay.command();

    expect(await run("dlq", "replay")).toBe(2);
    expect(err()).toContain("--yes");
  });

  test("--dry-run answers the plan and begins nothing", async () => {
    await withLetters(3);
    const { run, out } = replay.command();

    expect(await run("dlq", "replay", "--dry-run", "--json")).toBe(0);

    expect(JSON.parse(out())).toMatchObject({ plan: { count: 3, estimateSeconds: 0 }, dryRun: true });
    expect(await replay.world.free()).toHaveLength(3);
  });

  test("--to bus says what other consumers get too", async () => {
    await withLetters(3);
    const { run, out } = replay.command();

    expect(await run("dlq", "replay", "--to", "bus", "--dry-run")).toBe(0);

    expect(out()).toContain("3 letters, ");
    expect(out()).toContain("  also to audit: 3 events\n");
  });

  test.each([
    ["replay", "--since", "1h"],
    ["dead-letters", "replay", "--to", "bus"],
  ])("%s %s … reads the router that it is given, where Hookyard is not running", async (...argv) => {
    await withLetters(1);
    const file = import.meta.filename; // any file that is there: the engine is the one that reads it
    const loadRouter = vi.fn<Engine["loadRouter"]>(async () => replayRouter);

    const { run } = replay.command({ mode: "stopped", engine: { loadRouter } });
    expect(await run(...argv, "--router", file, "--dry-run")).toBe(0);

    expect(loadRouter).toHaveBeenCalledWith(file);
  });

  test("a consumer that fails again pauses it, exits 1 and says how to go on", async () => {
    await withLetters(30, () => "fail");
    const { run, out } = replay.command();

    expect(await run("dlq", "replay", "--yes", "--canary", "5")).toBe(1);

    expect(out()).toContain(
      "Paused: 5 of 5 failed again at fulfil-order: more than the 10 % that the job may bear.",
    );
    expect(out()).toMatch(/Go on: npx hookyard jobs resume job_/);
  });

  test("every filter and limit stands in the job", async () => {
    await withLetters(10);
    const { run, out } = replay.command();
    const where = '{"data":{"original":{"amount":[{"numeric":["<",4]}]}}}';

    const filters = [
      "--consumer",
      "fulfil-order",
      "--type",
      "payment.*",
      "--error",
      "no such * 17",
      "--where",
      where,
    ];
    const limits = ["--rate", "7/s", "--canary", "2", "--max-backlog-age", "2min", "--max-failures", "25%"];
    await run("dlq", "replay", "--yes", "--json", ...filters, ...limits, "--force", "--again", "--to", "bus");

    expect(await jobOf(out())).toMatchObject({
      state: "completed",
      request: {
        what: {
          filter: {
            consumer: "fulfil-order",
            type: "payment.*",
            error: "no such * 17",
            where: JSON.parse(where),
          },
        },
        to: { kind: "bus" },
        limits: { ratePerSecond: 7, canary: 2, maxBacklogAgeSeconds: 120, maxFailureShare: 0.25 },
        force: true,
        again: true,
      },
      plan: { count: 4 },
    });
  });

  test.each([
    ["--where", '{"data":1}'],
    ["--where", "amount > 5"],
    ["--to", "ftp://x"],
    ["--to", "http://user:password@localhost"],
    ["--max-failures", "150%"],
    ["--max-backlog-age", "5"],
  ])("%s %s is refused with what to write", async (option, value) => {
    await withLetters(0);
    const { run, err } = replay.command();

    expect(await run("dlq", "replay", "--yes", option, value)).toBe(2);
    expect(err()).toContain(option);
    expect(err()).not.toContain("password@");
  });

  test("--detach leaves the job to the engine", async () => {
    await withLetters(30);
    const { run, out } = replay.command();

    expect(await run("dlq", "replay", "--yes", "--detach")).toBe(0);
    expect(out()).toContain("jobs follow job_");
    await replay.settled();
    expect(await replay.world.free()).toEqual([]);
  });

  test("where no engine runs, the job waits for it", async () => {
    await withLetters(3);
    const { run, out } = replay.command({ mode: "stopped" });

    expect(await run("dlq", "replay", "--yes")).toBe(0);
    expect(out()).toContain("the job begins when it starts");
  });

  test("Ctrl-C pauses the job and exits 1", async () => {
    await withLetters(200);
    const test = replay.command();
    const { jobs } = replay.world.operator;
    const wait = async () => test.stop();
    const stopping = replay.command({ wait, stopSignal: test.io.stopSignal });

    expect(await stopping.run("dlq", "replay", "--yes")).toBe(1);

    expect(stopping.out()).toContain("Paused: somebody paused it.");
    expect((await jobs({ limit: 1 })).rows[0]).toMatchObject({ state: "paused" });
  });

  test("a lost connection is waited for; when it does not come back, the job is kept and named", async () => {
    await withLetters(200);
    const lost = async () => {
      throw new OperatorError("unreachable", "Nobody answers.");
    };
    const { run, err } = replay.command({ operator: { replays: { ...replay.world.operator, job: lost } } });

    expect(await run("dlq", "replay", "--yes")).toBe(1);
    expect(err()).toMatch(/The job is kept, and goes on when Hookyard runs: npx hookyard jobs follow job_/);
  });
});

describe("jobs", () => {
  test("list, show, pause, resume and cancel speak of the same job", async () => {
    await withLetters(40, ({ replay: generation }) => (generation === 1 ? "fail" : "done"));
    const first = replay.command();
    await first.run("dlq", "replay", "--yes", "--json", "--canary", "5");
    const { id } = await jobOf(first.out());

    const list = replay.command();
    await list.run("jobs", "--json");
    expect(JSON.parse(list.out())).toMatchObject({ jobs: [{ id, state: "paused", sent: 5 }] });

    const show = replay.command();
    expect(await show.run("jobs", "show", id)).toBe(0);
    expect(show.out()).toContain("why    5 of 5 failed again at fulfil-order");
    expect(show.out()).toContain(
      "sent 5 of 40: 0 done, 5 failed again, 0 on their way\nleft 35, skipped 0\n",
    );

    const cancel = replay.command();
    expect(await cancel.run("jobs", "cancel", id)).toBe(0);
    expect(cancel.out()).toContain("Cancelled.");
    const resume = replay.command();
    expect(await resume.run("jobs", "resume", id)).toBe(1); // it is over: nothing goes on
    expect(await replay.world.free()).toHaveLength(40);
  });

  test("resume goes on and exits as the job does", async () => {
    let isMended = false;
    await withLetters(40, () => (isMended ? "done" : "fail"));
    const first = replay.command();
    await first.run("dlq", "replay", "--yes", "--json", "--canary", "5");
    const { id } = await jobOf(first.out());
    isMended = true;

    const { run, out } = replay.command();

    expect(await run("jobs", "resume", id)).toBe(1); // five have failed again, and are said so
    expect(out()).toContain("sent 40 of 40: 35 done, 5 failed again, 0 on their way");
  });

  test.each(["show", "follow", "pause", "resume", "cancel"])(
    "%s of a job that is not there exits 1",
    async (verb) => {
      await withLetters(0);
      const { run, err } = replay.command();

      expect(await run("jobs", verb, "job_nope")).toBe(1);
      expect(err()).toContain("There is no job job_nope");
    },
  );

  test("no jobs are no failure, and an id alone is explained", async () => {
    await withLetters(0);
    const none = replay.command();
    const alone = replay.command();

    expect(await none.run("jobs")).toBe(0);
    expect(await alone.run("jobs", "job_1234")).toBe(2);
    expect(alone.err()).toContain("hookyard jobs show job_1234");
  });
});

describe("replay from the archive", () => {
  test("feeds one consumer, and says what is left alone", async () => {
    await withLetters(20);
    await replay.world.operator.startJob(
      "job_aaaa",
      (await import("@hookyard/core/port/replay-harness")).request(),
    );
    await replay.world.run("job_aaaa", () => "done");
    const plan = replay.command();
    const feed = replay.command();

    await plan.run("replay", "--since", "2000-01-01T00:00:00Z", "--dry-run");
    expect(await feed.run("replay", "--since", "2000-01-01T00:00:00Z", "--consumer", "audit", "--yes")).toBe(
      0,
    );

    expect(plan.out()).toContain("left alone: 20 done already; --again sends them too");
    expect(feed.out()).toContain("sent 20 of 20: 20 done");
  });

  test("a consumer that is not there is named with those that are", async () => {
    await withLetters(0);
    const { run, err } = replay.command();

    expect(await run("replay", "--since", "1h", "--consumer", "nobody", "--yes")).toBe(2);
    expect(err()).toContain('there is no consumer "nobody"; there are fulfil-order, audit, newcomer');
  });
});

describe("dead-letters edit", () => {
  test("shows the change, sends it, and keeps it in the history", async () => {
    const [id = ""] = await withLetters(1);
    const edit = replay.command({ ask: async () => "y" });
    const flags = [
      "--set",
      "data.original.amount=5",
      "--remove",
      "data.original.id",
      "--reason",
      "sent wrong",
    ];

    expect(await edit.run("dlq", "edit", id, ...flags)).toBe(0);

    expect(edit.out()).toContain('data.original.amount\n  - 0\n  + 5\ndata.original.id\n  - "p0"\n');
    expect((await replay.world.delivery(id)).edits).toMatchObject([{ reason: "sent wrong" }]);
    await replay.world.work(() => "fail");
    const show = replay.command();
    await show.run("dlq", "show", id);
    expect(show.out()).toContain("changed by hand");
    expect(show.out()).toContain("data.original.amount: 0 → 5");
  });

  test("--dry-run shows and changes nothing; nothing to change is wrong usage", async () => {
    const [id = ""] = await withLetters(1);
    const dry = replay.command();
    const none = replay.command();

    expect(await dry.run("dlq", "edit", id, "--set", "data.x=1", "--reason", "r", "--dry-run")).toBe(0);
    expect(await none.run("dlq", "edit", id, "--reason", "r", "--yes")).toBe(2);
    expect(await replay.world.free()).toEqual([id]);
  });
});

describe("dead-letters wait", () => {
  test.each([
    ["3", 0],
    ["2", 1],
    ["0", 1],
  ])("with three letters, --max %s exits %i", async (max, exitCode) => {
    await withLetters(3);

    expect(await replay.command().run("dlq", "wait", "--max", max)).toBe(exitCode);
  });

  test("--for goes on looking, and ends as soon as there are too many", async () => {
    await withLetters(1);
    let looks = 0;
    const { run, out } = replay.command({
      wait: async (milliseconds) => {
        replay.world.engine.advance(milliseconds / 1000);
        looks += 1;
        if (looks === 3) await replay.world.letters([{ providerId: "late" }]);
      },
    });

    expect(await run("dlq", "wait", "--max", "1", "--for", "1min", "--json")).toBe(1);
    expect(looks).toBe(3);
    expect(JSON.parse(out())).toEqual({ count: 2, max: 1, over: true });
  });
});

describe("dead-letters checkout", () => {
  const ran = (outcome: "done" | "failed") => ({
    runLettersHere: async ({
      letters,
      onRun,
    }: {
      letters: readonly { id: string }[];
      onRun: (run: never) => void;
    }) => {
      const runs = letters.map(({ id }) => ({ id, outcome, milliseconds: 3 }));
      for (const one of runs) onRun(one as never);
      return runs;
    },
    readOwner: () => ({ url: "http://127.0.0.1:1", routerFile: "/router.ts" }),
  });

  test("keeps the letters, runs the handlers here, and says how to go on", async () => {
    const [a = "", b = ""] = await withLetters(3);
    const { run, out } = replay.command({ engine: ran("done") });

    expect(await run("dlq", "checkout", a, b)).toBe(0);

    expect(out()).toContain("2 letters, until");
    expect(out()).toContain(`done    ${a} in 3 ms\n`);
    expect(out()).toMatch(
      /Send exactly these again: npx hookyard dead-letters checkout chk_[0-9a-f]{12} --replay\n/,
    );
    expect(await replay.world.free()).toHaveLength(1);
  });

  test("--replay sends exactly those when every handler went well, and none when one did not", async () => {
    const [a = "", b = ""] = await withLetters(3);
    const failed = replay.command({ engine: ran("failed") });
    const went = replay.command({ engine: ran("done"), random: (size) => new Uint8Array(size).fill(9) });

    expect(await failed.run("dlq", "checkout", a, "--replay")).toBe(1);
    expect(failed.out()).toContain("Not sent again: not every handler went well.");
    expect(await went.run("dlq", "checkout", b, "--replay")).toBe(0);
    expect(went.out()).toContain("Sent 1 letter again.");
    expect((await replay.world.delivery(b)).state).toBe("scheduled");
    expect((await replay.world.delivery(a)).state).toBe("dead");
  });

  test("a check-out is returned by its id, and is over then", async () => {
    const [a = ""] = await withLetters(1);
    const out = replay.command();
    await out.run("dlq", "checkout", a, "--no-run", "--json");
    const { id } = JSON.parse(out.out()) as { id: string };

    const back = replay.command();
    expect(await back.run("dlq", "checkout", id, "--return")).toBe(0);
    expect(back.out()).toContain("Returned 1 letter.");
    expect(await replay.world.free()).toEqual([a]);
    expect(await replay.command().run("dlq", "checkout", id, "--replay")).toBe(1);
  });

  test("what somebody else has is not there for us, and more than 20 are too many", async () => {
    const [a = ""] = await withLetters(1);
    await replay.command().run("dlq", "checkout", a, "--no-run");
    const other = replay.command({ random: (size) => new Uint8Array(size).fill(9) });

    expect(await other.run("dlq", "checkout", a, "--no-run")).toBe(1);
    expect(other.err()).toContain("None of these is a dead letter that is free");
    const ids = Array.from({ length: 21 }, (_, index) => `evt_${index}:a`);
    expect(await replay.command().run("dlq", "checkout", ...ids)).toBe(2);
  });
});
