import { createAwsUnderTest } from "@hookyard/aws/testing/aws-under-test";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createReplayIo, type ReplayIo } from "../testing/replay-io.ts";

let replay: ReplayIo;
afterEach(() => replay.close());

/** Three events of a quarter of an hour ago, which EventBridge's archive has, and where they begin. */
async function archived(): Promise<string> {
  replay = await createReplayIo(() => "done", createAwsUnderTest);
  const { engine } = replay.world;
  const since = engine.now().toISOString();
  for (const providerId of ["a", "b", "c"]) {
    const receivedtime = engine.now().toISOString();
    const original = { id: providerId, amount: 500 };
    await engine.bus.publish([busEntry({ providerId, consumers: ["fulfil-order"], receivedtime, original })]);
  }
  await replay.world.work(() => "done");
  engine.advance(900);
  return since;
}

describe("replay by EventBridge's archive", () => {
  test("says what it will send and that nobody knows how many, asks, and follows it to its end", async () => {
    const since = await archived();
    const ask = vi.fn<(question: string) => Promise<string>>(async () => "y");
    const { run, out } = replay.command({ ask });

    expect(await run("replay", "--since", since, "--consumer", "newcomer", "--from", "archive")).toBe(0);

    expect(ask).toHaveBeenCalledWith("\nReplay all of this? [y/N] ", expect.anything());
    expect(out()).toContain("By EventBridge's archive: it was asked for.");
    expect(out()).toMatch(/events received \d{4}-\d\d-\d\d \d\d:\d\d UTC to /);
    expect(out()).toContain("  to newcomer\n");
    expect(out()).toMatch(/Completed in .*: sent 3: 3 done, 0 failed again, 0 on their way\n/);
    expect(await replay.world.delivery(`${idOf("b")}:newcomer`)).toMatchObject({ state: "done", replay: 1 });
  });

  test("--dry-run says when the last events will be in the archive, and begins nothing", async () => {
    const since = await archived();
    const { run, out } = replay.command();

    expect(await run("replay", "--since", since, "--from", "archive", "--dry-run")).toBe(0);

    expect(out()).toMatch(/twice as much each time, the last of them in \d+ min/);
    expect(out()).toContain("Nothing was changed: this was a dry run.");
    expect((await replay.world.operator.jobs({ limit: 1 })).rows).toEqual([]);
  });

  test("a job shows how far EventBridge is, and its list says that nobody knows of how many", async () => {
    const since = await archived();
    const { run } = replay.command();
    await run("replay", "--since", since, "--consumer", "newcomer", "--from", "archive", "--yes", "--json");
    const [job] = (await replay.world.operator.jobs({ limit: 1 })).rows;

    const shown = replay.command();
    await shown.run("jobs", "show", job?.id ?? "");
    const listed = replay.command();
    await listed.run("jobs");

    expect(shown.out()).toMatch(/by +EventBridge's archive\n/);
    expect(shown.out()).toMatch(/so far +(\d+) of \1 minutes of events\n/);
    expect(listed.out()).toMatch(/completed .* 3 +\? +3 +0/);
  });

  test("without --from, a few events come from the event table", async () => {
    const since = await archived();
    const { run, out } = replay.command();

    expect(await run("replay", "--since", since, "--consumer", "newcomer", "--yes")).toBe(0);

    expect(out()).toContain("3 events");
    expect(out()).not.toContain("archive");
  });

  test("what is begun goes the way that was shown, whatever has come in since", async () => {
    const since = await archived();
    const { operator } = replay.world;
    const startJob = vi.fn<typeof operator.startJob>(operator.startJob);
    const { run } = replay.command({ operator: { replays: { ...operator, startJob } } });

    await run("replay", "--since", since, "--consumer", "newcomer", "--yes", "--detach");

    expect(startJob).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({ what: expect.objectContaining({ from: "table" }) }),
    );
  });

  test("on one machine there is one place to take events from", async () => {
    replay = await createReplayIo();
    const { run, err } = replay.command();

    expect(await run("replay", "--since", "1h", "--from", "archive", "--dry-run")).not.toBe(0);
    expect(err()).toContain("this engine keeps its events in one place");
    const other = replay.command();
    expect(await other.run("replay", "--since", "1h", "--from", "table", "--dry-run")).toBe(0);
  });

  test("--from takes two words", async () => {
    replay = await createReplayIo();
    const { run, err } = replay.command();

    expect(await run("replay", "--since", "1h", "--from", "tape")).toBe(2);
    expect(err()).toContain("table, archive");
  });
});
