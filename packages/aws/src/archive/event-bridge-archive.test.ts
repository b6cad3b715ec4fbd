import type { EventArchive } from "@hookyard/core/replay/event-archive";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { serviceError } from "../testing/json-answers.ts";
import { createEventBridgeArchive } from "./event-bridge-archive.ts";

const arn = (what: string): string => `arn:aws:events:us-east-1:123456789012:${what}`;
const window = { since: "2026-11-20T10:00:00.000Z", until: "2026-11-20T10:08:00.000Z" };
const now = new Date("2026-11-21T00:00:00Z");

describe("EventBridge's archive at the wire", () => {
  let world: AwsWorld;
  let archive: EventArchive;
  let inputs: Readonly<Record<string, unknown>>[];
  beforeEach(async () => {
    world = await createAwsWorld();
    archive = createEventBridgeArchive({
      eventBridge: world.eventBridge,
      archive: `${world.bus}-archive`,
      rule: (consumer) => (consumer === "audit" ? `${world.bus}-audit` : undefined),
      tableRetentionSeconds: 30 * 86_400,
      hasMoreThan: async () => false,
    });
    inputs = [];
    world.eventBridgeService.archive.faults.push((operation, input) => {
      if (operation === "StartReplay") inputs.push(input);
      return undefined;
    });
  });
  afterEach(() => world.close());

  const wire = () => world.eventBridgeService.archive;
  const answer = (operation: string, code: string, status = 400) =>
    wire().faults.push((asked) => (asked === operation ? serviceError(code, "no", status) : undefined));

  test("a window goes to the bus that it came from, from the archive, between two whole minutes", async () => {
    expect(await archive.start({ name: "job_1.1", ...window })).toBe(true);

    expect(inputs).toEqual([
      {
        ReplayName: "job_1.1",
        Description: expect.any(String),
        EventSourceArn: arn(`archive/${world.bus}-archive`),
        EventStartTime: Date.parse(window.since) / 1000,
        EventEndTime: Date.parse(window.until) / 1000,
        Destination: { Arn: arn(`event-bus/${world.bus}`) },
      },
    ]);
  });

  test("for one consumer it goes to that consumer's rule only", async () => {
    await archive.start({ name: "job_1.1", ...window }, "audit");

    expect(inputs).toMatchObject([
      { Destination: { FilterArns: [arn(`rule/${world.bus}/${world.bus}-audit`)] } },
    ]);
    await expect(archive.start({ name: "job_1.2", ...window }, "nobody")).rejects.toThrow("nobody");
  });

  test("the same name a second time is the same replay", async () => {
    await archive.start({ name: "job_1.1", ...window });

    expect(await archive.start({ name: "job_1.1", ...window })).toBe(true);
    expect(wire().replays.size).toBe(1);
  });

  test("says how far a replay is, and how it ended", async () => {
    wire().minutesPerLook = 4;
    await archive.start({ name: "job_1.1", ...window });

    expect(await archive.look("job_1.1")).toEqual({ state: "running" });
    expect(await archive.look("job_1.1")).toEqual({ state: "running", upto: "2026-11-20T10:03:59.000Z" });
    expect(await archive.look("job_1.1")).toMatchObject({ state: "completed" });
    expect(await archive.look("job_1.2")).toBeUndefined();
  });

  test("stops a replay that runs, and leaves alone what has ended or never began", async () => {
    await archive.start({ name: "job_1.1", ...window });

    await archive.cancel("job_1.1");
    await archive.cancel("job_1.1");
    await archive.cancel("job_1.2");

    expect(await archive.look("job_1.1")).toMatchObject({ state: "cancelled" });
  });

  test("a full account is no error: it is tried again later", async () => {
    answer("StartReplay", "LimitExceededException");

    expect(await archive.start({ name: "job_1.1", ...window })).toBe(false);
  });

  test.each([
    ["ThrottlingException", 400],
    ["AccessDeniedException", 400],
    ["ExpiredTokenException", 400],
    ["InternalException", 500],
  ])("%s rejects with its name", async (code, status) => {
    answer("StartReplay", code, status);

    await expect(archive.start({ name: "job_1.1", ...window })).rejects.toMatchObject({ name: code });
  });

  test("a replay of that name from another archive is not taken for the job's", async () => {
    await archive.start({ name: "job_1.1", ...window });
    wire().faults.push((operation) =>
      operation === "DescribeReplay"
        ? Response.json({ State: "RUNNING", EventSourceArn: arn("archive/somebody-elses") })
        : undefined,
    );

    await expect(archive.look("job_1.1")).rejects.toThrow("another archive");
  });

  test("an archive that may not be asked says what is missing, and the way round it", async () => {
    answer("DescribeArchive", "AccessDeniedException");
    const what = { kind: "archive", query: window, from: "archive" } as const;

    const error = await archive.choose(what, { again: false, now }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OperatorError);
    expect(String(error)).toContain("events:DescribeArchive");
    expect(String(error)).toContain("--from table");
  });

  test("a window begins where the archive does", async () => {
    wire().retentionDays = 90;
    const query = { since: "2026-01-01T00:00:00.000Z", until: "2026-11-20T00:00:30.000Z" };

    expect(await archive.choose({ kind: "archive", query }, { again: true, now })).toMatchObject({
      from: "archive",
      since: "2026-08-23T00:00:00.000Z",
      until: "2026-11-20T00:01:00.000Z",
    });
  });
});
